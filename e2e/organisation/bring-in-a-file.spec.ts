import { randomUUID } from "node:crypto";
import { expect, test } from "#e2e/support/journey.ts";
import { aPng } from "#lib/signing/scans-for-tests.ts";
import { bringIn, type Chosen, correctTitle, part, unfold } from "./a-file-to-bring-in.ts";

const text = (title: string) => `${title}

Owner: Network manager
Looked at: May 2027

1. Scope

Everyone who borrows a laptop.

2. Rules

I will:
- keep it charged
- keep it clean

I have read the rules and agree to them.

Signed: ____
Date: ____

Page 1 of 2
`;

const laptops = (title: string): Chosen => ({
  name: "laptops.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(text(title)),
});

test("a file is checked beside its original, corrected and kept as a draft", async ({
  page,
  signInAs,
  look,
}) => {
  const title = `Laptops ${randomUUID().slice(0, 8)} policy`;
  await signInAs("policy-owner");
  await page.goto("/policies/bring-in");
  await look();
  await bringIn(page, laptops(title));
  await expect(page.getByRole("heading", { name: "Check what was understood", level: 1 })).toBeVisible();
  await look();
  const original = page.getByRole("region", { name: /^The original, \d+ lines$/ });
  await expect(original.getByText("Everyone who borrows a laptop.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download the original" })).toBeVisible();

  // A label of their own is the review date.
  await unfold(page, "Correct document control");
  await page.getByRole("combobox", { name: "Row 2 is understood as" }).selectOption({ label: "Review date" });
  await page.getByRole("button", { name: "Save document control" }).click();
  await expect(part(page, "Document control").getByText("31 May 2027")).toBeVisible();

  await unfold(page, "Correct “Rules”");
  await look();
  await page.getByRole("checkbox", { name: "Staff", exact: true }).first().check();
  // refused, the form comes back open with what was chosen
  await page.getByRole("textbox", { name: "Title of the agreement" }).fill(" ");
  await page.getByRole("button", { name: "Save agreement" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Staff", exact: true }).first()).toBeChecked();
  await page.getByRole("textbox", { name: "Title of the agreement" }).fill("Rules");
  await page.getByRole("textbox", { name: "Label of field 3" }).fill("Form");
  await page.getByRole("combobox", { name: "What is filled in at field 3" }).selectOption("tutor-group");
  await page.getByRole("button", { name: "Save agreement" }).click();
  const agreement = part(page, "Rules");
  await expect(agreement.getByText("Staff", { exact: true }).first()).toBeVisible();
  await expect(agreement.getByText("Form (tutor group or class)")).toBeVisible();

  await unfold(page, "Set number 1 aside");
  await page.getByRole("button", { name: "I have seen it" }).first().click();
  await expect(part(page, "What was not placed").getByText(/^Seen by /)).toBeVisible();
  await correctTitle(page, `${title}, corrected`);

  await page.getByRole("link", { name: "Keep as draft" }).first().click();
  await expect(page).toHaveURL(/\/policies\/[0-9a-f-]{36}\/draft$/);
  await expect(page.getByRole("textbox", { name: "Title of the policy" })).toHaveValue(`${title}, corrected`);
});

test("the draft in Word, brought back, is the next draft", async ({ page, signInAs }) => {
  const title = `Cameras ${randomUUID().slice(0, 8)} policy`;
  await signInAs("policy-owner");
  await bringIn(page, laptops(title));
  await expect(page.getByRole("link", { name: "Keep as draft" }).first()).toBeVisible();
  const id = /policies\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  const answer = await page.request.get(`/policies/${id}/draft/download`);
  expect(answer.headers()["content-disposition"]).toMatch(/filename="cameras-.*-policy-draft\.docx"/);
  await page.getByRole("link", { name: "Bring in another file instead" }).first().click();
  await expect(page.getByRole("combobox", { name: "Bring it in as" })).toHaveValue(`policy-${id}`);
  await page.getByLabel("File").setInputFiles({
    name: "cameras.docx",
    mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    buffer: await answer.body(),
  });
  await page.getByRole("button", { name: "Bring in" }).click();
  await expect(page.getByText("cameras.docx, a Word document, brought in by")).toBeVisible();
  await expect(part(page, "Rules").getByText("2 statements")).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "a file that can’t be read" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });
    test("gets its sentence, and the next one is taken", async ({ page, signInAs, look }) => {
      const title = `Phones ${randomUUID().slice(0, 8)} policy`;
      await signInAs("policy-owner");
      await bringIn(page, { name: "scan.png", mimeType: "image/png", buffer: Buffer.from(aPng()) });
      await expect(page.locator("#problems")).toContainText("scan.png");
      await look();
      await bringIn(page, laptops(title));
      await expect(page.getByRole("link", { name: "Keep as draft" }).first()).toBeVisible();
      await correctTitle(page, `${title}, by hand`);
      await look();
    });
  });
}
