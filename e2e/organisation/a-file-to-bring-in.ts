import type { Page } from "@playwright/test";
import { expect } from "#e2e/support/journey.ts";

export type Chosen = string | { name: string; mimeType: string; buffer: Buffer };

/** Brings a file in as a new policy of the trust, under a title of this run's own. */
export async function bringIn(page: Page, file: Chosen, title = ""): Promise<void> {
  await page.goto("/policies/bring-in");
  await page.getByLabel("File").setInputFiles(file);
  if (title) await page.getByRole("textbox", { name: "Title (optional)" }).fill(title);
  await page.getByRole("button", { name: "Bring in" }).click();
}

/** A part of the check page, by its heading. */
export const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Unfolds a correction of the page. */
export const unfold = (page: Page, words: string) => page.locator("summary", { hasText: words }).click();

/** Corrects the title on the check page, and sees it there. */
export async function correctTitle(page: Page, title: string): Promise<void> {
  await unfold(page, "Correct the title");
  await page.getByRole("textbox", { name: "Title", exact: true }).fill(title);
  await page.getByRole("button", { name: "Save title" }).click();
  await expect(part(page, "Title").getByText(title, { exact: true })).toBeVisible();
}
