import type { Page } from "@playwright/test";
import { expect as briefly, test } from "#e2e/support/journey.ts";
import { inOrganisation } from "#lib/database/transaction.ts";

/*
 * Tablets that several people use: two that take one name at the same moment, and what the next person finds of the
 * one before.
 */

// Several browsers ask one server.
const expect = briefly.configure({ timeout: 60_000 });

const picture = async (page: Page, name: string) => {
  if (process.env.PICTURES)
    await page.screenshot({
      path: `${process.env.PICTURES}/${page.viewportSize()?.width}-${name}.png`,
      fullPage: true,
    });
};

/** Opens a session for volunteers. @returns its code */
async function openFor(page: Page): Promise<string> {
  await page.goto("/school/999425/class-sessions");
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Open staff session" }) });
  await form.getByLabel("Who signs").selectOption("volunteer");
  await form
    .getByLabel("Agreement")
    .selectOption({ label: "Agreement for adults who work or help in our schools" });
  await form.getByRole("button", { name: "Open staff session" }).click();
  await expect(page.getByRole("heading", { name: "Class code" })).toBeVisible();
  return (await page.locator(".cs-class-code").textContent()) as string;
}

async function letIn(page: Page, tablet: Page, code: string, baseURL: string | undefined): Promise<void> {
  await tablet.goto(`${baseURL}/class`);
  await tablet.getByRole("textbox", { name: "Class code" }).fill(code);
  await tablet.getByRole("button", { name: "Go on" }).click();
  const words = (await tablet.locator(".cs-tablet__name").textContent()) as string;
  await page.getByRole("button", { name: `Admit ${words}` }).click();
  await expect(tablet.getByRole("heading", { name: "Choose your name" })).toBeVisible();
}

/** The names on the page, by the first letter of their last name where there are too many for one. */
async function toNames(tablet: Page, letter: string): Promise<void> {
  if (await tablet.getByRole("navigation").count())
    await tablet.getByRole("link", { name: letter, exact: true }).click();
}

test("of two tablets that take one name at the same moment one has it, the other is told, and both go on", async ({
  page,
  browser,
  baseURL,
  viewport,
  newcomer,
  signInAs,
}) => {
  test.setTimeout(500_000);
  const [wanted, other] = [await newcomer("volunteer"), await newcomer("volunteer")];
  await signInAs("office");
  const code = await openFor(page);
  const rooms = await Promise.all([1, 2].map(() => browser.newContext({ viewport })));
  const tablets = await Promise.all(rooms.map((room) => room.newPage()));
  for (const tablet of tablets) {
    await letIn(page, tablet, code, baseURL);
    await toNames(tablet, "N");
    await expect(tablet.getByRole("button", { name: wanted.name, exact: true })).toBeVisible();
  }
  await Promise.all(
    tablets.map((tablet) => tablet.getByRole("button", { name: wanted.name, exact: true }).click()),
  );
  const told = "Somebody chose that name on another tablet";
  const got: Page[] = [];
  const late: Page[] = [];
  for (const tablet of tablets) {
    await expect(
      tablet.getByRole("heading", { name: "Sign this agreement" }).or(tablet.getByText(told)),
    ).toBeVisible();
    (await tablet.getByText(told).count()) ? late.push(tablet) : got.push(tablet);
  }
  expect([got.length, late.length]).toEqual([1, 1]);
  const [first, second] = [got[0] as Page, late[0] as Page];
  await expect(first.locator(".cs-tablet__who")).toHaveText(wanted.name);
  await picture(second, "tablet-name-taken");
  // both keep working
  await toNames(second, "N");
  await expect(second.getByRole("button", { name: wanted.name, exact: true })).toHaveCount(0);
  await second.getByRole("button", { name: other.name, exact: true }).click();
  for (const [tablet, who] of [
    [first, wanted],
    [second, other],
  ] as const) {
    await tablet.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
    await tablet.getByRole("button", { name: "Sign agreement" }).click();
    await expect(tablet.getByRole("heading", { name: `Thank you, ${who.name}` })).toBeVisible();
  }
  for (const { name } of [wanted, other])
    await expect(page.getByRole("button", { name: `Confirm ${name}` })).toBeVisible();
  await Promise.all(rooms.map((room) => room.close()));
});

test("a grown-up on a shared tablet does not agree; the next person finds nothing of them", async ({
  page,
  browser,
  baseURL,
  viewport,
  newcomer,
  signInAs,
  look,
}) => {
  test.setTimeout(500_000);
  const [first, next] = [await newcomer("volunteer"), await newcomer("volunteer")];
  await signInAs("office");
  const code = await openFor(page);
  const room = await browser.newContext({ viewport });
  const tablet = await room.newPage();
  await letIn(page, tablet, code, baseURL);
  await toNames(tablet, "N");
  await tablet.getByRole("button", { name: first.name, exact: true }).click();
  await tablet.getByRole("link", { name: "Ask a question" }).click();
  await tablet.getByRole("button", { name: "Send question" }).click();
  await expect(tablet.getByRole("main")).toContainText("Write your question");
  await picture(tablet, "tablet-question");
  await tablet.getByRole("link", { name: "Back to the agreement" }).click();
  await tablet.getByRole("textbox", { name: /name/i }).first().fill("Something typed");
  await picture(tablet, "tablet-whole");
  await tablet.getByRole("link", { name: "I do not agree" }).click();
  await tablet
    .getByRole("textbox", { name: "What do you not agree with? (optional)" })
    .fill("I never use computers here.");
  await tablet.getByRole("button", { name: "Say that I do not agree" }).click();
  await expect(tablet.getByRole("heading", { name: "You have said that you do not agree" })).toBeVisible();
  await picture(tablet, "tablet-declined");

  // the next person begins, and goes back as far as the tablet remembers
  await tablet.getByRole("link", { name: "Next person" }).click();
  await toNames(tablet, "N");
  await tablet.getByRole("button", { name: next.name, exact: true }).click();
  await expect(tablet.getByRole("heading", { name: "Sign this agreement" })).toBeVisible();
  for (let back = 0; back < 7; back++) {
    await tablet.goBack().catch(() => null);
    if (!tablet.url().includes("/class")) break;
    await expect(tablet.locator("#main")).toBeVisible();
    await expect(tablet.locator(".cs-tablet__who", { hasText: first.name })).toHaveCount(0);
    const typed = await tablet
      .locator("input, textarea")
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value).join(" "));
    expect([tablet.url(), typed]).toEqual([tablet.url(), expect.not.stringMatching(/Something|computers/)]);
    expect(await tablet.locator("h1").textContent()).not.toContain(first.name);
  }
  await room.close();

  // recorded of nobody before the office says who it was, and then as theirs
  const responses = () =>
    inOrganisation(first.organisationId, (transaction) =>
      transaction.response.findMany({
        where: { organisationId: first.organisationId, signerId: first.personId },
        select: { kind: true, words: true },
      }),
    );
  expect(await responses()).toEqual([]);
  await page.getByRole("link", { name: "Show again" }).click();
  const row = page.getByRole("listitem").filter({ hasText: first.name });
  await expect(row).toContainText("Does not agree");
  await look();
  await picture(page, "office-confirms-refusal");
  await page.getByRole("button", { name: `Confirm ${first.name}` }).click();
  await expect(page.getByRole("heading", { name: "Passed on, and not signed: 1" })).toBeVisible();
  await look();
  await picture(page, "office-passed-on");
  expect(await responses()).toEqual([{ kind: "refusal", words: "I never use computers here." }]);
});
