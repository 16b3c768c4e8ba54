import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { makeLink } from "#lib/messages/links.ts";
import { aFamily, cookieFor, type Family, newestMessage } from "./a-family.ts";

const main = (page: Page) => page.getByRole("main");

/** Has a code sent from the link's page and types it. */
async function confirm(
  page: Page,
  { organisationId, email }: Pick<Family, "organisationId" | "email">,
): Promise<void> {
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("heading", { name: "Enter your sign-in code" })).toBeVisible();
  const code = /\b\d{6}\b/.exec(await newestMessage(organisationId, email))?.[0] as string;
  await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/countersign\//);
}

/** Ticks and presses; text boxes that the agreement asks for and nothing fills in get a word. */
async function signFor(page: Page, name: string): Promise<void> {
  for (const box of await main(page).locator("form input[type=text]:not([readonly])").all())
    if ((await box.isVisible()) && (await box.inputValue()) === "") await box.fill("Grace Adeyemi");
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: `Sign for ${name}` }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a parent opens the link and signs for children at two schools in one visit", async ({
      page,
      look,
    }) => {
      const family = await aFamily();
      const token = await family.link();
      await page.goto(`/countersign/${token}`);
      await expect(
        page.getByRole("heading", { name: "You are asked to read and sign agreements" }),
      ).toBeVisible();
      await expect(main(page)).toContainText(family.secondary.name);
      await expect(page.locator("body")).not.toContainText(/Tobi|Femi|Adeyemi|family-/);
      await look();
      await confirm(page, family);

      await expect(page.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
      for (const [child, school] of [
        ["Tobi", family.secondary],
        ["Femi", family.primary],
      ] as const) {
        const section = page.getByRole("region", { name: `For ${child} ${family.familyName}` });
        await expect(section).toContainText(school.name);
      }
      await look();
      await main(page).getByRole("listitem").getByRole("link").first().click();
      const first = (await page.getByRole("button", { name: /^Sign for / }).innerText()).replace(
        "Sign for ",
        "",
      );
      await look();
      await signFor(page, first);
      await look();
      await page.getByRole("link", { name: "Sign the next agreement" }).click();
      await signFor(page, first === "Tobi" ? "Femi" : "Tobi");
      await expect(page.getByRole("link", { name: "Sign the next agreement" })).toHaveCount(0);

      await page.goto(`/countersign/${token}`);
      await expect(page.getByRole("heading", { name: "Everything is signed" })).toBeVisible();
      await look();
    });
  });
}

test("a parent reads while the child has not signed, and says that a child is not theirs", async ({
  page,
  look,
}) => {
  const family = await aFamily({ childrenSigned: false });
  await page.goto(`/countersign/${await family.link()}`);
  await confirm(page, family);
  const tobi = page.getByRole("region", { name: `For Tobi ${family.familyName}` });
  await expect(tobi).toContainText("Waiting for Tobi to sign first");
  await tobi.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Waiting for Tobi to sign first" })).toBeVisible();
  await expect(main(page).getByRole("checkbox")).toHaveCount(0);
  await look();
  await page.getByRole("link", { name: "This is not my child" }).click();
  await look();
  await page.getByRole("button", { name: "This is not my child" }).click();
  await expect(page.getByRole("heading", { name: "The school has been told" })).toBeVisible();
  await look();
  await page.goto("/sign");
  await expect(main(page)).not.toContainText("Tobi");
  await expect(main(page)).toContainText("Femi");
});

test("a volunteer's link leads to their own agreement, and is all signed afterwards", async ({
  page,
  newcomer,
  look,
}) => {
  const { organisationId, personId, email } = await newcomer("volunteer");
  const token = await inOrganisation(organisationId, async (transaction) => {
    const { unitId } = await transaction.membership.findFirstOrThrow({ where: { organisationId, personId } });
    return makeLink(transaction, { organisationId, personId, unitId, toAddress: email });
  });
  await page.goto(`/countersign/${token}`);
  await confirm(page, { organisationId, email });
  await expect(page.getByRole("heading", { name: "Agreements to sign", level: 1 })).toBeVisible();
  await look();
  await main(page).getByRole("listitem").getByRole("link").first().click();
  await page.getByRole("checkbox", { name: "I have read and agree to this agreement" }).check();
  await page.getByRole("button", { name: "Sign agreement" }).click();
  await expect(page.getByRole("heading", { name: "You have signed" })).toBeVisible();
  await page.goto(`/countersign/${token}`);
  await expect(page.getByRole("heading", { name: "Everything is signed" })).toBeVisible();
});

test("links that open nothing say why, and one that was forwarded opens nothing", async ({ page, look }) => {
  const family = await aFamily();
  const stranger = await aFamily();
  await page.goto("/countersign/half-a-link");
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await look();
  const address = new URL(page.url()).origin;
  await page.context().addCookies([await cookieFor(stranger.organisationId, stranger.parent, address)]);
  await page.goto(`/countersign/${await family.link()}`);
  await expect(page.getByRole("heading", { name: "This link is for somebody else" })).toBeVisible();
  await expect(page.locator("body")).not.toContainText(family.familyName);
  await look();
  await page.getByRole("button", { name: "Sign out and send me a code" }).click();
  await expect(page.getByRole("heading", { name: "Enter your sign-in code" })).toBeVisible();
});
