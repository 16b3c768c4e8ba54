import { expect, test } from "#e2e/support/journey.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the office adds a person, renames them, and ends their membership", async ({
      page,
      signInAs,
      look,
    }, info) => {
      const family = `Added ${info.project.name} ${javaScriptEnabled} ${info.repeatEachIndex} ${process.pid}`;
      await signInAs("office");
      await page.goto("/school/999425/people");
      await look();
      await page.getByRole("link", { name: "Add a person" }).click();
      await look();
      await page.getByRole("button", { name: "Add person" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toBeVisible();
      await look();
      await page.getByRole("textbox", { name: "First name" }).fill("Bram");
      await page.getByRole("textbox", { name: "Last name" }).fill(family);
      await page.getByLabel("Role").selectOption({ label: "Volunteer" });
      const start = page.getByRole("group", { name: "Start date" });
      await start.getByRole("textbox", { name: "Day" }).fill("1");
      await start.getByRole("textbox", { name: "Month" }).fill("9");
      await start.getByRole("textbox", { name: "Year" }).fill("2025");
      await page.getByRole("button", { name: "Add person" }).click();
      await expect(page.getByRole("heading", { name: `Bram ${family}`, level: 1 })).toBeVisible();
      await look();

      await page.getByRole("link", { name: /names/i }).first().click();
      await page.getByRole("textbox", { name: "First name" }).fill("Abram");
      await page.getByRole("button", { name: "Save names" }).click();
      await expect(page.getByRole("heading", { name: `Abram ${family}`, level: 1 })).toBeVisible();

      await page.getByRole("button", { name: "End membership" }).click();
      await expect(page.getByRole("heading", { name: "End membership", level: 1 })).toBeVisible();
      await look();
      await page.getByRole("button", { name: "End membership" }).click();
      await expect(page.getByRole("heading", { name: `Abram ${family}`, level: 1 })).toBeVisible();
    });
  });
}
