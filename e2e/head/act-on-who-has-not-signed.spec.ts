import { expect, test } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { sayDay } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { aPdf } from "#lib/signing/scans-for-tests.ts";

const list = "/school/999425/not-signed";
/** The list of whoever is called so: everybody else's journeys add to the list. */
const named = (name: string) => `${list}?${new URLSearchParams({ name })}`;
const aFamilyName = () => `Paper ${newId().slice(-8)}`;
const [year = "", month = "", date = ""] = today("Europe/London").split("-");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the head prints a form, records what comes back with its scan, and marks a mistake", async ({
      page,
      newcomer,
      signInAs,
      look,
    }) => {
      const familyName = aFamilyName();
      const one = await newcomer("staff", { givenName: "Asha", familyName });
      const two = await newcomer("volunteer", { givenName: "Bram", familyName });
      await signInAs("head");
      await page.goto(list);
      await look();
      // nothing selected: it says so
      await page.getByRole("button", { name: "Print forms" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Select at least one",
      );
      await look();
      await page.getByRole("searchbox", { name: "Name" }).fill(familyName.toUpperCase());
      await page.getByRole("button", { name: "Show" }).click();
      for (const { name } of [one, two]) await page.getByRole("checkbox", { name: `${name},` }).check();
      await page.getByRole("button", { name: "Print forms" }).click();
      await expect(page.getByRole("heading", { name: "Forms to print", level: 1 })).toBeVisible();
      await expect(page.getByRole("article")).toHaveCount(2);
      await look();
      const form = page.getByRole("article", { name: one.name });
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await form.innerText())?.[0] as string;

      await page.goto("/school/999425/paper");
      await look();
      await page.getByRole("textbox", { name: "Code of the form" }).fill("CCCC-CCCC");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "No form of this school",
      );
      await page.getByRole("textbox", { name: "Code of the form" }).fill(code.toLowerCase());
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("main")).toContainText(one.name);
      await look();

      // a program under a scan's name is said, and what was typed is kept
      await page.getByLabel("Scan (optional)").setInputFiles({
        name: "scan.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("MZ this is a program"),
      });
      const day = page.getByRole("group", { name: "Date on the paper" });
      await day.getByRole("textbox", { name: "Day" }).fill(date);
      await day.getByRole("textbox", { name: "Month" }).fill(month);
      await day.getByRole("textbox", { name: "Year" }).fill(year);
      await page.getByRole("textbox", { name: "Who witnessed it" }).fill("Priya Nair, office");
      await page.getByRole("button", { name: "Record signature" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "is not a PDF or a photo",
      );
      await expect(page.getByRole("textbox", { name: "Who witnessed it" })).toHaveValue("Priya Nair, office");
      await expect(day.getByRole("textbox", { name: "Month" })).toHaveValue(month);
      await look();
      await page.getByLabel("Scan (optional)").setInputFiles({
        name: "scan.pdf",
        mimeType: "application/pdf",
        buffer: aPdf(),
      });
      await page.getByRole("button", { name: "Record signature" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "The signature has been recorded",
      );
      await expect(page.getByRole("main")).toContainText(sayDay(today("Europe/London")));
      await look();
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: /^Download the scan/ }).click();
      expect((await waiting).suggestedFilename()).toMatch(/^scan-.*\.pdf$/);

      await page.getByText("This was recorded by mistake").click();
      await page.getByRole("textbox", { name: "What was wrong with it?" }).fill("It was another Nia's paper");
      await page.getByRole("button", { name: "Mark as a mistake" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText("no longer counts");
      await look();
      await page.goto(named(familyName));
      await expect(page.getByRole("row", { name: one.name })).toContainText("Not signed");
    });

    test("the head records the paper of one row, and reminds others once", async ({
      page,
      newcomer,
      signInAs,
      look,
    }) => {
      const familyName = aFamilyName();
      const one = await newcomer("staff", { givenName: "Asha", familyName });
      const two = await newcomer("staff", { givenName: "Bram", familyName });
      await signInAs("head");
      await page.goto(named(familyName));
      await page.getByRole("checkbox", { name: `${one.name},` }).check();
      await page.getByRole("button", { name: "Record paper signature" }).click();
      await expect(page.getByRole("heading", { name: "Record paper signature", level: 1 })).toBeVisible();
      await expect(page.getByRole("main")).toContainText(one.name);
      await page.getByRole("button", { name: "Record signature" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Enter the date on the paper",
      );
      await look();

      await page.goto(named(familyName));
      for (const { name } of [one, two]) await page.getByRole("checkbox", { name: `${name},` }).check();
      await page.getByRole("button", { name: "Send reminder" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "Reminders for 2 people are being written",
      );
      await look();
    });
  });
}

test("all of a page are selected with one box, and one can be left out again", async ({ page, signInAs }) => {
  await signInAs("head");
  await page.goto(list);
  const rows = page.locator('input[name="row"]');
  const all = page.getByRole("checkbox", { name: /on this page$/ });
  await all.check();
  await expect(page.locator('input[name="row"]:checked')).toHaveCount(await rows.count());
  await rows.first().uncheck();
  await expect(all).not.toBeChecked();
});

test("who may not act sees the list without boxes", async ({ page, signInAs }) => {
  await signInAs("board-member");
  await page.goto(list);
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("main").getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /reminder|Print|Record/ })).toHaveCount(0);
});
