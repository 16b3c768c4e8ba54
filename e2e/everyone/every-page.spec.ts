import { expect, nothingSideways, test } from "#e2e/support/journey.ts";
import { demoPersonas } from "#prisma/demo/personas.ts";

/** How many pages of one person are opened; a list of two hundred people leads to pages alike. */
const most = 40;

/** Files are no pages. */
const leftOut = /\/download|\/pdf$|\/scan$|\/original$|\/onward|^\/demo|^\/sign-in/;

/** What another journey makes has eight such characters in its name, and is gone again when that journey likes. */
const ofAnotherJourney = /\b[0-9a-f]{8}\b/;

/** Pages that somebody has been shown already: they are looked at once, and opened by everybody. */
const lookedAt = new Set<string>();

/** The shape of a path, so that one person's page stands for all. */
const shape = (path: string) =>
  path
    .replace(/\?.*$/, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*")
    .replace(/\/\d{6}(?=\/|$)/, "/*") // a school
    .replace(/^(\/p\/[^/]+)\/[^/]+/, "$1/*")
    .replace(/\/\d+\.\d+$/, "/*");

for (const { key, words } of demoPersonas) {
  test(`${key}: every page that their own links lead to is there and sound`, async ({
    page,
    signInAs,
    look,
  }) => {
    test.setTimeout(360_000);
    await signInAs(key);
    const seen = new Set<string>();
    const waiting = [new URL(page.url()).pathname];
    while (waiting.length > 0 && seen.size < most) {
      const path = waiting.shift() as string;
      if (seen.has(shape(path))) continue;
      seen.add(shape(path));
      const answer = await page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      const first = !lookedAt.has(shape(path));
      lookedAt.add(shape(path));
      if (first) await look();
      await page.setViewportSize({ width: 390, height: 844 });
      await (first ? look() : nothingSideways(page));
      await page.setViewportSize({ width: 1280, height: 800 });
      const links = await page
        .locator("a[href^='/']")
        .evaluateAll((found) =>
          found.map((link) => ({ to: link.getAttribute("href") as string, words: link.textContent ?? "" })),
        );
      waiting.push(
        ...links
          .filter(
            ({ to, words }) => !leftOut.test(to) && !ofAnotherJourney.test(words) && !seen.has(shape(to)),
          )
          .map(({ to }) => to),
      );
    }
    expect(seen.size, words).toBeGreaterThan(3);
  });
}
