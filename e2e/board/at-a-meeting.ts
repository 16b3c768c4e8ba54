import type { Page } from "@playwright/test";
import { expect, open } from "#e2e/support/journey.ts";

/** The clerk's page has taken the record: its words are there, and nothing more is on its way. */
export async function isRecorded(page: Page): Promise<void> {
  await page.waitForURL(/[?&]done=recorded/);
  await expect(page.getByText("The decision has been recorded.")).toBeVisible();
}

/** The clerk, signed in, records that a meeting agreed to what waits, by its words in the list. */
export async function recordAgreed(
  page: Page,
  what: string,
  outcome: "Approve" | "Ratify",
  minute: string,
): Promise<void> {
  await open(page, "/board");
  await page.getByRole("link", { name: what }).click();
  await page.getByRole("button", { name: outcome }).click();
  await page.getByRole("radio", { name: outcome }).check();
  await page.getByRole("textbox", { name: "Minute reference" }).fill(minute);
  await page.getByRole("button", { name: "Record decision" }).click();
  await isRecorded(page);
}

/**
 * Whoever was in the chair, signed in, confirms the record; then it is in force, and whoever is bound by it and has
 * not signed is asked to before they go on.
 */
export async function confirmRecord(page: Page, what: string): Promise<void> {
  await open(page, "/board");
  await page.getByRole("link", { name: what }).click();
  await page.getByRole("button", { name: "Confirm" }).click();
  await isDoneOrAsked(page, "You have confirmed the record.");
}

/** The page says that it is done, or that there is something to sign first. */
export async function isDoneOrAsked(page: Page, words: string): Promise<void> {
  await expect(page.getByText(words).or(page.getByText("Before you go on"))).toBeVisible();
}
