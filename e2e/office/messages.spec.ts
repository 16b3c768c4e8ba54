import { expect, type Newcomer, test } from "#e2e/support/journey.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { runSending } from "#lib/messages/run-sending.ts";
import { sendReminders } from "#lib/messages/send-reminders.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the office adds a holiday, and takes it away again", async ({ page, signInAs, look }, info) => {
      const name = `Holiday ${info.project.name} ${javaScriptEnabled} ${info.repeatEachIndex} ${process.pid}`;
      await signInAs("office");
      await page.goto("/school/999425");
      await page.getByRole("main").getByRole("link", { name: "Holidays" }).click();
      await expect(page.getByRole("heading", { name: "Holidays", level: 1 })).toBeVisible();
      await look();
      await page.getByRole("button", { name: "Add holiday" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Enter a name");
      await look();
      const fill = async (legend: string, parts: string[]) => {
        const group = page.getByRole("group", { name: legend });
        for (const [at, part] of ["Day", "Month", "Year"].entries())
          await group.getByRole("textbox", { name: part }).fill(parts[at] ?? "");
      };
      await page.getByRole("textbox", { name: "Name" }).fill(name);
      await fill("First day", ["1", "8", "2031"]);
      await fill("Last day", ["31", "7", "2031"]);
      await page.getByRole("button", { name: "Add holiday" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "Last day must be the first day or later",
      );
      await fill("Last day", ["31", "8", "2031"]);
      await page.getByRole("button", { name: "Add holiday" }).click();
      await expect(page.getByText("The holiday has been added.")).toBeVisible();
      const row = page.getByRole("listitem").filter({ hasText: name });
      await expect(row).toContainText("1 August 2031 to 31 August 2031");
      await look();
      await row.getByRole("button", { name: `Take away ${name}` }).click();
      await expect(page.getByText("The holiday has been taken away.")).toBeVisible();
      await expect(page.getByText(name)).toHaveCount(0);
    });

    test("the administrator changes the organisation’s settings", async ({ page, signInAs, look }) => {
      await signInAs("administrator");
      await page.goto("/organisation");
      await page.getByRole("main").getByRole("link", { name: "Settings" }).click();
      await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
      await look();
      const days = page.getByRole("textbox", { name: "Days to sign after a long absence" });
      await days.fill("many");
      await page.getByRole("button", { name: "Save settings" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("whole number");
      await look();
      await days.fill("10");
      await page.getByRole("button", { name: "Save settings" }).click();
      await expect(page.getByText("The settings have been saved.")).toBeVisible();
      await expect(page.getByRole("checkbox", { name: "Quiet at weekends" })).toBeVisible();
    });
  });
}

test("the office sees what was sent to whom, and what came of reminders", async ({
  page,
  signInAs,
  newcomer,
  look,
}) => {
  const someone = await newcomer();
  const { name, email } = someone;
  const without = await newcomer("staff", { addresses: [] });
  const sendingId = await remind([someone, without]);
  await signInAs("office");
  await page.goto("/school/999425");
  await page.getByRole("main").getByRole("link", { name: "Messages" }).click();
  await expect(page.getByRole("heading", { name: "Messages", level: 1 })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: email }).first()).toContainText(name);
  await look();
  await page.getByLabel("State").selectOption({ label: "Failed" });
  await page.getByLabel("About").selectOption({ label: "Reminder" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("row").filter({ hasText: email })).toHaveCount(0);
  await look();

  await page.goto(`/school/999425/messages/${sendingId}`);
  await expect(page.getByRole("heading", { name: "Reminders sent together", level: 1 })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: without.name })).toContainText("No e-mail address");
  await look();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^reminders-\d{4}-\d{2}-\d{2}\.csv$/);
  await page.goto("/organisation/messages");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

/** Reminders of the first thing that each is asked, as the school's office sends them. */
async function remind(people: Newcomer[]): Promise<string> {
  const { organisationId } = people[0] as Newcomer;
  const { personId, unitId } = await inOrganisation(organisationId, (transaction) =>
    transaction.duty.findFirstOrThrow({
      where: { organisationId, kind: "office", endsOn: null, unit: { urn: "999425" } },
    }),
  );
  const actor = await actorOfSession(await startSession({ organisationId, personId, method: "code" }));
  if (!actor) throw new Error("the office cannot act");
  const who = await Promise.all(
    people.map(async (one) => {
      const [asked] = await obligationsOf(organisationId, one.personId, actor.today);
      return { personId: one.personId, seriesId: asked?.seriesId };
    }),
  );
  const { sendingId } = await sendReminders(actor, unitId, { who });
  await runSending({ organisationId, sendingId });
  return sendingId;
}
