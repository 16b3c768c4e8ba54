import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "#e2e/support/journey.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { readPolicyFile } from "#lib/policies/files/read-policy-file.ts";
import { aPolicyText } from "#lib/testing/builders.ts";

/** A policy of the demonstration's trust for one journey, which binds nobody whom another makes: trainees alone. */
async function aPolicy(more: { adopted?: true; review?: string; extra?: string } = {}) {
  const { id } = await database().organisationDirectory.findUniqueOrThrow({ where: { slug: "larkmere" } });
  const title = `Journeys ${randomUUID().slice(0, 8)}`;
  const text = (extra: string) =>
    aPolicyText({ title, extra })
      .replace('audience="staff volunteer"', 'audience="trainee"')
      .replace('audience="pupil"', 'audience="trainee"')
      .replace("March 2030", more.review ?? "March 2030");
  const bring = (extra: string, rest: object) =>
    bringInPolicy(
      { organisationId: id, words: "a journey" },
      { text: text(extra), fileName: "policy.md", implementationOn: "2024-09-01", ...rest },
    );
  const extra = more.extra ?? "";
  const { policyId, policySlug } = await bring(extra, {});
  if (more.adopted)
    await inOrganisation(id, (transaction) =>
      transaction.policy.update({
        where: { organisationId_id: { organisationId: id, id: policyId } },
        data: { adoptionRule: "defaults" },
      }),
    );
  return { policyId, policySlug, title, next: (words: string, rest: object) => bring(words, rest) };
}

test("the office fills in the school's wording, the head sends it back, then confirms it, and the trust sees it", async ({
  page,
  signInAs,
  look,
}) => {
  const { policyId, title } = await aPolicy({
    adopted: true,
    extra: "Ask :local[the school office]{name=school-office} for help.",
  });
  const wording = page.getByRole("link", { name: `Fill in the school’s wording of ${title}` });
  const place = page.getByRole("textbox", { name: "School office" });
  await signInAs("office");
  await page.goto("/school/999425/policies");
  await look();
  await wording.click();
  await expect(page.getByRole("main")).toContainText(
    "1.1 Our schools depend on their computers. Ask [school office] for help.",
  );
  await place.fill("Mrs Dunne at the desk");
  await look();
  await page.getByRole("button", { name: "Send to the head" }).click();
  await expect(page.getByRole("main")).toContainText("It counts once the head or the chair of governors");

  await signInAs("head");
  await page.goto(`/school/999425/policies/${policyId}`);
  await expect(page.getByRole("main")).toContainText("Mrs Dunne at the desk");
  await look();
  await page.getByRole("radio", { name: "Send it back" }).check();
  await page.getByRole("textbox", { name: "What is to be changed" }).fill("Her post, not her name, please.");
  await page.getByRole("button", { name: "Save answer" }).click();
  await expect(page.getByRole("main")).toContainText("The wording was sent back");

  await signInAs("office");
  await page.goto(`/school/999425/policies/${policyId}`);
  await expect(page.getByRole("main")).toContainText("Her post, not her name, please.");
  await expect(place).toHaveValue("Mrs Dunne at the desk");
  await place.fill("The front office");
  await page.getByRole("button", { name: "Send to the head" }).click();
  await expect(page.getByRole("main")).toContainText("The wording is kept");

  await signInAs("head");
  await page.goto(`/school/999425/policies/${policyId}`);
  await page.getByRole("radio", { name: "Confirm this wording" }).check();
  await page.getByRole("button", { name: "Save answer" }).click();
  await expect(page.getByRole("main")).toContainText("the school has adopted it");
  await look();
  await page.getByRole("link", { name: `The page that anyone can read of ${title}` }).click();
  await expect(page.getByRole("main")).toContainText("Ask The front office for help");
  await expect(page.getByRole("main")).toContainText(
    "holds at Larkmere High School with the school’s own words",
  );
  await look();
  await page.getByRole("link", { name: "Read it as it holds everywhere" }).click();
  await expect(page.getByRole("main")).toContainText("Ask the school office for help");
  await look();
  await page.getByRole("link", { name: "Larkmere High School" }).click();
  await expect(page).toHaveURL(/\/schools\/999425$/);

  await signInAs("policy-owner");
  await page.goto(`/policies/${policyId}`);
  await page.getByRole("link", { name: "Adoption at each school" }).click();
  await expect(page.getByRole("row", { name: "Larkmere High School" })).toContainText("The front office");
  await expect(page.getByRole("row", { name: "Otterby Primary School" })).toContainText("Not adopted yet");
  await look();
});

test("a review that changes nothing is recorded, moves the date and stands in the change history", async ({
  page,
  signInAs,
  look,
}) => {
  const { policyId } = await aPolicy({ review: "March 2021" });
  await signInAs("policy-owner");
  await page.goto(`/policies/${policyId}`);
  await page.getByRole("link", { name: "Record a review" }).click();
  await expect(page.getByRole("main")).toContainText("Review overdue");
  await page.getByRole("button", { name: "Record review" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose what came of the review");
  await look();
  await page.getByRole("radio", { name: "It stays as it is" }).check();
  await page.getByRole("textbox", { name: "Next review date" }).fill("Summer 2031");
  await page.getByRole("textbox", { name: "Summary" }).fill("Looked at with the safeguarding team.");
  await page.getByRole("button", { name: "Record review" }).click();
  await expect(page.getByRole("main")).toContainText("The review is recorded");
  await look();
  await page.goto(`/policies/${policyId}`);
  await expect(page.getByRole("row", { name: /Reviewed: no change/ })).toContainText("Summer 2031");
  await expect(page.getByText("Review overdue")).toHaveCount(0);
  await look();
});

test("anyone reads a published policy, downloads it, and is told of an older version that it is superseded", async ({
  page,
  look,
}) => {
  const { policySlug, title, next } = await aPolicy();
  await next("There are more of them now.", {
    implementationOn: "2025-09-01",
    material: true,
    summaryOfChange: "More computers",
  });
  const path = `/p/larkmere/${policySlug}`;
  await page.goto(path);
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  await expect(page.getByRole("row", { name: /More computers/ })).toBeVisible();
  await look();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PDF" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${policySlug}-2.0.pdf`);
  const bytes = readFileSync(await file.path());
  expect(bytes.toString("latin1")).toContain("/StructTreeRoot");
  const read = (await readPolicyFile(bytes, "policy.pdf")).text.replace(/\s+/g, " ");
  for (const words of [title, "There are more of them now.", "keep my password to myself", "More computers"])
    expect(read).toContain(words);

  await page.getByRole("link", { name: "Version 1.0" }).click();
  await expect(page.getByRole("main")).toContainText("This version has been superseded");
  await look();
  const old = await page.request.get(`${path}/versions/1.0/pdf`);
  expect([old.status(), old.headers()["x-robots-tag"]]).toEqual([200, "noindex"]);
});

test("a teacher asks for an exemption, the head approves it and later revokes it", async ({
  page,
  signInAs,
  look,
}) => {
  const rules = ["", "1.2 Nobody installs programs.", "1.3 One.", "1.4 Two.", "1.5 Three."].join("\n\n");
  const { policyId, title } = await aPolicy({ extra: rules });
  await signInAs("teacher-signed");
  await page.goto("/exemptions");
  await look();
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("button", { name: "Ask for exemption" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose the clause");
  await page
    .getByRole("combobox", { name: "Clause" })
    .selectOption({ label: "1.2 Nobody installs programs." });
  await page.getByRole("textbox", { name: "Why it is needed" }).fill("A compiler for the computing club.");
  await look();
  await page.getByRole("button", { name: "Ask for exemption" }).click();
  await expect(page.getByRole("main")).toContainText("whoever decides has been told");
  await expect(page.getByRole("row", { name: /1\.2/ }).filter({ hasText: title })).toContainText(
    "Waiting for a decision",
  );

  await signInAs("head");
  await page.goto("/exemptions");
  await page.getByRole("row").filter({ hasText: title }).getByRole("link").first().click();
  await expect(page.getByRole("main")).toContainText("A compiler for the computing club.");
  await page.getByRole("radio", { name: "Approve" }).check();
  await look();
  await page.getByRole("button", { name: "Save decision" }).click();
  await expect(page.getByRole("main")).toContainText("Your decision is kept");
  const address = page.url();

  await signInAs("teacher-signed");
  await page.goto("/sign");
  const own = page.getByRole("region", { name: "Your exemptions" });
  await expect(own.getByRole("listitem").filter({ hasText: title })).toContainText(
    "You may depart from clause 1.2 until it is revoked.",
  );
  await look();

  await signInAs("head");
  await page.goto(`/policies/${policyId}/exemptions`);
  await look();
  await page.goto(address);
  await page.getByRole("textbox", { name: "Why it is revoked" }).fill("The club has ended.");
  await page.getByRole("button", { name: "Revoke exemption" }).click();
  await expect(page.getByRole("main")).toContainText("The club has ended.");
  await page.goto("/school/999425/exemptions");
  await expect(page.getByRole("row").filter({ hasText: title })).toContainText("Revoked");
  await look();
});
