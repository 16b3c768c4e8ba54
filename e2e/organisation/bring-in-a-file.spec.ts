import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";
import { aPng } from "#lib/signing/scans-for-tests.ts";

const seeds = path.resolve(process.cwd(), "..", "shared", "seeds");
const present = existsSync(path.join(seeds, "expected.json"));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");
const expected: Record<string, { agreements: unknown[] }> = present
  ? JSON.parse(readFileSync(path.join(seeds, "expected.json"), "utf8"))
  : {};
const files = present ? readdirSync(seeds).filter((name) => /^\d{3}_.*\.(txt|docx|pdf)$/.test(name)) : [];

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

type Chosen = string | { name: string; mimeType: string; buffer: Buffer };

/** Brings a file in as a new policy of the trust, under a title of this run's own. */
async function bringIn(page: Page, file: Chosen, title = ""): Promise<void> {
  await page.goto("/policies/bring-in");
  await page.getByLabel("File").setInputFiles(file);
  if (title) await page.getByRole("textbox", { name: "Title (optional)" }).fill(title);
  await page.getByRole("button", { name: "Bring in" }).click();
}

const laptops = (title: string): Chosen => ({
  name: "laptops.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(text(title)),
});

const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Unfolds a correction of the page. */
const unfold = (page: Page, words: string) => page.locator("summary", { hasText: words }).click();

async function correctTitle(page: Page, title: string): Promise<void> {
  await unfold(page, "Correct the title");
  await page.getByRole("textbox", { name: "Title", exact: true }).fill(title);
  await page.getByRole("button", { name: "Save title" }).click();
  await expect(part(page, "Title").getByText(title, { exact: true })).toBeVisible();
}

test("a file is checked beside its original, corrected and kept as a draft", async ({
  page,
  signInAs,
  look,
}) => {
  test.setTimeout(120_000);
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
  test.setTimeout(120_000);
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
      test.setTimeout(120_000);
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

test.describe("the five policies", () => {
  test.skip(!present, "../shared/seeds is not there");
  for (const name of present ? files : ["none"]) {
    test(`${name} is brought in, corrected and kept`, async ({ page, signInAs, look }) => {
      test.setTimeout(180_000);
      const title = `Brought in ${name.slice(0, 3)} ${randomUUID().slice(0, 8)}`;
      await signInAs("policy-owner");
      const file = { name, mimeType: "", buffer: readFileSync(path.join(seeds, name)) };
      await bringIn(page, file, title);
      await expect(page.getByRole("heading", { name: "Check what was understood", level: 1 })).toBeVisible();
      await look();
      const agreements = expected[name.replace(/\..*/, "")]?.agreements.length;
      await expect(part(page, "Agreements").getByRole("heading", { level: 4 })).toHaveCount(agreements ?? -1);
      await correctTitle(page, `${title}, corrected`);
      await page.getByRole("link", { name: "Keep as draft" }).first().click();
      await expect(page).toHaveURL(/\/draft$/);
      await expect(page.getByRole("textbox", { name: "Title of the policy" })).toHaveValue(
        `${title}, corrected`,
      );
    });
  }
});
