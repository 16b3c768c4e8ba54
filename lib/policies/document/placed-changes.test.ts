import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPolicyText } from "#lib/testing/builders.ts";
import { compareDocuments, type PlacedChange, placedChanges } from "./compare-documents.ts";
import { compareWhole } from "./compare-settings.ts";
import { clauses } from "./outline.ts";
import { parseDocument } from "./parse-document.ts";

/** A clause as far as a comparison tells of it. */
type ReadClause = { number: string | null; text: string };

/**
 * The clauses of the later of two documents, made of those of the earlier one and of what `placedChanges` says: proof
 * that a comparison leaves nothing out.
 */
function applyChanges(before: readonly ReadClause[], changes: readonly PlacedChange[]): ReadClause[] {
  const told = new Set(changes.map((one) => one.before).filter((place) => place !== null));
  const untold = before.filter((_, place) => !told.has(place));
  const after = new Map<number, ReadClause>();
  for (const { change, after: place } of changes)
    if (place !== null) after.set(place, { number: change.number, text: change.after ?? "" });
  return Array.from(
    { length: untold.length + after.size },
    (_, place) => after.get(place) ?? (untold.shift() as ReadClause),
  );
}

const words = fc.array(
  fc.constantFrom("phone", "bag", "never", "the", "office", "keep", "2.", "it's", "locked", "(a)", "é"),
  { minLength: 1, maxLength: 7 },
);
const number = fc.option(fc.constantFrom("1.1", "1.2", "2.1", "3.4.1", "9.14"), { nil: undefined });
const block = fc.oneof(
  fc.tuple(number, words).map(([cited, text]) => `${cited ? `${cited} ` : ""}Clause ${text.join(" ")}`),
  fc.tuple(number, words).map(([cited, text]) => `## ${cited ? `${cited} ` : ""}${text.join(" ")}`),
  fc
    .array(words, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((one) => `- rule ${one.join(" ")}`).join("\n")),
  fc
    .tuple(words, words)
    .map(([one, other]) => `| A | B |\n| - | - |\n| ${one.join(" ")} | ${other.join(" ")} |`),
  words.map((text) => `I will not:\n\n- do ${text.join(" ")}\n  - or ${text.join(" ")} again`),
);
const agreement = fc
  .tuple(fc.constantFrom("staff", "pupils"), fc.array(words, { minLength: 1, maxLength: 3 }))
  .map(
    ([key, rules]) =>
      `::::agreement[For ${key}]{key=${key} audience="${key === "staff" ? "staff" : "pupil"}"}\n:::statements\nI will:\n\n${rules
        .map((one) => `- ${one.join(" ")}`)
        .join("\n")}\n:::\n\n:::fields\n::field[Signed]{kind=signature}\n:::\n::::`,
  );
const blocks = fc.tuple(fc.array(block, { maxLength: 12 }), fc.option(agreement, { nil: undefined }));
const asText = ([body, signed]: [string[], string | undefined]) =>
  [...body, ...(signed ? [signed] : [])].join("\n\n");

/** A later version as people make one: blocks taken out, put in, moved, and others in their place. */
const edited = fc
  .tuple(
    blocks,
    fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.option(block, { nil: undefined })), { maxLength: 6 }),
  )
  .map(([[body, signed], edits]) => {
    const later = [...body];
    for (const [from, to, put] of edits) {
      const [taken] = later.splice(from % (later.length + 1), put && to % 2 ? 0 : 1);
      const placed = put ?? taken;
      if (placed) later.splice(to % (later.length + 1), 0, placed);
    }
    return [asText([body, signed]), asText([later, signed])] as const;
  });
const anyTwo = fc.tuple(blocks, blocks).map(([one, other]) => [asText(one), asText(other)] as const);

const read = (text: string) =>
  clauses(parseDocument(text)).map((one) => ({ number: one.number, text: one.text }));
/** Kinds of quotation marks are no difference between two versions. */
const plainly = (all: { number: string | null; text: string }[]) =>
  all.map((one) => ({ ...one, text: one.text.replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim() }));

describe("what a comparison says, put on the earlier text", () => {
  test.each([
    ["two versions of one text", edited],
    ["two texts that have nothing to do with each other", anyTwo],
  ])("gives the later one: %s", (_, pairs) => {
    fc.assert(
      fc.property(pairs, ([old, now]) => {
        const [before, after] = [parseDocument(old), parseDocument(now)];
        const applied = applyChanges(read(old), placedChanges(before, after));
        expect(plainly(applied)).toEqual(plainly(read(now)));
      }),
      { numRuns: 60 },
    );
  });

  test("is nothing for a text and itself, and something for any two that differ", () => {
    fc.assert(
      fc.property(anyTwo, ([old, now]) => {
        const [before, after] = [parseDocument(old), parseDocument(now)];
        expect(compareWhole(before, parseDocument(old))).toEqual({
          clauses: [],
          settings: [],
          onlyLooks: false,
        });
        const { clauses: told, settings, onlyLooks } = compareWhole(before, after);
        const silent = told.length === 0 && settings.length === 0 && !onlyLooks;
        if (silent) expect(plainly(read(now))).toEqual(plainly(read(old)));
      }),
      { numRuns: 60 },
    );
  });

  test("a clause that only stands elsewhere or under another number is never taken out and put in", () => {
    const distinct = fc.uniqueArray(
      fc
        .tuple(fc.nat(10_000), words)
        .map(([mark, text]) => `Rule ${mark} about ${text.join(" ")} in every school`),
      { minLength: 2, maxLength: 12, selector: (text) => text.split(" ")[1] },
    );
    fc.assert(
      fc.property(distinct, fc.infiniteStream(fc.nat(100)), (rules, stream) => {
        const places = [...stream.take(rules.length)];
        const shuffled = rules
          .map((text, index) => ({ text, at: places[index] ?? 0 }))
          .sort((one, other) => one.at - other.at)
          .map(({ text }) => text);
        const numbered = (all: string[]) => all.map((text, index) => `1.${index + 1} ${text}`).join("\n\n");
        const kinds = compareDocuments(parseDocument(numbered(rules)), parseDocument(numbered(shuffled)));
        expect(kinds.filter(({ kind }) => kind === "added" || kind === "removed")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a whole comparison", () => {
  const before = parseDocument(aPolicyText());
  const changed = (from: string, to: string) =>
    compareWhole(before, parseDocument(aPolicyText().replace(from, to)));

  test("tells whom an agreement binds, who countersigns and until when, fields and document control", () => {
    const only = (...settings: object[]) => ({ clauses: [], onlyLooks: false, settings });
    expect(changed('audience="staff volunteer"', 'audience="staff volunteer governor"')).toEqual(
      only({
        agreement: "Agreement for staff and volunteers",
        what: "audience",
        label: null,
        before: "staff volunteer",
        after: "governor staff volunteer",
      }),
    );
    expect(changed("countersign=one", "countersign=all countersign-until=16").settings).toMatchObject([
      { what: "countersign", before: "one", after: "all" },
      { what: "countersign-until", before: "18", after: "16" },
    ]);
    expect(changed("::field[Date]{kind=date}", "::field[Date]{kind=text}").settings).toMatchObject([
      { what: "field", label: "Date", before: "date", after: "text" },
    ]);
    expect(changed("value: March 2030", "value: March 2031").settings).toMatchObject([
      { what: "control", label: "Next review", before: "March 2030", after: "March 2031" },
    ]);
    expect(changed("title: Using technology", "title: Using computers").settings).toMatchObject([
      { what: "title", before: "Using technology", after: "Using computers" },
    ]);
  });

  test("tells where a link leads, and that only the looks differ", () => {
    const linked = (url: string) => parseDocument(`See [the guide](${url}) before you start.\n`);
    expect(compareWhole(linked("https://a.example"), linked("https://b.example")).clauses).toMatchObject([
      { kind: "relinked", links: { before: ["https://a.example"], after: ["https://b.example"] } },
    ]);
    expect(compareWhole(parseDocument("Never **share** it.\n"), parseDocument("Never share it.\n"))).toEqual({
      clauses: [],
      settings: [],
      onlyLooks: true,
    });
  });

  test("an agreement under another key is that agreement, and a rule that joins it is moved", () => {
    expect(changed("key=staff", "key=employees").clauses).toEqual([]);
    const rule = "Nobody leaves a device unattended in a corridor.";
    const moved = compareDocuments(
      parseDocument(aPolicyText({ extra: `\n\n${rule}` })),
      parseDocument(aPolicyText().replace("- lock my screen", `- ${rule}\n- lock my screen`)),
    );
    expect(moved.map(({ kind, after }) => [kind, after])).toEqual([["moved", rule]]);
  });
});
