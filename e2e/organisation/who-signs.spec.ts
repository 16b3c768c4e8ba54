import { randomUUID } from "node:crypto";
import { expect, test } from "#e2e/support/journey.ts";
import { database } from "#lib/database/client.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aPolicyText } from "#lib/testing/builders.ts";

/** A policy of the demonstration's trust for this journey alone. */
async function aPolicy(text: (title: string) => string): Promise<{ policyId: string; title: string }> {
  const { id } = await database().organisationDirectory.findUniqueOrThrow({ where: { slug: "larkmere" } });
  const title = `Journeys ${randomUUID().slice(0, 8)}`;
  const { policyId } = await bringInPolicy(
    { organisationId: id, words: "a journey" },
    { text: text(title), fileName: "policy.md", implementationOn: "2024-09-01" },
  );
  return { policyId, title };
}

const withoutAgreement = (title: string) => `---\ntitle: ${title}\n---\n\n## 1. Rules\n\n1.1 Keep to them.\n`;

/** Binds nobody whom another journey makes: trainees alone. */
const forTrainees = (title: string) =>
  aPolicyText({ title })
    .replace('audience="staff volunteer"', 'audience="trainee"')
    .replace('audience="pupil"', 'audience="trainee"');

test("the administrator changes who signs, seeing first whom it asks", async ({ page, signInAs, look }) => {
  const { policyId } = await aPolicy(forTrainees);
  await signInAs("administrator");
  await page.goto(`/policies/${policyId}`);
  await page.getByRole("link", { name: "Who signs" }).click();
  await expect(page.getByRole("heading", { name: "Who signs", level: 1 })).toBeVisible();
  await look();
  await page.getByRole("link", { name: "Change who signs Agreement for staff" }).click();
  await look();
  await page.getByRole("combobox", { name: "Whether visitors sign" }).selectOption({ label: "May sign" });
  await page.getByRole("combobox", { name: "Whether trainees sign" }).selectOption({ label: "Not asked" });
  await page.getByRole("button", { name: "See what this changes" }).click();
  await expect(page.getByText("Before you save")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/Trainees: .*no longer asked/);
  await expect(page.getByRole("combobox", { name: "Whether visitors sign" })).toHaveValue("may");
  await look();
  await page.getByRole("button", { name: "Save who signs" }).click();
  await expect(page.getByRole("main")).toContainText("It is saved, and counts from today");
  await expect(page.getByRole("row", { name: "Visitors" }).first()).toContainText("May sign");
  await look();
});

test("a policy without an agreement is acknowledged in words marked as the school's choice", async ({
  page,
  signInAs,
  look,
}) => {
  const { policyId, title } = await aPolicy(withoutAgreement);
  await signInAs("administrator");
  await page.goto(`/policies/${policyId}`);
  await page.getByRole("link", { name: "Ask for an acknowledgement" }).click();
  await page.getByRole("button", { name: "Ask for an acknowledgement" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose who is asked");
  await look();
  await page.getByRole("checkbox", { name: "Trainees" }).check();
  await page.getByRole("button", { name: "Ask for an acknowledgement" }).click();
  await expect(page.getByRole("heading", { name: `Acknowledgement of ${title}` })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("not the policy’s own words");
  await look();
});

test("the head decides whether pupils sign", async ({ page, signInAs, look }) => {
  await signInAs("head");
  await page.goto("/school/999425/pupil-signing");
  await look();
  await page.getByRole("combobox", { name: "From year" }).selectOption({ label: "Year 14" });
  await page.getByRole("combobox", { name: "To year" }).selectOption({ label: "Year 13" });
  await page.getByRole("button", { name: "Save for these years" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose whether these pupils sign");
  await page.getByRole("combobox", { name: "To year" }).selectOption({ label: "Year 14" });
  await page.getByRole("radio", { name: "May sign themselves" }).check();
  await page.getByRole("button", { name: "Save for these years" }).click();
  await expect(page.getByRole("main")).toContainText("counts from today");
  await expect(page.getByRole("row", { name: "Year 14" }).first()).toContainText("May sign themselves");
});

test("reception prints the code for the door, and IT sees who may have a login", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("office");
  await page.goto("/school/999425/visits");
  await look();
  await page.getByRole("link", { name: "The code for the door" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await look();
  await page.goto("/school/999425/cleared");
  await expect(page.getByRole("table").first()).toBeVisible();
  await look();
  await page.getByRole("combobox", { name: "Role" }).selectOption({ label: "Staff" });
  await page.getByRole("button", { name: "Show" }).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  expect((await waiting).suggestedFilename()).toMatch(/^cleared-999425-.*\.csv$/);
});
