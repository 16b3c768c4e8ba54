import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { addDays } from "#lib/dates.ts";
import { inspect } from "#lib/policies/document/inspect-document.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import { calendarOf } from "./calendar.ts";
import { textOf, versionsOf } from "./policies.ts";

const today = "2026-11-22";
const versions = versionsOf(calendarOf(today));
const texts = await Promise.all(
  versions.map(async (version, index) => ({
    fileName: version.fileName,
    text: await textOf(version, versions[index - 1]),
  })),
);

test("the trust's policy is a real one: sections, clauses, control, history, three agreements", () => {
  const text = texts.find((one) => one.fileName === "larkmere-acceptable-use-2.md")?.text ?? "";
  const found = inspect(text, { today });
  expect(found.title).toBe("Using technology at Larkmere");
  expect(found.sections.length).toBeGreaterThan(10);
  expect(found.sections.reduce((sum, section) => sum + section.clauses, 0)).toBeGreaterThanOrEqual(60);
  expect(found.control.find((row) => row.field === "ratified")?.value).toBe("2 November 2026");
  expect(found.review).toMatchObject({ text: "November 2028", precision: "month", lastDay: "2028-11-30" });
  expect(found.history).toHaveLength(1);
  expect(found.related.length).toBeGreaterThan(4);
  expect(
    found.agreements.map(({ key, audience, countersign }) => [key, audience, countersign !== null]),
  ).toEqual([
    ["adults", ["staff", "agency", "volunteer", "governor", "trustee", "contractor", "trainee"], false],
    ["senior-pupils", ["pupil"], true],
    ["younger-pupils", ["pupil"], true],
  ]);
  expect(parseDocument(text).variables.length).toBeGreaterThan(3);
});

test("sections that a text cites exist, and its numbers run on", () => {
  for (const { fileName, text } of texts) {
    const sections = inspect(text, { today }).sections.map((section) =>
      Number.parseInt(section.number ?? "", 10),
    );
    expect(sections, fileName).toEqual(sections.map((_, index) => index + 1));
    for (const [, first, last] of text.matchAll(/\bsections? (\d+)(?: to (\d+))?/g))
      for (const cited of [first, last])
        if (cited) expect(sections, `${fileName} cites section ${cited}`).toContain(Number(cited));
    for (const [, section] of text.matchAll(/^(\d+)\.\d+ /gm))
      expect(sections, `${fileName} has a clause in section ${section}`).toContain(Number(section));
  }
});

test("on whichever day it is loaded, dates come in their order and none is yet to come", () => {
  for (let day = "2026-08-01"; day < "2028-10-01"; day = addDays(day, 1)) {
    const all = versionsOf(calendarOf(day));
    for (const [index, { slug, dates }] of all.entries()) {
      const inOrder = [dates.drafted, dates.approved, dates.ratified, dates.implementation].filter(
        (one) => one !== undefined,
      );
      expect([...inOrder].sort(), `loaded on ${day}`).toEqual(inOrder);
      expect(dates.implementation < day, `loaded on ${day}`).toBe(true);
      const before = all[index - 1];
      if (before?.slug === slug) expect(before.dates.implementation < dates.implementation).toBe(true);
    }
  }
});

describe("the words are the project's own", () => {
  const seeds = path.resolve(import.meta.dirname, "../../../shared/seeds");
  const absent = !existsSync(seeds);
  test.skipIf(absent && process.env.CI !== "true")(
    "no sentence of the policies in shared/seeds is in them",
    () => {
      const plain = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, " ");
      const others = readdirSync(seeds)
        .filter((name) => name.endsWith(".txt"))
        .map((name) => plain(readFileSync(path.join(seeds, name), "utf8")));
      expect(others.length).toBeGreaterThan(4);
      for (const { fileName, text } of texts)
        for (const sentence of text.split(/[.;:!?|\n]+/).map((one) => plain(one).trim()))
          if (sentence.split(" ").length >= 6)
            for (const other of others)
              expect(other.includes(sentence), `${fileName}: ${sentence}`).toBe(false);
    },
  );
});
