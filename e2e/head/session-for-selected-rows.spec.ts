import { expect, test } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { joinClass } from "#lib/people/join-class.ts";

const year = academicYear(today("Europe/London"));
const list = "/school/999425/not-signed";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("pupils who are ticked open a session of their class, and of two classes a sentence", async ({
      page,
      newcomer,
      signInAs,
      look,
    }) => {
      const familyName = `Ticked ${newId().slice(-8)}`;
      const startsOn = `${year}-09-01`;
      const pupil = async (givenName: string, className: string) => {
        const { organisationId, personId, name } = await newcomer("pupil", {
          ...{ givenName, familyName, yearGroup: 8, startsOn, addresses: [] },
        });
        const command = { organisationId, words: "a journey" };
        const school = await inOrganisation(organisationId, (transaction) =>
          transaction.unit.findFirstOrThrow({ where: { organisationId, urn: "999425" } }),
        );
        const { classGroupId } = await createClassGroup(command, school.id, {
          ...{ name: className, kind: "class", academicYear: year },
        });
        await joinClass(command, personId, school.id, { classGroupId, part: "pupil", startsOn });
        return { name, className, classGroupId };
      };
      const [one, two] = [
        await pupil("Ada", `8${newId().slice(-6)}`),
        await pupil("Ben", `8${newId().slice(-6)}`),
      ];
      await signInAs("head");
      const named = `${list}?${new URLSearchParams({ name: familyName })}`;
      await page.goto(named);
      await page.getByRole("checkbox", { name: `${one.name},` }).check();
      await page.getByRole("button", { name: "Open class session" }).click();
      await expect(page.getByRole("heading", { name: "Class sessions", level: 1 })).toBeVisible();
      await expect(page.getByLabel("Class or tutor group")).toHaveValue(one.classGroupId);
      await expect(page.getByLabel("Agreement").first()).not.toHaveValue("");
      await look();

      await page.goto(named);
      for (const { name } of [one, two]) await page.getByRole("checkbox", { name: `${name},` }).check();
      await page.getByRole("button", { name: "Open class session" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "These pupils are in several classes",
      );
      await expect(page.getByRole("searchbox", { name: "Name" })).toHaveValue(familyName);
      await look();

      // nobody ticked: whom the filters show
      await page.goto(`${list}?class=${two.classGroupId}`);
      await page.getByRole("button", { name: "Open class session" }).click();
      await expect(page.getByLabel("Class or tutor group")).toHaveValue(two.classGroupId);
    });
  });
}
