import { randomUUID } from "node:crypto";
import { expect, test } from "#e2e/support/journey.ts";
import type { PersonaKey } from "#prisma/demo/personas.ts";
import { acting, aPolicy, ratifiedBy, sendNext } from "./a-policy-to-ratify.ts";
import { isRecorded } from "./at-a-meeting.ts";

/** A persona, without going through the demonstration's page each time. */
const as = async (key: PersonaKey) => ({ ...(await acting(key)), email: "" });

test("the owner says who ratifies, the clerk records the meeting, the chair confirms, and it is in force", async ({
  page,
  signInDirectly,
  look,
}) => {
  const { policyId, slug, title } = await aPolicy();
  await signInDirectly(await as("policy-owner"));
  await page.goto(`/policies/${policyId}/settings`);
  await expect(page.getByText("Nobody has said who approves this policy")).toBeVisible();
  await look();
  await page.getByRole("combobox", { name: "Ratified by" }).selectOption({ label: "Trust board" });
  await page
    .getByRole("combobox", { name: /minor change between meetings/ })
    .selectOption({ label: "Policy owner of Larkmere Schools Trust" });
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("The settings have been saved.")).toBeVisible();
  await expect(page.getByText("Nobody has said who approves this policy")).toHaveCount(0);
  // without a seat on a board, the owner decides about minor changes from now on
  await page.getByRole("navigation").getByRole("link", { name: "Board" }).click();
  await expect(page.getByRole("heading", { name: "Waiting for ratification" })).toBeVisible();
  await look();
  await sendNext(policyId, title);

  await signInDirectly(await as("clerk"));
  await page.goto("/board");
  await expect(page.getByRole("heading", { name: "Waiting for ratification" })).toBeVisible();
  await look();
  await page.getByRole("link", { name: `${title}, version 2.0` }).click();
  await expect(page.getByRole("heading", { name: "Changes since the version in force" })).toBeVisible();
  await expect(page.getByText("2 clauses differ from version 1.0.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Who would have to sign again" })).toBeVisible();
  await expect(page.getByText(/Counted as it will be on .* would have to sign again/)).toBeVisible();
  await look();
  const proposal = page.url();
  await page.getByRole("button", { name: "Ratify" }).click();
  await look();
  await page.getByRole("button", { name: "Record decision" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose what the meeting decided");
  await page.getByRole("radio", { name: "Ratify" }).check();
  await page.getByRole("textbox", { name: "Minute reference" }).fill("TB/26/31");
  // nobody but two was there: the board's quorum is three
  for (const box of (await page.getByRole("checkbox").all()).slice(2, 7)) await box.uncheck();
  await page.getByRole("button", { name: "Record decision" }).click();
  await expect(page.getByRole("alert").first()).toContainText("The meeting was not quorate: 2 of the 7");
  await look();
  for (const box of (await page.getByRole("checkbox").all()).slice(2, 6)) await box.check();
  await page.getByRole("button", { name: "Record decision" }).click();
  await isRecorded(page);
  await expect(page.getByRole("button", { name: "Confirm" })).toHaveCount(0);
  await page.goto(`${proposal}/record`);
  await expect(page.getByText(/has recorded this decision already/)).toBeVisible();

  await signInDirectly(await as("board-chair"));
  await page.goto("/board");
  await expect(page.getByText("For you to confirm").first()).toBeVisible();
  await page.getByRole("link", { name: `${title}, version 2.0` }).click();
  await look();
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("You have confirmed the record.")).toBeVisible();
  await expect(page.getByText(/Ratified by Trust board at a meeting on .*minute TB\/26\/31/)).toBeVisible();
  await look();
  await page.goto(`/p/larkmere/${slug}`);
  await expect(page.getByRole("main")).toContainText("choose a longer password");
});

test("the chair sends a record back, and the meeting returns the version with reasons", async ({
  page,
  signInDirectly,
  look,
}) => {
  const { policyId, title } = await aPolicy();
  await ratifiedBy(policyId, "Trust board");
  const proposalId = await sendNext(policyId, title);
  const record = async (words: string) => {
    await signInDirectly(await as("clerk"));
    await page.goto(`/board/proposals/${proposalId}/record`);
    await page.getByRole("radio", { name: "Return with reasons" }).check();
    await page.getByRole("textbox", { name: "Minute reference" }).fill("TB/26/32");
    await page.getByRole("textbox", { name: "Reasons, where it is returned" }).fill(words);
    await page.getByRole("button", { name: "Record decision" }).click();
    await isRecorded(page);
  };
  await record("Say more");
  await signInDirectly(await as("board-chair"));
  await page.goto(`/board/proposals/${proposalId}`);
  await page.getByText("Something is not right").click();
  await page.getByRole("textbox", { name: "What is not right?" }).fill("It was about telephones");
  await page.getByRole("button", { name: "Send back to the clerk" }).click();
  await expect(page.getByText("sent back to the clerk with your words")).toBeVisible();
  await record("Say more about telephones");
  await look();
  await signInDirectly(await as("board-chair"));
  await page.goto(`/board/proposals/${proposalId}`);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(
    page.getByText(/Returned with reasons by Trust board .* Say more about telephones/),
  ).toBeVisible();
  await look();
  await signInDirectly(await as("policy-owner"));
  await page.goto(`/policies/${policyId}`);
  await expect(page.getByText(/^Version [\d.]+ came back with reasons$/)).toBeVisible();
  await expect(page.getByText("Say more about telephones", { exact: true })).toBeVisible();
  await look();
});

test("a committee gets its seats, and decides by written resolution", async ({
  page,
  signInDirectly,
  look,
}) => {
  const { policyId, title } = await aPolicy();
  const name = `Digital committee ${randomUUID().slice(0, 6)}`;
  await signInDirectly(await as("clerk"));
  await page.goto("/board/bodies");
  await look();
  await page.getByRole("link", { name: "Add a body" }).click();
  await look();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("radio", { name: "Committee" }).check();
  await page.getByRole("radio", { name: "At least three quarters" }).check();
  await page.getByRole("textbox", { name: /Where the articles say so/ }).fill("Articles, article 122");
  await page.getByRole("button", { name: "Add body" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  for (const [who, part] of [
    ["Oduya", "Chair"],
    ["MacAllister", "Member"],
  ] as const) {
    await page.getByRole("link", { name: "Give a seat" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill(who);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("radio", { name: who }).check();
    await page.getByRole("combobox", { name: "Part" }).selectOption({ label: part });
    await look();
    await page.getByRole("button", { name: "Give seat" }).click();
    await expect(page.getByText("The seat has been given.")).toBeVisible();
  }
  await look();
  await ratifiedBy(policyId, name);
  const proposalId = await sendNext(policyId, title);

  await signInDirectly(await as("policy-owner"));
  await page.goto(`/board/proposals/${proposalId}`);
  await page.getByText("Decide by written resolution instead").click();
  await page.getByRole("button", { name: "Ask for answers" }).click();
  await expect(page.getByText("Everyone who sits on it has been asked to answer.")).toBeVisible();
  await look();
  const resolution = page.url();
  await signInDirectly(await as("board-chair"));
  await page.goto("/board");
  await page.getByRole("link", { name: `${title}, version 2.0` }).click();
  await page.getByRole("radio", { name: "For" }).check();
  await page.getByRole("button", { name: "Send your answer" }).click();
  await expect(page.getByText("Your answer has been kept.")).toBeVisible();
  await look();
  await signInDirectly(await as("board-member"));
  await page.goto(resolution);
  await page.getByRole("radio", { name: "For" }).check();
  await page.getByRole("button", { name: "Send your answer" }).click();
  await expect(page.getByText("enough have answered for it, and it is decided")).toBeVisible();
  await expect(page.getByText(/Ratified by Digital committee .* by written resolution/)).toBeVisible();
});

test("a delegate approves a minor change, which is reported to the next meeting", async ({
  page,
  signInDirectly,
  look,
}) => {
  const { policyId, title } = await aPolicy();
  await ratifiedBy(policyId, "Trust board", "organisation-administrator");
  const proposalId = await sendNext(policyId, title, {
    ...{ material: "minor", materialReason: "A telephone number", to: "delegate" },
  });
  await signInDirectly(await as("administrator"));
  await page.goto(`/board/proposals/${proposalId}`);
  await expect(page.getByText("may approve a minor change between meetings")).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("You have approved it.")).toBeVisible();
  await signInDirectly(await as("clerk"));
  await page.goto("/board");
  await expect(page.getByRole("heading", { name: "To be reported at the next meeting" })).toBeVisible();
  const entry = page
    .getByRole("listitem")
    .filter({ hasText: title })
    .filter({ hasText: "to be reported to" });
  await entry.getByText("Record that it was reported").click();
  await look();
  await entry.getByRole("button", { name: "Record report" }).click();
  await expect(page.getByText("The report has been recorded.")).toBeVisible();
  await expect(entry).toHaveCount(0);
});
