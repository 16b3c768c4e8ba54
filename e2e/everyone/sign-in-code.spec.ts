import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/support/journey.ts";

async function ask(page: Page, address: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email address" }).fill(address);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/sign-in\/code$/);
}

async function type(page: Page, code: string): Promise<void> {
  await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The newest code for an address, from the page with the demonstration's messages. */
async function codeFor(page: Page, address: string): Promise<string> {
  const mail = await page.context().newPage();
  await mail.goto("/demo/mail");
  const text = await mail
    .getByRole("article")
    .filter({ hasText: address })
    .filter({ hasText: "code is" })
    .first()
    .innerText();
  await mail.close();
  return /\b\d{6}\b/.exec(text)?.[0] as string;
}

const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("what is wrong with an address or a code is said where it is wrong, and how many tries are left", async ({
      page,
      newcomer,
      look,
    }) => {
      const { email } = await newcomer();
      await page.goto("/sign-in");
      await page.getByRole("textbox", { name: "Email address" }).fill("beth at school");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "like name@example.org",
      );
      await expect(page.getByRole("textbox", { name: "Email address" })).toHaveValue("beth at school");
      await look();

      await ask(page, email);
      const code = await codeFor(page, email);
      for (const left of ["4 tries", "3 tries", "2 tries", "1 try"]) {
        await type(page, another(code));
        await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
          `You have ${left} left`,
        );
      }
      await look();
      await type(page, another(code));
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "tried too many times",
      );
      await type(page, code);
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "tried too many times",
      );
      await page.goto("/sign");
      await expect(page).toHaveURL(/\/sign-in\?/);
    });

    test("an unknown address is answered like a known one", async ({ page, newcomer }) => {
      const { email } = await newcomer();
      const pages: string[] = [];
      for (const address of [email, "nobody-at-all@larkmere.example"]) {
        await ask(page, address);
        pages.push(await page.getByRole("main").innerText());
      }
      expect(pages[1]).toBe(pages[0]);
    });

    test("a code works in the browser that asked for it, once", async ({
      page,
      newcomer,
      browser,
      baseURL,
    }) => {
      const { email } = await newcomer();
      await ask(page, email);
      const code = await codeFor(page, email);
      const elsewhere = await browser.newContext({ baseURL, javaScriptEnabled });
      const other = await elsewhere.newPage();
      await other.goto("/sign-in/code");
      await type(other, code);
      await expect(other.getByRole("alert", { name: "There is a problem" })).toContainText(
        "has not asked for a sign-in code",
      );
      await ask(other, email);
      await type(other, code);
      await expect(other.getByRole("alert", { name: "There is a problem" })).toContainText(
        "works only in the browser that asked for it",
      );
      await elsewhere.close();

      const asked = await page.context().cookies();
      await type(page, code);
      await expect(page.getByRole("heading", { name: "Agreements to sign" })).toBeVisible();
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page.getByRole("heading", { name: "You have signed out" })).toBeVisible();
      await page.context().addCookies(asked);
      await page.goto("/sign-in/code");
      await type(page, code);
      await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText(
        "has been used already",
      );
    });

    test("signing out ends the session, also for a copy of its cookie", async ({
      page,
      newcomer,
      signInDirectly,
      look,
    }) => {
      await signInDirectly(await newcomer());
      await page.goto("/sign");
      const cookies = await page.context().cookies();
      await page.goto("/sign-out");
      await expect(page.getByRole("heading", { name: "Do you want to sign out?" })).toBeVisible();
      await look();
      await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL(/\/sign-out\/done$/);
      await look();
      await page.context().addCookies(cookies);
      await page.goto("/sign");
      await expect(page).toHaveURL(/\/sign-in\?/);
    });

    test("parents who share an address say who they are, after the code and not before", async ({
      page,
      look,
    }) => {
      await page.goto("/sign-in/who");
      await expect(page).toHaveURL(/\/sign-in$/);
      await ask(page, "crowthers@post.example");
      await type(page, await codeFor(page, "crowthers@post.example"));
      await expect(page.getByRole("heading", { name: "Who are you?" })).toBeVisible();
      await look();
      await page.getByRole("button", { name: "Continue as Paul Crowther" }).click();
      await expect(page.getByRole("banner")).toContainText("Paul Crowther");
    });
  });
}

test("nobody is led to another site by signing in", async ({ page, newcomer }) => {
  const { email } = await newcomer("parent");
  await page.goto("/sign-in?then=//evil.example/sign");
  await page.getByRole("textbox", { name: "Email address" }).fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/sign-in\/code$/);
  await type(page, await codeFor(page, email));
  await expect(page.getByRole("heading", { name: "Agreements to sign" })).toBeVisible();
});

test("who is signed in already is taken on", async ({ page, newcomer, signInDirectly }) => {
  await signInDirectly(await newcomer("parent"));
  await page.goto("/sign-in?then=/sign");
  await expect(page).toHaveURL(/\/sign$/);
});
