import { expect, openFirstAgreement, test } from "#e2e/support/journey.ts";

test("a teacher asks, the head answers, and the teacher reads it beside the agreement", async ({
  page,
  newcomer,
  signInAs,
  signInDirectly,
  look,
}) => {
  const who = await newcomer("staff");
  await signInDirectly(who);
  await openFirstAgreement(page);
  await page.getByRole("link", { name: "Ask a question" }).click();
  await page.getByRole("textbox", { name: "Your question" }).fill("May I use my own telephone on a trip?");
  await page.getByRole("button", { name: "Send question" }).click();
  await expect(page.getByRole("heading", { name: "Your question has been sent" })).toBeVisible();
  await page.context().clearCookies();

  await signInAs("head");
  await page.goto("/school/999425/questions");
  await look();
  const one = page.getByRole("article").filter({ hasText: who.name });
  await expect(one).toContainText("May I use my own telephone on a trip?");
  await one.getByText("Answer", { exact: false }).first().click();
  await one.getByRole("button", { name: "Send answer" }).click();
  await expect(one.getByRole("alert", { name: "There is a problem" })).toContainText("Write your answer");
  await look();
  await one.getByRole("textbox", { name: "Your answer" }).fill("Yes, with the trip’s own number.");
  await one.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Your answer has been kept");
  await expect(page.getByRole("article").filter({ hasText: who.name })).toHaveCount(0);
  await page.getByRole("link", { name: "Answered" }).click();
  await expect(page.getByRole("article").filter({ hasText: who.name })).toContainText(
    "Yes, with the trip’s own number.",
  );
  await look();
  await page.context().clearCookies();

  // the answer closes the gate again, and stands where they read and sign
  await signInDirectly(who);
  await page.goto("/policies");
  await expect(page.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Yes, with the trip’s own number.");
  await look();
  await openFirstAgreement(page);
  await expect(page.getByRole("main")).toContainText("May I use my own telephone on a trip?");
  await expect(page.getByRole("main")).toContainText("Yes, with the trip’s own number.");
});

test("the chair of the board finds what falls to them", async ({ page, signInAs, look }) => {
  await signInAs("board-chair");
  await page.goto("/board");
  await page.getByRole("link", { name: "Questions and refusals of heads" }).click();
  await expect(page.getByRole("heading", { name: "Questions and refusals", level: 1 })).toBeVisible();
  await look();
});
