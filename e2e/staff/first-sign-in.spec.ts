import { readFile } from "node:fs/promises";
import { expect, test } from "#e2e/support/journey.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a teacher signs in for the first time, reads, signs, and is taken on to where they were going", async ({
      page,
      newcomer,
      look,
    }) => {
      const teacher = await newcomer("staff");
      await page.goto("/school");
      await expect(page).toHaveURL(/\/sign-in/);
      await look();
      await page.getByRole("textbox", { name: "Email address" }).fill(teacher.email);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("textbox", { name: "Sign-in code" })).toBeVisible();
      await look();
      const mail = await page.context().newPage();
      let code = "";
      await expect(async () => {
        await mail.goto("/demo/mail");
        const message = mail
          .getByRole("main")
          .locator("article, li, section")
          .filter({ hasText: teacher.email })
          .first();
        code = /\b(\d[\d ]{4,10}\d)\b/.exec((await message.innerText()) ?? "")?.[1] ?? "";
        expect(code).not.toBe("");
      }).toPass({ timeout: 20_000 });
      await mail.close();
      await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
      await page.getByRole("button", { name: "Sign in" }).click();

      await expect(page.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
      await look();
      // whatever they ask for, this comes first
      await page.goto("/policies");
      await expect(page).toHaveURL(/\/sign$/);
      const agreement = page.getByRole("main").getByRole("listitem").getByRole("link").first();
      const title = await agreement.innerText();
      await agreement.click();
      await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
      await look();
      // the whole text stays where it is when scripts take over the page
      await page.waitForLoadState("networkidle");
      await expect(page.getByRole("main")).toContainText("Why we have this policy");

      await page.getByRole("textbox", { name: /name/i }).first().fill("Nia N. Newcomer");
      await page.getByRole("button", { name: "Sign agreement" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Tick the box");
      await expect(page.getByRole("textbox", { name: /name/i }).first()).toHaveValue("Nia N. Newcomer");
      await look();
      await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
      await page.getByRole("button", { name: "Sign agreement" }).click();

      await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
      await expect(page.getByRole("main")).toContainText("Nia N. Newcomer");
      await expect(page.getByRole("main")).toContainText(/Receipt number/);
      await look();
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download receipt" }).click();
      const file = await readFile(await (await waiting).path(), "utf8");
      expect(file).toContain("Nia N. Newcomer");
      expect(file).toContain(title);

      await page.goto("/sign");
      await expect(page.getByRole("heading", { name: "Signed" })).toBeVisible();
      await look();
    });
  });
}
