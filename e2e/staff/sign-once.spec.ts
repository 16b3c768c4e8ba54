import { expect, openFirstAgreement, test } from "#e2e/support/journey.ts";

test("two tabs give one signature and the same receipt", async ({ page, newcomer, signInDirectly }) => {
  await signInDirectly(await newcomer("staff"));
  await openFirstAgreement(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const tab of [page, other]) {
    await tab.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
    await tab.getByRole("button", { name: "Sign agreement" }).click();
    await expect(tab.getByRole("heading", { name: "You have signed" })).toBeVisible();
  }
  const number = (tab: typeof page) => tab.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText();
  expect(await number(other)).toBe(await number(page));
  await expect(other.getByRole("main")).toContainText("You had signed this already");
});

test("the form of someone else's agreement, or one from another site, changes nothing", async ({
  page,
  newcomer,
  signInDirectly,
  browser,
  baseURL,
}) => {
  await signInDirectly(await newcomer("staff"));
  await openFirstAgreement(page);
  const theirs = new URL(page.url()).pathname;

  const stranger = await browser.newContext({ baseURL });
  const strange = await stranger.newPage();
  await strange.goto(theirs);
  await expect(strange).toHaveURL(/\/sign-in/);
  await stranger.close();

  const form = { agreed: "yes", printedName: "Eve", wording: "x" };
  const sources: Record<string, string>[] = [{ origin: "https://evil.example" }, { origin: "null" }, {}];
  for (const headers of sources) {
    const answer = await page.request.post(`${theirs}/submit`, { form, headers, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain("nothing was changed");
  }
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign agreement" })).toBeVisible();

  const another = await newcomer("staff");
  await page.context().clearCookies();
  await signInDirectly(another);
  const answer = await page.goto(theirs);
  expect(answer?.status()).toBe(404);
});

for (const [link, button, words, heading] of [
  ["Ask a question", "Send question", "May I use my own laptop?", "Your question has been sent"],
  [
    "I do not agree",
    "Say that I do not agree",
    "Clause 3 is unclear.",
    "You have said that you do not agree",
  ],
] as const) {
  test(`${link}: it opens the gate, and signing is still possible`, async ({
    page,
    newcomer,
    signInDirectly,
    look,
  }) => {
    await signInDirectly(await newcomer("staff"));
    await openFirstAgreement(page);
    await page.getByRole("link", { name: link }).click();
    await expect(page.getByRole("heading", { name: link, level: 1 })).toBeVisible();
    await look();
    await page.getByRole("textbox").fill(words);
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await look();
    await page.getByRole("link", { name: "Back to the agreement" }).click();
    await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
    await page.getByRole("button", { name: "Sign agreement" }).click();
    await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  });
}

test("someone who signed an earlier version sees what has changed first", async ({
  page,
  signInAs,
  look,
}) => {
  await signInAs("governor");
  await openFirstAgreement(page);
  const headings = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  expect(headings[0]).toBe("What has changed");
  await look();
});
