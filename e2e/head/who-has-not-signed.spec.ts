import { readFile } from "node:fs/promises";
import { expect, openFirstAgreement, test } from "#e2e/support/journey.ts";

test("the head sees who has not signed, finds someone, and sees them gone once they have signed", async ({
  page,
  browser,
  baseURL,
  newcomer,
  signInAs,
  signInDirectly,
  look,
}) => {
  const who = await newcomer("staff");
  await signInAs("head");
  await page.getByRole("link", { name: "Who has not signed" }).first().click();
  await expect(page.getByRole("heading", { name: "Who has not signed", level: 1 })).toBeVisible();
  await page.getByLabel("Role").selectOption({ label: "Staff" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("table")).toContainText(who.name);
  await expect(page.getByRole("row", { name: who.name })).toContainText("Not signed");
  await look();

  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await readFile(await (await waiting).path(), "utf8");
  expect(file).toContain(who.name);

  // as at a day before they were known here, they were not missing
  await page.getByRole("textbox", { name: "As at" }).fill("2024-08-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("main")).not.toContainText(who.name);

  const theirs = await browser.newContext({ baseURL });
  const desk = await theirs.newPage();
  await desk.goto("/sign-in");
  const head = await page.context().cookies();
  await page.context().clearCookies();
  await signInDirectly(who);
  await openFirstAgreement(page);
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  await page.context().clearCookies();
  await page.context().addCookies(head);
  await page.goto("/school");
  await page.getByRole("link", { name: "Who has not signed" }).first().click();
  await page.getByLabel("Role").selectOption({ label: "Staff" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("main")).not.toContainText(who.name);
  await theirs.close();
});

test("the organisation's overview leads to each school's list", async ({ page, signInAs, look }) => {
  await signInAs("administrator");
  await page.goto("/organisation/not-signed");
  await look();
  await page
    .getByRole("main")
    .getByRole("link", { name: /Larkmere High/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/school\/\d{6}\/not-signed/);
  await expect(page.getByRole("table")).toBeVisible();
});
