import type { Page } from "@playwright/test";
import { isDoneOrAsked } from "#e2e/board/at-a-meeting.ts";
import { saved, tool } from "#e2e/owner/in-the-editor.ts";
import { expect, open } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { part, unfold } from "./a-file-to-bring-in.ts";

const thisYear = () => Number(today("Europe/London").slice(0, 4));

/** On the check page: the next review is two years off, where the file names one that may have passed. */
export async function correctReview(page: Page): Promise<void> {
  await unfold(page, "Correct document control");
  const fields = page.getByRole("combobox", { name: /^Row \d+ is understood as$/ });
  const meanings = await fields.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
  const row = meanings.indexOf("review") + 1;
  await page.getByRole("textbox", { name: `Value of row ${row}` }).fill(`May ${thisYear() + 2}`);
  await page.getByRole("button", { name: "Save document control" }).click();
  await expect(part(page, "Document control").getByText(`31 May ${thisYear() + 2}`)).toBeVisible();
}

/** On the check page: these sign an agreement as well, by its place. */
export async function addToAudience(page: Page, agreement: number, roles: string[]): Promise<void> {
  const found = part(page, "Agreements").getByRole("heading", { level: 4 }).nth(agreement);
  const title = await found.innerText();
  await unfold(page, `Correct “${title}”`);
  for (const role of roles)
    await part(page, title).getByRole("checkbox", { name: role, exact: true }).check();
  await part(page, title).getByRole("button", { name: "Save agreement" }).click();
  for (const role of roles) await expect(part(page, title)).toContainText(new RegExp(role, "i"));
}

export type Settings = { first?: string; last: string; adoption?: RegExp };

/** Who approves the policy, and whether schools adopt it. */
export async function settle(page: Page, policyId: string, { first, last, adoption }: Settings) {
  await open(page, `/policies/${policyId}/settings`);
  await expect(page.getByText("Nobody has said who approves this policy")).toBeVisible();
  if (first) await page.getByRole("combobox", { name: "First approved by" }).selectOption({ label: first });
  await page.getByRole("combobox", { name: "Ratified by" }).selectOption({ label: last });
  if (adoption) await page.getByRole("radio", { name: adoption }).check();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("The settings have been saved.")).toBeVisible();
}

/** Sends the draft on, to come into force today; of a next version, with the one agreement that is signed again. */
export async function send(page: Page, policyId: string, summary: string, again?: string): Promise<void> {
  if (!page.url().endsWith("/send")) await open(page, `/policies/${policyId}/draft/send`);
  await page.getByRole("textbox", { name: "Summary of change" }).fill(summary);
  if (again !== undefined) {
    await page.getByRole("radio", { name: /^Material/ }).check();
    await page.getByRole("textbox", { name: "Why is it material or minor?" }).fill("It asks for more");
    const agreements = page.getByRole("group", {
      name: "If it is material, which agreements are signed again?",
    });
    for (const box of await agreements.getByRole("checkbox").all()) await box.uncheck();
    await agreements.getByRole("checkbox", { name: again, exact: true }).check();
  }
  const [year = "", month = "", day = ""] = today("Europe/London").split("-");
  const date = page.getByRole("group", { name: "Proposed implementation date" });
  await date.getByRole("textbox", { name: "Day" }).fill(day);
  await date.getByRole("textbox", { name: "Month" }).fill(month);
  await date.getByRole("textbox", { name: "Year" }).fill(year);
  const warnings = page.getByRole("checkbox", { name: /^I have looked at the / });
  if ((await warnings.count()) > 0) await warnings.check();
  await page.getByRole("button", { name: "Send for ratification" }).click();
  await expect(page.getByText("It has been sent for ratification.")).toBeVisible();
}

/** Begins the next version from the last one. */
export async function writeNext(page: Page, policyId: string): Promise<void> {
  await open(page, `/policies/${policyId}`);
  await page.getByRole("button", { name: "Write the next version" }).click();
  await expect(tool(page, "Bold")).toBeVisible();
}

/** Makes one statement of a list say more, and saves: the words that it says besides. */
export async function rewordFirst(page: Page, label: "Statements" | "List", which: number): Promise<string> {
  const more = "on every day of the year";
  const box = page.getByRole("textbox", { name: label, exact: true }).nth(which);
  const before = await box.inputValue();
  const after = before.replace(/^(- .*?)([.;]?)$/m, `$1 ${more}$2`);
  expect(after).not.toBe(before);
  await box.fill(after);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saved(page);
  return more;
}

/** What a school puts in the place that the text leaves to it; null for a text that leaves it none. */
export async function fillIn(page: Page, school: string, title: string, words: [string, string] | null) {
  await open(page, `${school}/policies`);
  await page.getByRole("link", { name: `Fill in the school’s wording of ${title}` }).click();
  if (words) await page.getByRole("textbox", { name: words[0] }).fill(words[1]);
  else await expect(page.getByText("The school adopts it as it is.")).toBeVisible();
  await page.getByRole("button", { name: /^Send / }).click();
  await expect(page.getByRole("main")).toContainText("It counts once the head or the chair of governors");
}

export async function confirmWording(page: Page, address: string): Promise<void> {
  await open(page, address);
  await page.getByRole("radio", { name: "Confirm this wording" }).check();
  await page.getByRole("button", { name: "Save answer" }).click();
  await isDoneOrAsked(page, "the school has adopted it");
}

/** Signs the one agreement that whoever is signed in is asked for; what its page says. */
export async function signOne(page: Page, look: () => Promise<void>): Promise<string> {
  await open(page, "/sign");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("button", { name: "Sign agreement" })).toBeVisible();
  await look();
  const words = await page.getByRole("main").innerText();
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  return words;
}

/** The names of a list of those who have not signed, in the order of the alphabet. */
export async function notSigned(page: Page, address: string): Promise<string[]> {
  await open(page, address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const rows = page.getByRole("main").getByRole("rowheader");
  return (await rows.allInnerTexts()).map((name) => name.trim()).sort();
}

/** The published page of an organisation's one policy, as anyone finds it. */
export async function openPublished(page: Page, organisation: string, title: string): Promise<void> {
  await page.context().clearCookies();
  await open(page, `/p/${organisation}`);
  await page.getByRole("link", { name: title }).first().click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
}

/** What is counted by role of those who would sign an agreement: who, how many again, how many for the first time. */
export async function countedFor(page: Page, agreement: string): Promise<[string, string, string][]> {
  const rows = page.getByRole("table", { name: "By role" }).getByRole("row").filter({ hasText: agreement });
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)),
  );
  return cells
    .filter((row) => row[0] !== "Who")
    .map(([who = "", again = "", first = ""]) => [who.split("\n")[0] ?? "", again, first]);
}
