import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { leaveToSchools, partWith, replaceWords, save, tool } from "#e2e/owner/in-the-editor.ts";
import { expect } from "#e2e/support/journey.ts";
import { correctTitle } from "./a-file-to-bring-in.ts";
import type { Name } from "./an-organisation-of-its-own.ts";
import { addToAudience, correctReview, type Settings } from "./steps-of-a-policy.ts";

/* What is a policy's own on its way from the file to the second signature; its words stay in its file. */

const seeds = path.resolve(process.cwd(), "..", "shared", "seeds");
export const present = existsSync(path.join(seeds, "expected.json"));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");

/** Every form of a policy that is there, text first. */
export const formsOf = (seed: string) =>
  readdirSync(seeds)
    .filter((name) => new RegExp(`^${seed}_.*\\.(txt|md|docx|pdf)$`).test(name))
    .sort((one, other) => Number(other.endsWith(".txt")) - Number(one.endsWith(".txt")))
    .map((name) => ({ name, mimeType: "", buffer: readFileSync(path.join(seeds, name)) }));

export type Carried = {
  seed: string;
  says: string;
  kind: "trust" | "single-school";
  /** How many agreements are understood of each form. */
  agreements: number;
  /** On the check page, of the last form. */
  correct: (page: Page) => Promise<void>;
  /** In the editor, before it is sent. */
  write: (page: Page) => Promise<void>;
  settings: Settings;
  /** The words of a school in a place that the text leaves to it; null to adopt the text as it is. */
  wording?: [string, string] | null;
  /** Who confirms what a school filled in. */
  confirms?: Name;
  /** Where the policy has no agreement: who is asked for an acknowledgement. */
  acknowledgedBy?: string[];
  /** Who has to sign the first version. */
  first: Name[];
  /** Who signs it, and its next version, on their own screen. */
  signer: Name;
  /** The list or the statements that the second version changes, by its place; and which agreement that is. */
  changes: ["Statements" | "List", number, agreement: number];
  /** Who has to sign again: nobody else. */
  again: Name[];
  /** What is counted of the changed agreement before it is sent: role, how many sign again, how many the first time. */
  counted: [string, string, string][];
};

export const fivePolicies: Carried[] = [
  {
    seed: "000",
    says: "a committee approves and the trust board ratifies, and a school puts its own words",
    kind: "trust",
    agreements: 1,
    correct: correctReview,
    write: async (page) => {
      await leaveToSchools(page, "Head Teacher");
      await save(page);
    },
    settings: {
      first: "Digital committee",
      last: "Trust board",
      adoption: /until then people sign with the words of the text$/,
    },
    wording: ["Head teacher", "Principal of Wending"],
    confirms: "Hana",
    first: ["Ada", "Hana", "Omar", "Tess", "Vera", "Petra"],
    signer: "Tess",
    changes: ["List", 2, 0],
    again: ["Ada", "Hana", "Omar", "Tess", "Vera", "Petra"],
    counted: [
      ["Staff", "5", "0"],
      ["Volunteers", "1", "0"],
    ],
  },
  {
    seed: "001",
    says: "the trust board ratifies, and only where a school has adopted it are its people asked",
    kind: "trust",
    agreements: 2,
    correct: async (page) => {
      await correctReview(page);
      await correctTitle(page, "ICT and internet acceptable use policy");
    },
    write: async (page) => {
      await replaceWords(partWith(page, "section 5.5").locator("textarea"), "section 5.5", "section 4.3");
      await save(page);
      await expect(page.getByText("Nothing keeps this draft from being sent")).toBeVisible();
    },
    settings: { last: "Trust board", adoption: /until then nobody there is asked to sign$/ },
    wording: null,
    confirms: "Hana",
    first: ["Ada", "Carys", "Mo", "Cleo", "Hana", "Omar", "Tess", "Vera", "Gwen", "Olu", "Pia"],
    signer: "Gwen",
    changes: ["Statements", 0, 0],
    again: ["Ada", "Carys", "Mo", "Cleo", "Hana", "Omar", "Tess", "Vera", "Gwen"],
    counted: [
      ["Staff", "4", "1"],
      ["Volunteers", "1", "0"],
      ["Governors", "1", "0"],
      ["Trustees", "2", "0"],
      ["Contractors", "1", "0"],
    ],
  },
  {
    seed: "002",
    says: "a governing body ratifies its school's own policy, which binds governors too",
    kind: "single-school",
    agreements: 1,
    correct: async (page) => {
      await correctReview(page);
      await addToAudience(page, 0, ["Governors", "Volunteers", "Contractors", "Trainees"]);
    },
    write: async () => {},
    settings: { last: "Governing body" },
    first: ["Ada", "Carys", "Mo", "Cleo", "Hana", "Omar", "Tess", "Vera", "Gwen"],
    signer: "Vera",
    changes: ["Statements", 0, 0],
    again: ["Ada", "Carys", "Mo", "Cleo", "Hana", "Omar", "Tess", "Vera", "Gwen"],
    counted: [
      ["Staff", "4", "0"],
      ["Volunteers", "1", "0"],
      ["Governors", "3", "0"],
      ["Contractors", "1", "0"],
    ],
  },
  {
    seed: "003",
    says: "the trust board ratifies, the chair of governors confirms a school's words, and older pupils sign again",
    kind: "trust",
    agreements: 3,
    correct: async (page) => {
      await correctReview(page);
      await addToAudience(page, 2, ["Trustees"]);
    },
    write: async (page) => {
      await leaveToSchools(page, "Head of IT");
      await save(page);
    },
    settings: {
      last: "Trust board",
      adoption: /until then people sign with the words of the text$/,
    },
    wording: ["Head of IT", "Network manager of Wending"],
    confirms: "Gwen",
    first: [
      "Ada",
      "Carys",
      "Mo",
      "Hana",
      "Omar",
      "Tess",
      "Vera",
      "Gwen",
      "Olu",
      "Pia",
      "Petra",
      "Yara",
      "Piet",
    ],
    signer: "Olu",
    changes: ["Statements", 0, 0],
    again: ["Olu", "Pia"],
    counted: [
      ["Pupils", "1", "0"],
      ["Parents and carers, by pupil", "1", "0"],
    ],
  },
  {
    seed: "004",
    says: "a head ratifies under delegation, and those it covers acknowledge it",
    kind: "single-school",
    agreements: 0,
    correct: correctReview,
    write: async (page) => {
      const residue = partWith(page, "left to be filled in");
      await residue.locator("textarea").click();
      await tool(page, "Remove").click();
      await save(page);
      const findings = page.getByRole("region", { name: "Findings" });
      await expect(findings.getByText("left to be filled in")).toHaveCount(0);
      const missing = findings
        .getByRole("listitem")
        .filter({ hasText: "Appendix 1", hasNotText: "Take up again" });
      for (let left = await missing.count(); left > 0; left--) {
        const one = missing.first();
        await one.getByText("Set aside").first().click();
        await one.getByRole("textbox", { name: "Why it can stay as it is" }).fill("It is in the handbook.");
        await one.getByRole("button", { name: "Set aside" }).click();
        await expect(missing).toHaveCount(left - 1);
      }
      await expect(findings).toContainText("Nothing keeps this draft from being sent");
    },
    settings: { last: "Head, under delegation" },
    acknowledgedBy: ["Staff", "Governors"],
    first: ["Ada", "Carys", "Mo", "Hana", "Omar", "Tess", "Gwen"],
    signer: "Tess",
    changes: ["List", 0, 0],
    again: ["Ada", "Carys", "Mo", "Hana", "Omar", "Tess", "Gwen"],
    counted: [
      ["Staff", "4", "0"],
      ["Governors", "3", "0"],
    ],
  },
];
