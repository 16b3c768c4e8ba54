import { expect, test } from "#e2e/support/journey.ts";
import { aDraft, keptText, text, writer } from "./a-draft.ts";

test("a draft is written, added to, moved and renumbered with the keyboard alone", async ({
  page,
  signInDirectly,
}) => {
  const owner = await writer("policy-owner");
  const { policyId, title } = await aDraft(owner);
  await signInDirectly(owner);
  await page.goto(`/policies/${policyId}/draft`);
  await expect(page.getByRole("toolbar")).toBeVisible();
  const focus = page.locator(":focus");
  const tabTo = async (name: string) => {
    for (let step = 0; step < 200; step++) {
      await page.keyboard.press("Tab");
      if ((await page.getByRole("textbox", { name, exact: true }).and(focus).count()) === 1) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };
  // the tools are one stop on the way, however many there are
  await tabTo("Clause 1.1");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1.9 Lent for a year.");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Control+b");
  await expect(focus).toHaveValue("**1.9 Lent for a year.**");
  await page.keyboard.press("Control+b");
  await expect(focus).toHaveValue("1.9 Lent for a year.");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+F10");
  await expect(page.getByRole("button", { name: "Bold" })).toBeFocused();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press("ArrowRight");
    if (
      (await page
        .getByRole("button", { name: /^Renumber/ })
        .and(focus)
        .count()) === 1
    )
      break;
  }
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Renumbered: 1\.9 is now 1\.1/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(focus).toHaveValue("1.1 Lent for a year.");
  await expect
    .poll(() => keptText(owner, policyId))
    .toBe(
      text(title)
        .replace("1.2 As section", "1.3 As section")
        .replace("1.1 Ask", "1.1 Lent for a year.\n\n1.2 Ask"),
    );
});
