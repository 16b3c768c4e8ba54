import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bringInText } from "#lib/policies/document/bring-in-text.ts";
import { clauses } from "#lib/policies/document/outline.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import { printDocument } from "#lib/policies/document/print-document.ts";
import type { BodyNode, PolicyDocument } from "#lib/policies/document/types.ts";
import { findingsOf } from "./find.ts";
import { policyOf, TODAY } from "./findings-for-tests.ts";
import { FINDING_RULES, type FindingRule } from "./types.ts";

const everything = `Lending Policy

Ratified: 4 May 2026
Next review: October 2026

Contents

1. Who may borrow
2. Loans
3. Law

1. Who borrows

This policy covers staff and visitors. It is reviewed every three years.

2. Loans

Late returns are dealt with in section 8.2. Adapt the above list as necessary.

3. Law

The [law](#) is the Data Protection Act 1998, and the form is Appendix 4.

4. Agreement for staff

I will bring it back.

I have read this and agree to it.

Name:

Signed:

Date:

5. History

Date\tSummary of change\tDecision
1 April 2026\tFees\tPending
`;

test("each rule finds its own, in the order of lines, beside clauses that are there", () => {
  const { document } = bringInText(everything);
  const all = findingsOf(document, { today: TODAY, text: everything });
  expect(all.map(({ rule, line }) => [line, rule])).toEqual(
    [
      [4, "review-overdue"],
      [8, "contents-differ"],
      [14, "audience-without-agreement"],
      [14, "cycle-contradicted"],
      [18, "reference-missing"],
      [18, "template-residue"],
      [22, "stale-legislation"],
      [22, "empty-link"],
      [22, "appendix-without-heading"],
      [everything.split("\n").findIndex((line) => line.endsWith("Pending")) + 1, "history-pending"],
    ].sort((one, other) => Number(one[0]) - Number(other[0]) || order(one[1]) - order(other[1])),
  );
  const anchors = new Set(clauses(document).map(({ anchor }) => anchor));
  for (const { anchor, message } of all) {
    if (anchor !== null) expect(anchors).toContain(anchor);
    expect(message).toMatch(/^[\p{Lu}“].*\.$/u);
  }
  expect(all.filter(({ anchor }) => anchor === null).map(({ rule }) => rule)).toEqual([
    "review-overdue",
    "contents-differ",
    "history-pending",
  ]);
});

const order = (rule: unknown) => FINDING_RULES.indexOf(rule as FindingRule);

test("without its text, a document's lines are those of the text as printed", () => {
  const { document } = bringInText(everything);
  const lines = printDocument(document).split("\n");
  const at = findingsOf(document, { today: TODAY });
  expect(lines[(at.find(({ rule }) => rule === "reference-missing")?.line ?? 0) - 1]).toContain(
    "section 8.2",
  );
  expect(lines[(at.find(({ rule }) => rule === "review-overdue")?.line ?? 0) - 1]).toContain("October 2026");
  expect(lines[(at.find(({ rule }) => rule === "history-pending")?.line ?? 0) - 1]).toContain("Pending");
});

test("every rule has its page", () => {
  const index = readFileSync(new URL("../../../docs/findings.md", import.meta.url), "utf8");
  const pages = readdirSync(new URL("../../../docs/findings/", import.meta.url));
  expect(pages.toSorted()).toEqual(FINDING_RULES.map((rule) => `${rule}.md`).toSorted());
  for (const rule of FINDING_RULES) expect(index).toContain(`findings/${rule}.md`);
});

/** What bringing in puts right by itself: contents are made anew, and a related policy's empty link is dropped. */
const rulesOf = (text: string) => {
  const { document } = bringInText(text);
  const given = findingsOf(document, { today: TODAY, text }).filter(({ rule }) => rule !== "contents-differ");
  const printed = printDocument(document);
  const again = findingsOf(parseDocument(printed), { today: TODAY, text: printed });
  const say = (all: typeof given) =>
    all.map(({ rule, anchor, message }) => `${rule} ${anchor} ${message}`).sort();
  return [say(given), say(again)];
};

const SEEDS = new URL("../../../../shared/seeds/", import.meta.url);
const present = existsSync(new URL("expected.json", SEEDS));
const seeds = present ? readdirSync(SEEDS).filter((name) => name.endsWith(".txt")) : [];
if (!present && process.env.CI === "true")
  test("the policies to read are beside the project", () => expect(present).toBe(true));
else if (!present) test.skip("the five policies in ../shared/seeds are not here", () => {});

describe("printed and read again, a policy has the same findings", () => {
  test("the example of every rule", () => {
    const [given, again] = rulesOf(everything);
    expect(again).toEqual(given);
  });
  test("any of these words together, in paragraphs or lists", () => {
    const words = [
      "Fines are as in section 8.2 (see also 2.1 and 9.9).",
      "The form is Appendix 3, and *Appendix B* is the list.",
      "Adapt the list above as necessary.",
      "Ask [insert name] or [School name] & co.",
      "Our rules/fees/etc. are here_and_there.",
      "The [law](#) is the **Data Protection Act 1998**.",
      "Read Keeping Children Safe in Education 2023 <first>.",
      "This policy is reviewed every five years.",
      "This policy applies to staff, visitors & contractors.",
      "Nothing is wrong here: 4 * 4 = 16.",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom("\n\n", "\n\n- ", "\n- ", " ")), {
          maxLength: 8,
        }),
        (parts) => {
          const [given, again] = rulesOf(
            policyOf(`Begin.${parts.map(([one, before]) => before + one).join("")}`),
          );
          expect(again).toEqual(given);
        },
      ),
      { numRuns: 60 },
    );
  });
  test.each(seeds)("%s", (name) => {
    const [given, again] = rulesOf(readFileSync(new URL(name, SEEDS), "utf8"));
    expect(again).toEqual(given);
  });
});

describe("time", () => {
  /** Seconds of this thread's own work that the rules take, without bringing in. */
  const secondsOf = (document: PolicyDocument, text: string) => {
    const begun = process.threadCpuUsage();
    findingsOf(document, { today: TODAY, text });
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1e6;
  };
  const seconds = (text: string) => secondsOf(bringInText(text).document, text);

  test("300 pages take less than a second", () => {
    const text = (value: string) => ({ type: "text" as const, value });
    const section = (number: number): BodyNode[] => [
      { type: "heading", depth: 2, children: [text(`${number}. Part ${number} of the rules`)] },
      ...Array.from({ length: 10 }, (_, clause): BodyNode => {
        const words = `${number}.${clause + 1} Whoever borrows a thing under section ${number}.${clause} brings it back (see section ${number + 1}) and this policy applies to staff and pupils; the Data Protection Act 2018 is kept, and Appendix 1 shows how it is reviewed every year by whoever keeps it, as `;
        const url = `https://example.org/${clause}`;
        return {
          type: "paragraph",
          children: [text(words), { type: "link", url, children: [text("the form")] }],
        };
      }),
    ];
    const document: PolicyDocument = {
      ...bringInText(policyOf("Nothing.")).document,
      body: Array.from({ length: 300 }, (_, index) => section(index + 1)).flat(),
    };
    const source = clauses(document)
      .map(({ number, text: words }) => `${number} ${words}`)
      .join("\n\n");
    expect(source.length).toBeGreaterThan(750_000);
    expect(secondsOf(document, source)).toBeLessThan(1);
  });

  test.each([
    ["one word", "staff ".repeat(40_000)],
    ["spaces", `see section ${" ".repeat(100_000)}x`],
    ["numbers", "section 1.1.1.1, 1.1 and 2-".repeat(5_000)],
    ["commas", `sections 1${", 2".repeat(50_000)}`],
    ["brackets", "[insert ".repeat(250)],
    ["open brackets", "( [ { < «".repeat(60)],
    ["underscores and dots", `The person is ${"_.".repeat(50_000)}`],
    ["a sentence without end", `This policy ${"applies to the school and ".repeat(8_000)}staff`],
    ["reviewing without end", `This policy ${"is reviewed and ".repeat(8_000)}every`],
    [
      "guidance without end",
      `Keeping Children Safe in Education ${"(DfE, updated September ".repeat(4_000)}`,
    ],
    ["letters", "x".repeat(200_000)],
    ["etc", "a/ etc/".repeat(20_000)],
    ["adapting", "adapt the this these your any following above ".repeat(4_000)],
    ["full stops", "A. ".repeat(60_000)],
    ["regulations", "lawful business practice ".repeat(8_000)],
  ])("a hostile line takes less than a second: %s", (_, line) => {
    expect(seconds(policyOf(line))).toBeLessThan(1);
  });

  test("a hostile contents list takes less than a second", () => {
    const contents = Array.from(
      { length: 2_000 },
      (_, index) => `${index + 1}. Part ${". .".repeat(120)}`,
    ).join("\n");
    expect(
      seconds(`Rules Policy\n\nContents\n\n${contents}\n\n1. Part\n\nWords.\n\n2. Part\n\nWords.\n`),
    ).toBeLessThan(1);
  });
});
