import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";

/** Moves with Tab until what has focus is what is wanted, as someone without a mouse does. */
async function tabTo(page: Page, role: string, name: RegExp): Promise<void> {
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press("Tab");
    const focus = page.locator(":focus");
    if ((await focus.count()) === 0) continue;
    const wanted = page.getByRole(role as "button", { name }).and(focus);
    if ((await wanted.count()) === 1) return;
  }
  throw new Error(`Tab never reached ${role} ${name}`);
}

test("everything from the list to the receipt works with the keyboard alone", async ({
  page,
  newcomer,
  signInDirectly,
}) => {
  await signInDirectly(await newcomer("staff"));
  await page.goto("/sign");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText(/Skip to/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign agreement" })).toBeVisible();
  await tabTo(page, "checkbox", /I have read and agree/);
  const outline = await page.locator(":focus").evaluate((element) => {
    const styles = getComputedStyle(element);
    return `${styles.outlineStyle} ${styles.boxShadow}`;
  });
  expect(outline).not.toBe("none none");
  await page.keyboard.press("Space");
  await tabTo(page, "button", /Sign agreement/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
});
