import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";

/** The code at the door of the demonstration's secondary school. */
async function doorOfHigh(): Promise<string> {
  const { id } = await database().organisationDirectory.findUniqueOrThrow({ where: { slug: "larkmere" } });
  const school = await inOrganisation(id, (transaction) =>
    transaction.unit.findFirstOrThrow({ where: { organisationId: id, phase: "secondary" } }),
  );
  return school.code as string;
}

let count = 0;
const newName = () => `Sunita Supply ${process.pid}x${++count}`;

async function sayWhy(page: Page, why: string, name: string): Promise<void> {
  await page.getByRole("radio", { name: why }).check();
  await page.getByRole("textbox", { name: "Your name" }).fill(name);
  await page.getByRole("textbox", { name: "Firm or agency" }).fill("Tern Teaching");
  await page.getByRole("textbox", { name: "Who is expecting you?" }).fill("The cover office");
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The agreement's own field for the name, whatever its label. */
const printedName = (page: Page) => page.locator('input[name$="printedName"]');

async function sign(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "Cleared", level: 1 })).toBeVisible();
}

const picture = async (page: Page, name: string) => {
  if (process.env.PICTURES)
    await page.screenshot({
      path: `${process.env.PICTURES}/${page.viewportSize()?.width}-${name}.png`,
      fullPage: true,
    });
};

test("a supply teacher at eight in the morning is cleared within two minutes", async ({
  page,
  browser,
  baseURL,
  look,
}) => {
  const code = await doorOfHigh();
  const name = newName();
  await page.goto(`/visit/${code.toLowerCase()}`);
  const began = Date.now();
  await look();

  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose why you are here");
  await look();
  await sayWhy(page, "Supply or agency", name);
  await expect(printedName(page)).toHaveValue(name);
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Tick the box");
  await look();
  await sign(page);
  expect(Date.now() - began, "milliseconds").toBeLessThan(120_000);
  const main = page.getByRole("main");
  await expect(main).toContainText(name);
  await expect(main).toContainText("Until the end of today");
  await look();
  const pass = (await page.locator(".cs-pass").textContent()) as string;

  // the tablet forgets who was there
  const cleared = page.url();
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to" })).toBeVisible();
  await expect(main).not.toContainText(name);
  await page.goBack();
  await expect(main).not.toContainText(name);
  await page.goto(cleared);
  await expect(main).not.toContainText(name);
  await page.goto(`/visit/${code}/agreement`);
  await expect(main).not.toContainText(name);

  // reception sees them
  const desk = await browser.newContext({ baseURL });
  const office = await desk.newPage();
  await office.goto("/demo");
  await office.locator('[data-persona="head"]').getByRole("button").click();
  await office.waitForURL((url) => url.pathname !== "/demo");
  await office.goto("/school/999425/visits");
  const row = office.getByRole("row", { name });
  await expect(row).toContainText("Tern Teaching");
  await expect(row).toContainText("Cleared");

  // back from the car with the pass: in at once
  await page.goto(`/visit/${code}`);
  await page.getByText("I have been here before").click();
  await page.getByRole("textbox", { name: "Pass code" }).fill("BBB BBBB");
  await page.getByRole("button", { name: "Go on with my pass" }).click();
  await expect(page.getByRole("alert").first()).toContainText("No pass has that code");
  await look();
  await page.getByRole("textbox", { name: "Pass code" }).fill(pass.toLowerCase());
  await page.getByRole("button", { name: "Go on with my pass" }).click();
  await expect(page.getByRole("heading", { name: "Cleared" })).toBeVisible();
  await page.getByRole("button", { name: "Finish" }).click();

  // reception records that they left; their pass leads to the form, filled in
  await row.getByRole("button", { name: "Left" }).click();
  await expect(row).toContainText("Left at");
  await page.getByText("I have been here before").click();
  await page.getByRole("textbox", { name: "Pass code" }).fill(pass);
  await page.getByRole("button", { name: "Go on with my pass" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue(name);
  await look();
  await page.getByRole("button", { name: "Continue" }).click();
  await sign(page);
  await desk.close();
});

test("a visitor who does not agree is not cleared, reception is told, and they can sign after all", async ({
  page,
  browser,
  baseURL,
  look,
}) => {
  const code = await doorOfHigh();
  const name = newName();
  const main = page.getByRole("main");
  await page.goto(`/visit/${code}`);
  await sayWhy(page, "Supply or agency", name);
  await page.getByRole("link", { name: "Ask a question" }).click();
  await expect(page.getByRole("heading", { name: "Ask a question", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Send question" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Write your question");
  await look();
  await picture(page, "door-question");
  await page.getByRole("link", { name: "Back to the agreement" }).click();
  await page.getByRole("link", { name: "I do not agree" }).click();
  await look();
  await page
    .getByRole("textbox", { name: "What do you not agree with? (optional)" })
    .fill("I take my own notes home.");
  await page.getByRole("button", { name: "Say that I do not agree" }).click();
  await expect(page.getByRole("heading", { name: "You have said that you do not agree" })).toBeVisible();
  await expect(main).toContainText("You are not cleared yet");
  await look();
  await picture(page, "door-declined");
  const pass = (await page.locator(".cs-pass").textContent()) as string;
  await page.goto(`/visit/${code}/cleared`);
  await expect(page.getByRole("heading", { name: "Cleared", level: 1 })).toHaveCount(0);
  await page.goto(`/visit/${code}/not-cleared`);
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(main).not.toContainText(name);
  await page.goBack();
  await expect(main).not.toContainText(name);

  const desk = await browser.newContext({ baseURL, viewport: page.viewportSize() });
  const office = await desk.newPage();
  await office.goto("/demo");
  await office.locator('[data-persona="head"]').getByRole("button").click();
  await office.waitForURL((url) => url.pathname !== "/demo");
  await office.goto("/school/999425/visits");
  const row = office.getByRole("row", { name });
  await expect(row).toContainText("Not cleared: does not agree");
  await picture(office, "reception-list");
  await row.getByRole("link", { name }).click();
  await expect(office.getByRole("main")).toContainText("They have said that they do not agree");
  await picture(office, "reception-visit");
  await office.goto("/school/999425/questions");
  await expect(office.getByRole("main")).toContainText("I take my own notes home.");

  await page.goto(`/visit/${code}`);
  await page.getByText("I have been here before").click();
  await page.getByRole("textbox", { name: "Pass code" }).fill(pass);
  await page.getByRole("button", { name: "Go on with my pass" }).click();
  await sign(page);
  // it would close by itself; whoever needs longer keeps it open, with the keyboard as well
  const keep = page.getByRole("button", { name: "Keep this open" });
  await expect(page.getByRole("status")).toContainText("closes by itself after 90 seconds");
  await keep.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("stays open until you press Finish");
  await expect(keep).toBeFocused();
  await look();
  await picture(page, "door-cleared");

  // signed, and given nothing before a colleague has confirmed who it is
  await office.goto("/school/999425/cleared");
  const apart = office.getByRole("region", { name: /nobody has confirmed who they are/ });
  await expect(apart.getByRole("row", { name })).toBeVisible();
  await picture(office, "cleared-list");
  await apart.getByRole("button", { name: `Confirm: ${name}` }).click();
  await expect(office.getByRole("row", { name })).toBeVisible();
  await expect(apart.getByRole("row", { name })).toHaveCount(0);
  await desk.close();
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without it", () => {
    test.use({ javaScriptEnabled });

    test("whoever asked at the door reads the answer when they come back with their pass, and nobody else does", async ({
      page,
      browser,
      baseURL,
      look,
    }) => {
      const code = await doorOfHigh();
      const name = newName();
      const main = page.getByRole("main");
      await page.goto(`/visit/${code}`);
      await sayWhy(page, "Supply or agency", name);
      await page.getByRole("link", { name: "Ask a question" }).click();
      await page.getByRole("textbox", { name: "Your question" }).fill(`May ${name} use a telephone?`);
      await page.getByRole("button", { name: "Send question" }).click();
      const pass = (await page.locator(".cs-pass").textContent()) as string;
      await page.getByRole("button", { name: "Finish" }).click();

      const desk = await browser.newContext({ baseURL, viewport: page.viewportSize() });
      const office = await desk.newPage();
      await office.goto("/demo");
      await office.locator('[data-persona="head"]').getByRole("button").click();
      await office.waitForURL((url) => url.pathname !== "/demo");
      await office.goto("/school/999425/questions");
      const asked = office.getByRole("article").filter({ hasText: name });
      await asked.getByText("Answer", { exact: false }).first().click();
      await asked.getByRole("textbox", { name: "Your answer" }).fill("Yes, in the staff room.");
      await asked.getByRole("button", { name: "Send answer" }).click();
      await expect(office.getByRole("main").getByRole("alert")).toContainText("Your answer has been kept");

      // the name alone shows nothing
      await page.goto(`/visit/${code}/answers`);
      await expect(page.getByRole("heading", { name: "Welcome to" })).toBeVisible();
      await sayWhy(page, "Supply or agency", name);
      await page.goto(`/visit/${code}/answers`);
      await expect(main).not.toContainText("staff room");

      await page.goto(`/visit/${code}`);
      await page.getByText("I have been here before").click();
      await page.getByRole("textbox", { name: "Pass code" }).fill(pass);
      await page.getByRole("button", { name: "Go on with my pass" }).click();
      await expect(page.getByRole("heading", { name: "Your question was answered", level: 1 })).toBeVisible();
      await expect(main).toContainText(`May ${name} use a telephone?`);
      await expect(main).toContainText("Yes, in the staff room.");
      await look();
      await picture(page, "door-answer");
      await page.getByRole("button", { name: "I have read this" }).click();
      await sign(page);
      await expect(main).not.toContainText("The school has answered you");
      await page.goto(`/visit/${code}/answers`);
      await expect(page.getByRole("heading", { name: "Cleared", level: 1 })).toBeVisible();

      await office.goto("/school/999425/questions");
      await office.getByRole("link", { name: "Answered" }).click();
      await expect(asked).toContainText("Read at the door");
      await desk.close();
    });
  });

test("reception turns several away at once, and who is confirmed or not ticked stays", async ({
  page,
  browser,
  baseURL,
  look,
  signInAs,
}) => {
  const code = await doorOfHigh();
  const flood = `Flood${process.pid}x${++count}`;
  const door = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const telephone = await door.newPage();
  for (const which of ["one", "two", "Real"]) {
    await telephone.goto(`/visit/${code}`);
    await sayWhy(telephone, "Contractor", `${flood} ${which}`);
    if (await telephone.getByRole("button", { name: "Sign agreement" }).isVisible()) await sign(telephone);
    await telephone.getByRole("button", { name: "Finish" }).click();
  }
  await door.close();

  await signInAs("head");
  await page.goto("/school/999425/visits");
  await page.getByRole("link", { name: "Turn several away who are not at the door" }).click();
  await expect(page.getByRole("heading", { name: "Turn several away", level: 1 })).toBeVisible();
  await page.getByRole("textbox", { name: "Name, firm or pass code" }).fill(flood);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("checkbox", { name: new RegExp(flood) })).toHaveCount(3);
  await page.getByRole("textbox", { name: "What was wrong" }).fill("Nobody of these names came");
  await page.getByRole("button", { name: "Turn away those ticked" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Tick who is to be turned away");
  await look();
  await page.getByRole("link", { name: "Tick all 3" }).click();
  await page.getByRole("checkbox", { name: `${flood} Real` }).uncheck();
  await page.getByRole("button", { name: "Turn away those ticked" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Enter what was wrong");
  await expect(page.getByRole("checkbox", { name: `${flood} Real` })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: `${flood} one` })).toBeChecked();
  await look();
  await picture(page, "turn-away");
  await page.getByRole("textbox", { name: "What was wrong" }).fill("Nobody of these names came");
  await page.getByRole("button", { name: "Turn away those ticked" }).click();
  await expect(page.getByRole("main")).toContainText("They are turned away");
  await expect(page.getByRole("row", { name: `${flood} one` })).toContainText("Not who they said");
  await expect(page.getByRole("row", { name: `${flood} two` })).toContainText("Not who they said");
  await expect(page.getByRole("row", { name: `${flood} Real` })).not.toContainText("Not who they said");
  await picture(page, "turned-away");
});

test("on one's own telephone the pass stays, and signs in without anything typed", async ({ page, look }) => {
  const code = await doorOfHigh();
  const name = newName();
  await page.goto(`/visit/${code}?phone=1`);
  await sayWhy(page, "Visitor", name);
  if (await page.getByRole("button", { name: "Sign agreement" }).isVisible()) await sign(page);
  await expect(page.getByRole("heading", { name: "Cleared" })).toBeVisible();
  await look();
  await page.goto(`/visit/${code}?phone=1`);
  await page.getByRole("button", { name: "I have been here before" }).click();
  await expect(page.getByRole("heading", { name: "Cleared" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(name);
});

test("a code that no school has says so", async ({ page }) => {
  const answer = await page.goto("/visit/ZZZZZZ");
  expect(answer?.status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("reception turns several away, and what was ticked comes back with what is wrong", async ({
    page,
    signInAs,
  }) => {
    const code = await doorOfHigh();
    const name = newName();
    await page.goto(`/visit/${code}`);
    await sayWhy(page, "Supply or agency", name);
    await sign(page);
    await page.getByRole("button", { name: "Finish" }).click();
    await signInAs("head");
    await page.goto(`/school/999425/visits/turn-away?search=${encodeURIComponent(name)}`);
    await page.getByRole("checkbox", { name }).check();
    await page.getByRole("button", { name: "Turn away those ticked" }).click();
    await expect(page.getByRole("main")).toContainText("Enter what was wrong");
    await expect(page.getByRole("checkbox", { name })).toBeChecked();
    await page.getByRole("textbox", { name: "What was wrong" }).fill("Nobody of this name came");
    await page.getByRole("button", { name: "Turn away those ticked" }).click();
    await expect(page.getByRole("row", { name })).toContainText("Not who they said");
  });

  test("everything at the door works", async ({ page, look }) => {
    const code = await doorOfHigh();
    const name = newName();
    await page.goto(`/visit/${code}`);
    await sayWhy(page, "Supply or agency", name);
    await look();
    await printedName(page).fill("");
    await page.getByRole("button", { name: "Sign agreement" }).click();
    await expect(page.getByRole("main")).toContainText("Enter your name");
    await printedName(page).fill(name);
    await sign(page);
    await look();
    await page.getByRole("button", { name: "Finish" }).click();
    await expect(page.getByRole("main")).not.toContainText(name);
  });
});
