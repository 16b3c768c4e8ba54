import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDocuments } from "./compare-documents.ts";
import { parseDocument } from "./parse-document.ts";

const BEFORE = `## 1. Use

1.1 Phones stay in the bag during lessons.

1.2 Tablets are charged overnight in the office.

1.3 Nobody shares a password with anybody else.

## 2. Safety

2.1 A lost device is reported on the same day.
`;

const before = parseDocument(BEFORE);
const against = (text: string) => compareDocuments(before, parseDocument(text));

describe("comparing two versions", () => {
  test("a version doesn't differ from itself, however it is laid out", () => {
    expect(compareDocuments(before, before)).toEqual([]);
    expect(against(BEFORE.replace(/\n\n/g, "\n\n\n\n"))).toEqual([]);
  });

  test("one word changed is one clause reworded, with its words", () => {
    const changes = against(BEFORE.replace("overnight", "daily"));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: "reworded", anchor: "clause-1-2", number: "1.2" });
    expect(changes[0]?.words?.filter((word) => word.change !== "same")).toEqual([
      { text: "overnight", change: "removed" },
      { text: "daily", change: "added" },
    ]);
  });

  test("added and removed clauses are told in reading order", () => {
    expect(against(BEFORE.replace(/1\.2 .*\n\n/, "")).map((one) => [one.kind, one.number])).toEqual([
      ["removed", "1.2"],
    ]);
    expect(against(`${BEFORE}\n2.2 Cameras need permission.\n`)).toEqual([
      { kind: "added", anchor: "clause-2-2", number: "2.2", after: "Cameras need permission." },
    ]);
  });

  test("a clause put in front renumbers the others, and removes none", () => {
    const text = BEFORE.replace("1.3", "1.4")
      .replace("1.2", "1.3")
      .replace("1.1", "1.1 Visitors ask first.\n\n1.2");
    expect(against(text).map((one) => [one.kind, one.numberBefore ?? null, one.number])).toEqual([
      ["added", null, "1.1"],
      ["renumbered", "1.1", "1.2"],
      ["renumbered", "1.2", "1.3"],
      ["renumbered", "1.3", "1.4"],
    ]);
  });

  test("a rule is told with the words that lead into it, and a rule under other words is told too", () => {
    const rules = (will: string[], willNot: string[]) =>
      parseDocument(
        `## 1. Use\n\nI will:\n\n${will.map((one) => `- ${one}\n`).join("")}\nI will not:\n\n${willNot.map((one) => `- ${one}\n`).join("")}`,
      );
    const first = rules(["lock my screen", "send pictures"], ["share my password"]);
    expect(
      compareDocuments(first, rules(["lock my screen"], ["share my password", "open strange files"])),
    ).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: "removed", leadIn: "I will:", before: "send pictures" }),
        expect.objectContaining({ kind: "added", leadIn: "I will not:", after: "open strange files" }),
      ]),
    );
    expect(
      compareDocuments(first, rules(["lock my screen"], ["send pictures", "share my password"])),
    ).toContainEqual(
      expect.objectContaining({
        kind: "moved",
        leadInBefore: "I will:",
        leadIn: "I will not:",
        after: "send pictures",
      }),
    );
  });

  test("a clause that stands elsewhere is moved", () => {
    const moved = "- Keep cables tidy and out of the way\n\n";
    const from = parseDocument(`## A\n\n${moved}Words that stay.\n\n## B\n\nOther words that stay.\n`);
    const to = parseDocument(`## A\n\nWords that stay.\n\n## B\n\nOther words that stay.\n\n${moved}`);
    expect(compareDocuments(from, to).map((one) => [one.kind, one.after])).toEqual([
      ["moved", "Keep cables tidy and out of the way"],
    ]);
  });

  test("a clause rewritten from scratch is removed and added", () => {
    const kinds = against(
      BEFORE.replace("A lost device is reported on the same day.", "Cameras need consent from parents."),
    );
    expect(kinds.map((one) => one.kind).sort()).toEqual(["added", "removed"]);
  });

  test("the words of every rewording give back both texts", () => {
    const words = fc.array(fc.constantFrom("phone", "bag", "never", "the", "office", "keep", "2.", "it's"), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), fc.array(words, { maxLength: 6 }), (old, now) => {
        const text = (all: string[][]) => all.map((one) => `Clause ${one.join(" ")}`).join("\n\n");
        const [first, second] = [parseDocument(text(old)), parseDocument(text(now))];
        const changes = compareDocuments(first, second);
        for (const change of changes.filter((one) => one.kind === "reworded")) {
          const side = (gone: string) =>
            change.words
              ?.filter((word) => word.change !== gone)
              .map((word) => word.text)
              .join("");
          expect(side("added")).toBe(change.before);
          expect(side("removed")).toBe(change.after);
        }
        const count = (kind: string) => changes.filter((one) => one.kind === kind).length;
        expect(old.length - count("removed")).toBe(now.length - count("added"));
      }),
      { numRuns: 60 },
    );
  });
});

test("a clause of very many words, each of them changed, does not keep the server busy", () => {
  const of = (word: string) =>
    parseDocument(`## 1. Scope\n\n${`word ${`${word} `.repeat(9)}`.repeat(2_500)}\n`);
  const start = process.cpuUsage();
  const [change] = compareDocuments(of("one"), of("two"));
  expect(process.cpuUsage(start).user / 1_000_000).toBeLessThan(5);
  expect(change?.kind).toBe("reworded");
  expect(change?.words?.map(({ change: what }) => what)).toEqual(["removed", "added"]);
}, 60_000);
