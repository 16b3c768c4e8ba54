import type { Locator, Page } from "@playwright/test";
import { expect } from "#e2e/support/journey.ts";

/** The tools are there once the page can be written in. */
export const tool = (page: Page, name: string) =>
  page.getByRole("toolbar").getByRole("button", { name, exact: true });

export const saved = (page: Page) => expect(page.getByText(/^Saved at /)).toBeVisible();

export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saved(page);
}

/** The part of the text beside which a finding stands. */
export const partWith = (page: Page, finding: string | RegExp) =>
  page.locator(".cs-draft__part").filter({ hasText: finding });

/** Puts other words in the place of some. */
export async function replaceWords(box: Locator, from: string | RegExp, to: string): Promise<void> {
  const before = await box.inputValue();
  const after = before.replace(from, to);
  expect(after, "the words are there to be replaced").not.toBe(before);
  await box.fill(after);
}

/** Marks words as each school's own to say, where they first stand. */
export async function leaveToSchools(page: Page, words: string): Promise<void> {
  const boxes = page.locator("textarea.cs-draft__words");
  const values = await boxes.evaluateAll((all) => all.map((box) => (box as HTMLTextAreaElement).value));
  const box = boxes.nth(values.findIndex((value) => value.includes(words)));
  await box.click();
  await box.evaluate((element, chosen) => {
    const area = element as HTMLTextAreaElement;
    const at = area.value.indexOf(chosen);
    area.setSelectionRange(at, at + chosen.length);
  }, words);
  await tool(page, "Local wording").click();
  await expect(page.getByRole("textbox", { name: /^Usual words of / })).toHaveValue(words);
}
