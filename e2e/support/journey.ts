import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { cookieOfSession } from "#lib/auth/cookies.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { closeDatabase, database, workOnDatabase } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addPerson } from "#lib/people/add-person.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import type { PersonaKey } from "#prisma/demo/personas.ts";

/** Someone made for one journey, so that journeys do not wait for each other's people. */
export type Newcomer = { organisationId: string; personId: string; name: string; email: string };

type Journey = {
  /** Signs in as a persona of the demonstration. */
  signInAs: (persona: PersonaKey) => Promise<void>;
  /** Looks at the page as axe does, and as a person does: nothing scrolls sideways. */
  look: () => Promise<void>;
  /** A new person at the demonstration's secondary school. */
  newcomer: (
    role?: MembershipRole,
    more?: { givenName?: string; familyName?: string; [more: string]: unknown },
  ) => Promise<Newcomer>;
  /** Signs the browser in as someone without going through a code. */
  signInDirectly: (who: Newcomer) => Promise<void>;
};

let count = 0;

export const test = base.extend<Journey, { server: undefined }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern
    async ({}, use) => {
      const { database: address, secret } = JSON.parse(readFileSync(process.env.E2E_STATE ?? "", "utf8"));
      process.env.COUNTERSIGN_SECRET = secret;
      await workOnDatabase(address, 2);
      await use(undefined);
      await closeDatabase();
    },
    { scope: "worker", auto: true },
  ],

  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text()))
        faults.push(message.text());
    });
    await use(page);
    expect(faults, "errors in the browser's console").toEqual([]);
  },

  signInAs: async ({ page }, use) => {
    await use(async (persona) => {
      await page.goto("/demo");
      await page.locator(`[data-persona="${persona}"]`).getByRole("button").click();
      await page.waitForURL((url) => url.pathname !== "/demo");
    });
  },

  look: async ({ page, javaScriptEnabled }, use) => {
    await use(async () => {
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState();
      await nothingSideways(page);
      if (javaScriptEnabled === false) return; // axe needs scripts
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]),
        `axe on ${page.url()}`,
      ).toEqual([]);
    });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  newcomer: async ({}, use) => {
    await use(async (role = "staff", { givenName = "Nia", familyName, ...more } = {}) => {
      const directory = await database().organisationDirectory.findUniqueOrThrow({
        where: { slug: "larkmere" },
      });
      const organisationId = directory.id;
      const school = await inOrganisation(organisationId, (transaction) =>
        transaction.unit.findFirstOrThrow({ where: { organisationId, phase: "secondary" } }),
      );
      const number = `${process.pid}x${++count}`;
      const email = `newcomer-${number}@larkmere.example`;
      const names = { givenName, familyName: familyName ?? `Newcomer ${number}` };
      const added = await addPerson({ organisationId, words: "a journey" }, school.id, {
        ...names,
        addresses: [email],
        role,
        startsOn: "2024-09-01",
        ...more,
      });
      if (!("personId" in added)) throw new Error("somebody like them is there already");
      return {
        organisationId,
        personId: added.personId,
        name: `${names.givenName} ${names.familyName}`,
        email,
      };
    });
  },

  signInDirectly: async ({ context, baseURL }, use) => {
    await use(async ({ organisationId, personId }) => {
      const session = await startSession({ organisationId, personId, method: "code" });
      const { name, value } = await cookieOfSession(session);
      await context.addCookies([{ name, value, url: baseURL as string, httpOnly: true, sameSite: "Lax" }]);
    });
  },
});

export { expect };

/** A page that scrolls sideways hides its end from whoever holds a telephone. */
export async function nothingSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Opens a page; once more where what was pressed just before was still on its way and took its place. */
export async function open(page: Page, path: string): Promise<void> {
  try {
    await page.goto(path);
  } catch (error) {
    if (!/ERR_ABORTED|interrupted by another navigation/.test(String(error))) throw error;
    await page.goto(path);
  }
}

/** The one agreement that staff of the demonstration are asked to sign, opened from the list. */
export async function openFirstAgreement(page: Page): Promise<void> {
  await page.goto("/sign");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("main").getByRole("button", { name: /^Sign / })).toBeVisible();
}
