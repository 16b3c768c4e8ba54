import { expect, test } from "#e2e/support/journey.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { insertAddress } from "#lib/people/insert-address.ts";
import { aFamily, cookieFor, linkTo, newestMessage, signAll } from "./a-family.ts";

test("the office prints a letter, and the parent signs with its code on their own phone", async ({
  page,
  browser,
  signInAs,
  look,
}) => {
  const family = await aFamily({ email: null });
  await signInAs("office");
  await page.goto(`/school/${family.secondary.urn}/people/${family.older}/contacts`);
  await expect(page.getByRole("main")).toContainText("No e-mail address.");
  await look();
  await page.getByRole("button", { name: /^Print letter/ }).click();
  const letter = page.getByRole("article", { name: `Letter to Grace ${family.familyName}` });
  await expect(letter).toContainText(family.secondary.name);
  await expect(letter).not.toContainText(/Tobi|Femi/);
  await look();
  const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(await letter.innerText())?.[0] as string;

  await page.goto(`/school/${family.secondary.urn}/letters`);
  await expect(page.getByRole("row", { name: new RegExp(family.familyName) })).toContainText("Good until");
  await look();

  for (const javaScriptEnabled of [true, false]) {
    const phone = await browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const own = await phone.newPage();
    await own.goto(new URL("/letter", page.url()).href);
    await own.getByRole("textbox", { name: "Code from your letter" }).fill("nothing");
    await own.getByRole("button", { name: "Continue" }).click();
    await expect(own.getByRole("alert", { name: "There is a problem" })).toContainText("not a whole code");
    await own.getByRole("textbox", { name: "Code from your letter" }).fill(code.toLowerCase());
    await own.getByRole("button", { name: "Continue" }).click();
    await expect(own.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
    await own.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    for (const box of await own.locator("main form input[type=text]:not([readonly])").all())
      if ((await box.isVisible()) && (await box.inputValue()) === "") await box.fill("Grace Adeyemi");
    await own.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
    await own.getByRole("button", { name: /^Sign for / }).click();
    await expect(own.getByRole("heading", { name: "You have signed" })).toBeVisible();
    await phone.close();
  }
});

test("a code page of the letter is plain to read", async ({ page, look }) => {
  await page.goto("/letter");
  await look();
});

test("two adults at one address choose who they are; one objects to the other's signature", async ({
  page,
  look,
}) => {
  const family = await aFamily();
  const other = await aFamily({ email: null });
  const { organisationId } = family;
  await linkTo(organisationId, other.parent, family.older);
  await inOrganisation(organisationId, (transaction) =>
    insertAddress(transaction, organisationId, other.parent, family.email),
  );
  await signAll(organisationId, other.parent, "8A", "countersign");

  await page.goto(`/countersign/${await family.link()}`);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("heading", { name: "Enter your sign-in code" })).toBeVisible();
  const code = /\b\d{6}\b/.exec(await newestMessage(organisationId, family.email))?.[0] as string;
  await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Who are you?" })).toBeVisible();
  await look();
  await page.getByRole("button", { name: `Continue as Grace ${family.familyName}` }).click();
  await expect(page).toHaveURL(/\/countersign\//);
  await expect(page.getByRole("main")).toContainText("another parent or carer has signed it");
  await look();
  await page
    .getByRole("link", { name: /^More about this/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Already signed" })).toBeVisible();
  await look();
  await page.getByRole("link", { name: "I object to this signature" }).click();
  await look();
  await page.getByRole("button", { name: "Send my objection" }).click();
  await expect(page.getByRole("heading", { name: "Your objection is recorded" })).toBeVisible();
  await look();
});

test("a member of staff whose child is at the school signs as both in one sign-in", async ({
  page,
  newcomer,
  signInDirectly,
  look,
}) => {
  const teacher = await newcomer("staff");
  const family = await aFamily();
  await linkTo(teacher.organisationId, teacher.personId, family.older);
  await signInDirectly(teacher);
  await page.goto("/sign");
  await expect(page.getByRole("heading", { name: "For you" })).toBeVisible();
  await expect(page.getByRole("region", { name: `For Tobi ${family.familyName}` })).toBeVisible();
  await look();
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  await page.getByRole("link", { name: "Sign the next agreement" }).click();
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign for Tobi" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(`Tobi ${family.familyName}`);
});

test("a pupil reads that a parent or carer is awaited, and the office what an adult has disputed", async ({
  page,
  baseURL,
  signInAs,
  look,
}) => {
  const family = await aFamily();
  const { organisationId, older, parent, secondary } = family;
  await page.context().addCookies([await cookieFor(organisationId, older, baseURL as string)]);
  await page.goto("/sign");
  await expect(page.getByRole("main")).toContainText("Signed. Waiting for your parent or carer");
  await look();
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("main")).toContainText("Signed. Waiting for your parent or carer");
  await look();

  await inOrganisation(organisationId, (transaction) =>
    transaction.contact.updateMany({
      where: { organisationId, adultId: parent, pupilId: older },
      data: { disputedAt: new Date() },
    }),
  );
  await page.context().clearCookies();
  await signInAs("office");
  await page.goto(`/school/${secondary.urn}/people/${older}/contacts`);
  await expect(page.getByRole("main")).toContainText("Says: not my child");
  await look();
  await page.getByRole("link", { name: /^Change Grace/ }).click();
  await look();
  await page.getByRole("button", { name: "Confirm this contact" }).click();
  await expect(page.getByRole("main")).toContainText("The contact is confirmed");
  await expect(page.getByRole("main")).not.toContainText("Says: not my child");
});
