import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { Provider } from "oidc-provider";
import { SMTPServer } from "smtp-server";
import { type Application, startApplication } from "#e2e/support/application.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { freePort } from "#scripts/ports.ts";

/*
 * Outside demo mode, as a school runs it: a real mail server and a certified OpenID provider, both on loopback.
 */

const received: { to: string | undefined; text: string }[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, { envelope }, callback) {
    let text = "";
    stream.on("data", (piece) => {
      text += piece;
    });
    stream.on("end", () => {
      received.push({ to: envelope.rcptTo[0]?.address, text });
      callback();
    });
  },
});

let provider: Server;
let application: Application;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  const { port: mailPort } = mailServer.server.address() as AddressInfo;
  const [port, providerPort] = [await freePort(), await freePort()];
  const [url, issuer] = [`http://localhost:${port}`, `http://127.0.0.1:${providerPort}`];
  const openId = new Provider(issuer, {
    clients: [
      {
        client_id: "countersign",
        client_secret: "a secret between the two of them",
        redirect_uris: [`${url}/api/auth/callback/school`],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ["a key"] },
  });
  await new Promise<void>((resolve) => {
    provider = openId.listen(providerPort, "127.0.0.1", resolve);
  });
  application = await startApplication({
    port,
    demonstration: false,
    environment: {
      DEMO: "off",
      COUNTERSIGN_URL: url,
      SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
      MAIL_FROM: "Countersign <sign@school.example>",
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: "countersign",
      OIDC_CLIENT_SECRET: "a secret between the two of them",
      OIDC_NAME: "School login",
    },
  });
  await createOrganisation({
    slug: "elm-park",
    name: "Elm Park Primary School",
    kind: "single-school",
    schools: [{ name: "Elm Park Primary School", urn: "912345", phase: "primary" }],
    administrator: { givenName: "Ada", familyName: "Okafor", email: "ada@elm-park.example" },
    words: "a journey",
  });
});

test.afterAll(async () => {
  await application?.stop();
  provider?.closeAllConnections();
  provider?.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
});

/** Signs in at the provider's own page, and agrees that it tells us. */
async function atTheProvider(page: Page, account: string): Promise<void> {
  await page.locator("input[name=login]").fill(account);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

async function signInByCode(page: Page): Promise<void> {
  received.length = 0;
  await page.getByRole("textbox", { name: "Email address" }).fill("Ada@Elm-Park.example");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1);
  expect(received[0]?.to).toBe("ada@elm-park.example");
  const code = /sign-in code is (\d{6})/.exec(received[0]?.text ?? "")?.[1] as string;
  await page.getByRole("textbox", { name: "Sign-in code" }).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("an account that nobody has linked is told so; linked after a code, it signs its person in", async ({
      browser,
    }) => {
      const context = await browser.newContext({ baseURL: application.url, javaScriptEnabled });
      const page = await context.newPage();
      const account = `ada-${javaScriptEnabled}`;
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in with School login" }).click();
      await atTheProvider(page, account);
      await expect(page.getByRole("heading", { name: "account is not known here" })).toBeVisible();
      expect((await context.cookies(application.url)).map(({ name }) => name)).not.toContain(
        "countersign.session",
      );

      await page.getByRole("link", { name: "Sign in with a code" }).click();
      await signInByCode(page);
      await page.getByRole("button", { name: "Link my School login account" }).click();
      await expect(page.getByRole("heading", { name: "Your School login account is linked" })).toBeVisible();
      await page.getByRole("button", { name: "Sign out" }).click();

      await page.goto("/sign-in?then=/sign");
      await page.getByRole("button", { name: "Sign in with School login" }).click();
      await expect(page).toHaveURL(`${application.url}/sign`);
      await expect(page.getByRole("banner")).toContainText("Ada Okafor");
      await context.close();
    });
  });
}

test("the way back from the provider works only in the browser that set out", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: application.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with School login" }).click();
  await page.waitForURL(/\/interaction\//);
  // Without what it was given when it set out, it is any other browser with the same address to come back to.
  await context.clearCookies({ name: /^next-auth/ });
  await atTheProvider(page, "ada-true");
  await expect(page.getByRole("main")).toContainText("Signing in with School login did not work");
  expect((await context.cookies(application.url)).map(({ name }) => name)).not.toContain(
    "countersign.session",
  );
  await context.close();
});

test("outside demo mode there is nothing of the demonstration", async ({ request }) => {
  for (const path of ["/demo", "/demo/mail"]) {
    expect((await request.get(application.url + path)).status()).toBe(404);
  }
  expect(await (await request.get(`${application.url}/sign-in`)).text()).not.toContain("/demo");
});
