import { acting, aPolicy, ratifiedBy } from "#e2e/board/a-policy-to-ratify.ts";
import { expect, test } from "#e2e/support/journey.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { saveDraft } from "#lib/policies/drafts/save-draft.ts";
import { startDraft } from "#lib/policies/drafts/start-draft.ts";

/** Puts another rule in the draft, as its owner would in the editor. */
async function writes(policyId: string, from: string, to: string): Promise<void> {
  const owner = await acting("policy-owner");
  await startDraft(owner, policyId);
  const { revision, text } = await readDraft(owner, policyId);
  await saveDraft(owner, policyId, { revision, text: text.replace(from, to) });
}

test("the owner has a draft read, sees who would sign again, sends it on and takes it back", async ({
  page,
  signInDirectly,
  newcomer,
  look,
}) => {
  const { policyId, title } = await aPolicy();
  await ratifiedBy(policyId, "Trust board", "policy-owner");
  await newcomer("trainee");
  await writes(policyId, "keep my password to myself", "keep a password of twelve letters to myself");

  await test.step("the owner asks a head to read it and records a consultation", async () => {
    await signInDirectly({ ...(await acting("policy-owner")), email: "" });
    await page.goto(`/policies/${policyId}/draft/review`);
    await expect(page.getByText("Nobody has been asked yet.")).toBeVisible();
    await page.getByRole("textbox", { name: "Name" }).fill("Osei");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("button", { name: "Ask Samuel Osei to read it" })).toBeVisible();
    await look();
    await page.getByRole("button", { name: "Ask Samuel Osei to read it" }).click();
    await expect(page.getByText("They have been asked, and a message goes to them.")).toBeVisible();
    await expect(page.getByText("In review", { exact: true })).toBeVisible();
    await page.getByText("Record a consultation", { exact: true }).click();
    await page.getByRole("button", { name: "Record the consultation" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Say who was consulted" })).toBeVisible();
    await page.getByRole("textbox", { name: "Who was consulted" }).fill("Unions of all schools");
    const first = page.getByRole("group", { name: "First day" });
    for (const [part, value] of [
      ["Day", "2"],
      ["Month", "11"],
      ["Year", "2026"],
    ] as const)
      await first.getByRole("textbox", { name: part }).fill(value);
    await page.getByRole("textbox", { name: "Outcome" }).fill("No objection to longer passwords.");
    await page.getByRole("button", { name: "Record the consultation" }).click();
    await expect(page.getByText("The consultation is recorded.")).toBeVisible();
    await expect(page.getByText("Since 2 November 2026")).toBeVisible();
    await look();
  });

  await test.step("the head reads text and changes, sends it back, and agrees with what came of it", async () => {
    await signInDirectly({ ...(await acting("head")), email: "" });
    await page.goto("/sign");
    await page.getByRole("link", { name: /read (a draft|\d+ drafts)/ }).click();
    await expect(page.getByRole("heading", { name: "Drafts to read" })).toBeVisible();
    await look();
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { name: "What has changed" })).toBeVisible();
    await expect(page.getByText("One clause differs from version 1.0.")).toBeVisible();
    await look();
    await page.getByRole("button", { name: "Send back with comments" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Write what should be different" })).toBeVisible();
    await page.getByRole("textbox", { name: "Comments" }).fill("Twelve is too many for Year 1.");
    await page.getByRole("button", { name: "Send back with comments" }).click();
    await expect(page.getByText("Your answer is recorded")).toBeVisible();

    await writes(policyId, "twelve letters", "ten letters");
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByText("The text has been changed since")).toBeVisible();
    await page.getByRole("button", { name: "Agree", exact: true }).click();
    await expect(page.getByText("Your answer is recorded")).toBeVisible();
  });

  await test.step("the owner sends it on", async () => {
    await signInDirectly({ ...(await acting("policy-owner")), email: "" });
    await page.goto(`/policies/${policyId}/draft/review`);
    await expect(page.getByRole("listitem").filter({ hasText: "Samuel Osei" })).toContainText("Agreed");
    await page.getByRole("link", { name: "Send for ratification" }).click();
    await expect(page.getByText("1 of 1 who were asked agrees with the text as it is now.")).toBeVisible();
    await expect(page.getByRole("table", { name: "By role" })).toContainText("Trainees");
    await look();
    await page.getByRole("link", { name: "See what has changed since version 1.0" }).click();
    await expect(page.getByRole("heading", { name: "The draft against version 1.0" })).toBeVisible();
    await expect(page.getByText("One clause says something else than version 1.0.")).toBeVisible();
    await look();
    await page.goBack();
    await page.getByRole("button", { name: "Send for ratification" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "Say in a sentence what has changed" }),
    ).toBeVisible();
    await look();
    await page.getByRole("textbox", { name: "Summary of change" }).fill("Passwords have ten letters or more");
    await page.getByRole("radio", { name: /^Material/ }).check();
    await page
      .getByRole("textbox", { name: "Why is it material or minor?" })
      .fill("It asks more of everyone");
    const day = page.getByRole("group", { name: "Proposed implementation date" });
    for (const [part, value] of [
      ["Day", "1"],
      ["Month", "9"],
      ["Year", "2020"],
    ] as const)
      await day.getByRole("textbox", { name: part }).fill(value);
    await page.getByRole("radio", { name: "Trust board" }).check();
    await page.getByRole("button", { name: "Send for ratification" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "The implementation date has passed" }),
    ).toBeVisible();
    await day.getByRole("textbox", { name: "Year" }).fill("2027");
    await page.getByRole("button", { name: "Send for ratification" }).click();
    await expect(page.getByText("It has been sent for ratification.")).toBeVisible();
    await expect(page.getByText("Awaiting ratification").first()).toBeVisible();
    await look();
    await page.goto("/policies");
    await expect(page.getByRole("row").filter({ hasText: title })).toContainText(/awaiting ratification/i);
  });

  await test.step("and takes it back before anybody has decided", async () => {
    await page.goto(`/policies/${policyId}/versions/2.0`);
    await page.getByRole("textbox", { name: "Why do you take it back?" }).fill("Year 1 has no passwords");
    await page.getByRole("button", { name: "Take back version 2.0" }).click();
    await expect(page).toHaveURL(/\/draft$/);
    await page.goto(`/policies/${policyId}`);
    await expect(
      page.getByText(/took version 2\.0 of .* back before it was decided: Year 1 has no passwords/),
    ).toBeVisible();
    await expect(page.getByText(/sent version 2\.0 of .* to Trust board for ratification/)).toBeVisible();
  });
});
