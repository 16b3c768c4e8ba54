import { expect, test } from "#e2e/support/journey.ts";
import { addContact } from "#lib/people/add-contact.ts";

test("a pupil signs in their own wording, then a parent countersigns for them", async ({
  page,
  newcomer,
  signInDirectly,
  look,
}) => {
  const pupil = await newcomer("pupil", { yearGroup: "12" });
  const parent = await newcomer("parent");
  await addContact({ organisationId: pupil.organisationId, words: "a journey" }, pupil.personId, {
    adultId: parent.personId,
    relationship: "Mother",
    parentalResponsibility: "on",
    maySign: "on",
    startsOn: "2024-09-01",
  });

  await signInDirectly(parent);
  await page.goto("/sign");
  await expect(page.getByRole("main")).toContainText("Waiting for Nia to sign first");
  await look();
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Waiting for Nia to sign first" })).toBeVisible();
  await look();

  await page.context().clearCookies();
  await signInDirectly(pupil);
  await page.goto("/sign");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  for (const box of await page.getByRole("main").locator("form input[type=text]:not([readonly])").all())
    if ((await box.isVisible()) && (await box.inputValue()) === "") await box.fill("12A");
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();

  await page.context().clearCookies();
  await signInDirectly(parent);
  await page.goto("/sign");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("button", { name: "Sign for Nia" })).toBeVisible();
  await look();
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign for Nia" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(pupil.name);
  await look();
});
