import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect as briefly, type Newcomer, test } from "#e2e/support/journey.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { today } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { joinClass } from "#lib/people/join-class.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";

/*
 * A teacher with a class and its tablets: two browsers, one for the teacher and one for the room.
 */

// Two browsers ask one server, each every few seconds.
const expect = briefly.configure({ timeout: 60_000 });

const year = academicYear(today("Europe/London"));

/** A tutor group of its own for one journey, with a teacher who has signed what they must. */
async function aClass(newcomer: (role?: "staff") => Promise<Newcomer>, names: string[]) {
  const teacher = await newcomer("staff");
  const { organisationId } = teacher;
  const command = { organisationId, words: "a journey" };
  const school = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findFirstOrThrow({ where: { organisationId, urn: "999425" } }),
  );
  const name = `8${Math.random().toString(36).slice(2, 7)}`;
  const { classGroupId } = await createClassGroup(command, school.id, {
    name,
    kind: "tutor-group",
    academicYear: year,
  });
  const startsOn = `${year}-09-01`;
  await joinClass(command, teacher.personId, school.id, { classGroupId, part: "teacher", startsOn });
  for (const givenName of names) {
    const added = await addPerson(command, school.id, {
      givenName,
      familyName: `Tablet ${name}`,
      role: "pupil",
      yearGroup: "8",
      startsOn,
      confirmed: true,
    });
    if (!("personId" in added)) throw new Error("somebody like them is there already");
    await joinClass(command, added.personId, school.id, { classGroupId, part: "pupil", startsOn });
  }
  return { teacher, name, classGroupId };
}

/** What `look` does, for the page of another browser, which may be going on just then. */
async function lookAt(page: Page) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]),
      `axe on ${page.url()}`,
    ).toEqual([]);
  }).toPass({ timeout: 60_000 });
}

/** The teacher has signed what is due: nothing else comes before that. */
async function signWhatIsDue(who: { organisationId: string; personId: string }) {
  const actor = await actorOfSession(await startSession({ ...who, method: "code" }));
  if (!actor) throw new Error("the teacher cannot act");
  for (const { id, wordingId, requirement } of await obligationsOf(
    who.organisationId,
    who.personId,
    actor.today,
  ))
    if (requirement === "must")
      await signAgreement(actor, id, { agreed: true, printedName: actor.legalName, answers: {}, wordingId });
}

const picture = async (page: Page, name: string) => {
  if (process.env.PICTURES)
    await page.screenshot({
      path: `${process.env.PICTURES}/${page.viewportSize()?.width}-${name}.png`,
      fullPage: true,
    });
};

let room: BrowserContext;
test.beforeEach(async ({ browser, viewport }) => {
  room = await browser.newContext({ viewport });
  room.setDefaultTimeout(60_000);
});
test.afterEach(() => room.close());

test("a class signs on tablets: let in, one rule at a time, not sure, undone, confirmed", async ({
  page,
  baseURL,
  newcomer,
  signInDirectly,
  look,
}) => {
  test.setTimeout(500_000);
  const { teacher, name } = await aClass(newcomer, ["Ava", "Ben", "Zoe"]);
  await signInDirectly(teacher);
  await signWhatIsDue(teacher);
  await page.goto("/sign");
  await page.getByRole("link", { name: /^Class sessions/ }).click();
  await expect(page.getByRole("heading", { name: "Class sessions" })).toBeVisible();
  await look();
  await picture(page, "teacher-open");
  await expect(page.getByRole("button", { name: "Open staff session" })).toHaveCount(0);
  const agreement = page.getByLabel("Agreement");
  await agreement.selectOption({
    label: (await agreement.getByRole("option").allTextContents()).find((one) => /senior/i.test(one)),
  });
  await page.getByRole("button", { name: "Open class session" }).click();
  await expect(page.getByRole("heading", { name: "Class code" })).toBeVisible();
  const code = (await page.locator(".cs-class-code").textContent()) as string;
  expect(code).toMatch(/^[BCDFGHJKMNPRSTVWXZ]{5}$/);

  const tablet = await room.newPage();
  await tablet.goto(`${baseURL}/class`);
  await lookAt(tablet);
  await picture(tablet, "tablet-code");
  await tablet.getByRole("textbox", { name: "Class code" }).fill("ZZZZZ");
  await tablet.getByRole("button", { name: "Go on" }).click();
  await expect(tablet.getByRole("main")).toContainText("We do not know that code");
  await lookAt(tablet);
  await picture(tablet, "tablet-wrong-code");
  await tablet.getByRole("textbox", { name: "Class code" }).fill(code.toLowerCase());
  await tablet.getByRole("button", { name: "Go on" }).click();
  await expect(tablet.getByRole("heading", { name: "Ask for this tablet to be let in" })).toBeVisible();
  const words = (await tablet.locator(".cs-tablet__name").textContent()) as string;
  // what a photographed code shows: nothing of the class or its school
  expect(await tablet.content()).not.toMatch(new RegExp(`Ava|Ben|Zoe|Larkmere|${name}`));
  await lookAt(tablet);
  await picture(tablet, "tablet-asking");

  await expect(page.getByRole("button", { name: `Admit ${words}` })).toBeVisible();
  await look();
  await picture(page, "teacher-asking");
  await page.getByRole("button", { name: `Admit ${words}` }).click();
  await expect(page.getByRole("main")).toContainText("1 tablet is in");
  await expect(tablet.getByRole("heading", { name: "Who are you?" })).toBeVisible();
  await lookAt(tablet);
  await picture(tablet, "tablet-names");

  await tablet.getByRole("link", { name: "My name is not here" }).click();
  await expect(tablet.getByRole("heading", { name: "Tell your teacher" })).toBeVisible();
  await lookAt(tablet);
  await tablet.getByRole("link", { name: "Look at the names again" }).click();

  await tablet.getByRole("button", { name: "Zoe" }).click();
  await expect(tablet.getByRole("button", { name: "Next" })).toBeVisible();
  await tablet.getByRole("button", { name: "That is not me" }).click();
  await tablet.getByRole("button", { name: "Ava" }).click();
  await expect(tablet.getByRole("button", { name: "Next" })).toBeVisible();
  await lookAt(tablet);
  await picture(tablet, "tablet-first");
  await throughTheRules(tablet, { unsureAt: 2 });
  await picture(tablet, "tablet-end");
  await lookAt(tablet);
  await expect(page.getByRole("main")).toContainText("I'm not sure");
  await picture(page, "teacher-unsure");
  await look();
  await tablet.getByRole("button", { name: "I agree" }).click();
  await expect(tablet.getByRole("heading", { name: "Thank you, Ava" })).toBeVisible();
  await lookAt(tablet);
  await picture(tablet, "tablet-thanks");
  await tablet.getByRole("link", { name: "Next person" }).click();
  await expect(tablet.getByRole("button", { name: "Ava" })).toHaveCount(0);
  await tablet.getByRole("button", { name: "Zoe" }).click();
  await throughTheRules(tablet);
  await tablet.getByRole("button", { name: "I agree" }).click();

  // That was Ben, who pressed Zoe's name.
  await page.getByRole("button", { name: /That was somebody else \(not Zoe/ }).click();
  await expect(page.getByRole("button", { name: /Confirm Zoe/ })).toHaveCount(0);
  await tablet.getByRole("link", { name: "Next person" }).click();
  await expect(tablet.getByRole("button", { name: "Zoe" })).toBeVisible();
  await tablet.getByRole("button", { name: "Ben" }).click();
  await throughTheRules(tablet);
  await tablet.getByRole("button", { name: "I agree" }).click();

  await expect(page.getByRole("button", { name: /Confirm Ben/ })).toBeVisible();
  await look();
  await picture(page, "teacher-confirm");
  await page.getByRole("button", { name: /Confirm Ava/ }).click();
  await expect(page.getByRole("main")).toContainText("1 of 3 signed");
  await page.getByRole("radio", { name: /Confirm them/ }).check();
  await page.getByRole("button", { name: "Close session" }).click();
  await expect(page.getByRole("main")).toContainText("This session was closed on");
  await expect(page.getByRole("main")).toContainText("2 of 3 signed");
  await expect(page.getByRole("main")).toContainText("Nobody has chosen these names: 1");
  await look();
  await picture(page, "teacher-closed");

  await tablet.goto(`${baseURL}/class`);
  await expect(tablet.getByRole("heading", { name: "This session has been closed" })).toBeVisible();
  expect(await tablet.content()).not.toMatch(/Ava|Ben|Zoe|Larkmere/);
  await lookAt(tablet);
});

/** Reads every rule, each with the words that lead into it, to the last page. */
async function throughTheRules(tablet: Page, { unsureAt = 0 } = {}) {
  for (let step = 0; step < 60; step++) {
    await expect(tablet.getByRole("button", { name: /^(Next|I agree)$/ })).toBeVisible();
    if (await tablet.getByRole("button", { name: "I agree" }).count()) return;
    const title = await tablet.getByRole("heading", { level: 1 }).textContent();
    if (unsureAt && title?.startsWith(`Rule ${unsureAt} `)) {
      await tablet.getByRole("button", { name: "I'm not sure" }).click();
      await expect(tablet.getByRole("main")).toContainText("Your teacher can see that you are not sure");
      await lookAt(tablet);
      await picture(tablet, "tablet-unsure");
      await tablet.getByRole("button", { name: "Next" }).click();
      await tablet.getByRole("button", { name: "Back" }).click();
      await expect(tablet.getByRole("heading", { level: 1 })).toHaveText(title);
    }
    await tablet.getByRole("button", { name: "Next" }).click();
    await expect(tablet.getByRole("heading", { level: 1 })).not.toHaveText(title ?? "");
  }
}

test("a volunteer without e-mail signs on a shared tablet without JavaScript, and the office confirms it", async ({
  page,
  browser,
  baseURL,
  viewport,
  newcomer,
  signInAs,
  look,
}) => {
  test.setTimeout(500_000);
  const volunteer = await newcomer("volunteer");
  await signInAs("office");
  await page.goto("/school/999425/class-sessions");
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Open staff session" }) });
  await form.getByLabel("Who signs").selectOption("volunteer");
  await form
    .getByLabel("Agreement")
    .selectOption({ label: "Agreement for adults who work or help in our schools" });
  await form.getByRole("button", { name: "Open staff session" }).click();
  await expect(page.getByRole("heading", { name: "Class code" })).toBeVisible();
  const code = (await page.locator(".cs-class-code").textContent()) as string;

  const plain = await browser.newContext({ viewport, javaScriptEnabled: false });
  const tablet = await plain.newPage();
  await tablet.goto(`${baseURL}/class`);
  await tablet.getByRole("textbox", { name: "Class code" }).fill(code);
  await tablet.getByRole("button", { name: "Go on" }).click();
  const words = (await tablet.locator(".cs-tablet__name").textContent()) as string;
  await page.getByRole("link", { name: "Show again" }).click();
  await page.getByRole("button", { name: `Admit ${words}` }).click();
  await expect(page.getByRole("main")).toContainText("1 tablet is in");
  await tablet.getByRole("link", { name: "Look again" }).click();
  if (await tablet.getByRole("navigation").count())
    await tablet.getByRole("link", { name: "N", exact: true }).click();
  await tablet.getByRole("button", { name: volunteer.name, exact: true }).click();
  await expect(tablet.getByRole("heading", { name: "Sign this agreement" })).toBeVisible();
  await tablet.getByRole("button", { name: "Sign agreement" }).click();
  await expect(tablet.getByRole("main")).toContainText("Tick the box to say that you have read and agree");
  await picture(tablet, "grown-up-problem");
  await tablet.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await tablet.getByRole("button", { name: "Sign agreement" }).click();
  await expect(tablet.getByRole("heading", { name: `Thank you, ${volunteer.name}` })).toBeVisible();
  await plain.close();

  await page.getByRole("link", { name: "Show again" }).click();
  await page.getByRole("button", { name: `Confirm ${volunteer.name}` }).click();
  await expect(page.getByRole("heading", { name: "Confirmed in this session: 1" })).toBeVisible();
  await look();
});
