import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "#e2e/support/journey.ts";
import { bringIn, correctTitle, part } from "./a-file-to-bring-in.ts";

const seeds = path.resolve(process.cwd(), "..", "shared", "seeds");
const present = existsSync(path.join(seeds, "expected.json"));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");
const expected: Record<string, { agreements: unknown[] }> = present
  ? JSON.parse(readFileSync(path.join(seeds, "expected.json"), "utf8"))
  : {};
const files = present ? readdirSync(seeds).filter((name) => /^\d{3}_.*\.(txt|docx|pdf)$/.test(name)) : [];

test.skip(!present, "../shared/seeds is not there");
for (const name of present ? files : ["none"]) {
  test(`${name} is brought in, corrected and kept`, async ({ page, signInAs, look }) => {
    const title = `Brought in ${name.slice(0, 3)} ${randomUUID().slice(0, 8)}`;
    await signInAs("policy-owner");
    const file = { name, mimeType: "", buffer: readFileSync(path.join(seeds, name)) };
    await bringIn(page, file, title);
    await expect(page.getByRole("heading", { name: "Check what was understood", level: 1 })).toBeVisible();
    await look();
    const agreements = expected[name.replace(/\..*/, "")]?.agreements.length;
    await expect(part(page, "Agreements").getByRole("heading", { level: 4 })).toHaveCount(agreements ?? -1);
    await correctTitle(page, `${title}, corrected`);
    await page.getByRole("link", { name: "Keep as draft" }).first().click();
    await expect(page).toHaveURL(/\/draft$/);
    await expect(page.getByRole("textbox", { name: "Title of the policy" })).toHaveValue(
      `${title}, corrected`,
    );
  });
}
