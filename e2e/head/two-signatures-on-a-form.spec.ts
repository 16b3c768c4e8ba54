import { aFamily } from "#e2e/families/a-family.ts";
import { expect, test } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { addDays, sayDay } from "#lib/dates.ts";
import { aPdf } from "#lib/signing/scans-for-tests.ts";

const thisDay = today("Europe/London");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a pupil's and a parent's signature on one form are recorded in one go", async ({
      page,
      signInAs,
      look,
    }) => {
      const { familyName, secondary } = await aFamily({ childrenSigned: false });
      const main = page.getByRole("main");
      await signInAs("office");
      const list = `/school/${secondary.urn}/not-signed?${new URLSearchParams({ name: familyName })}`;
      await page.goto(list);
      await page.getByRole("checkbox", { name: `Tobi ${familyName},` }).check();
      await page.getByRole("button", { name: "Print forms" }).click();
      const form = page.getByRole("article", { name: `Tobi ${familyName}` });
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await form.innerText())?.[0] as string;
      await page.goto(`/school/${secondary.urn}/paper?code=${code}`);
      await expect(page.getByRole("group", { name: "Whose signatures are on the paper?" })).toBeVisible();
      await look();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Tick everybody whose signature",
      );
      await look();
      for (const name of [`Tobi ${familyName}`, `Grace ${familyName}`])
        await page.getByRole("checkbox", { name }).check();
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(main).toContainText(`Tobi ${familyName} and Grace ${familyName} (Mother)`);
      await look();

      const [first, second] = [
        page.getByRole("group", { name: "Date on the paper" }).first(),
        page.getByRole("group", { name: "Date on the paper" }).last(),
      ];
      const fill = async (group: typeof first, day: string) => {
        const [year = "", month = "", date = ""] = day.split("-");
        await group.getByRole("textbox", { name: "Day" }).fill(date);
        await group.getByRole("textbox", { name: "Month" }).fill(month);
        await group.getByRole("textbox", { name: "Year" }).fill(year);
      };
      await fill(first, addDays(thisDay, -1));
      // a day to come under the second name is said there, and what was typed is kept
      await fill(second, addDays(thisDay, 1));
      await page.getByRole("textbox", { name: "Who witnessed it" }).fill("Priya Nair, office");
      await page.getByRole("button", { name: "Record signatures" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "must be today or in the past",
      );
      await expect(second.locator("xpath=..")).toContainText("must be today or in the past");
      await expect(first.getByRole("textbox", { name: "Day" })).toHaveValue(
        addDays(thisDay, -1).split("-")[2] as string,
      );
      await look();
      await fill(second, thisDay);
      await page.getByLabel("Scan (optional)").setInputFiles({
        name: "scan.pdf",
        mimeType: "application/pdf",
        buffer: aPdf(),
      });
      await page.getByRole("button", { name: "Record signatures" }).click();
      await expect(main.getByRole("alert")).toContainText("The signatures have been recorded");
      await expect(main).toContainText(sayDay(addDays(thisDay, -1)));
      await look();
      await page.getByRole("link", { name: `the signature of Grace ${familyName}` }).click();
      await expect(main).toContainText(sayDay(thisDay));
      await expect(page.getByRole("link", { name: /^Download the scan/ })).toBeVisible();
      await look();
      await page.goto(list);
      await expect(page.getByRole("row", { name: `Tobi ${familyName}` })).toHaveCount(0);
    });
  });
}
