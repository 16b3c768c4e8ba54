import { describe, expect, test } from "vitest";
import { found, foundLines, policyOf } from "./findings-for-tests.ts";
import { SUPERSEDED } from "./superseded.ts";

test.each([
  "We comply with the Data Protection Act 1998.",
  "We comply with the Data Protection Act (1998) in full.",
  "The 1998 Data Protection Act is followed.",
  "See the Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000.",
  "The Disability Discrimination Act 1995 asks for adjustments.",
  "Race Relations (Amendment) Act 2000",
  "Working Together to Safeguard Children (2018)",
  "Working together to safeguard children, 2015",
  "We follow Working Together to Safeguard Children (DfE, 2018).",
  "Sexting in Schools & Colleges",
  "Sexting in schools and colleges: responding to incidents (UKCCIS, 2016)",
  "Searching, screening and confiscation: advice for schools (2018)",
  "Revised Prevent duty guidance for England and Wales",
  "The SEN Code of Practice 2001 is followed.",
  "The Academies Financial Handbook rules.",
  "Everyone has an enhanced CRB check.",
  "Education (Independent School Standards) (England) Regulations 2010",
  "Employment Equality (Age) Regulations 2006",
  "Behaviour and discipline in schools: advice for headteachers",
])("caught: %s", (sentence) => {
  expect(foundLines("stale-legislation", policyOf(sentence))).toEqual([sentence]);
  expect(found("stale-legislation", policyOf(sentence))[0]).toMatchObject({ severity: "warning" });
});

test.each([
  "We comply with the Data Protection Act 2018 and the UK GDPR.",
  "The Data Protection Act 2018 replaced the Data Protection Act 1998.",
  "The Data Protection Act 1998 (now repealed) no longer counts.",
  "The Data Protection Act 1998 has been replaced by that of 2018.",
  "Working Together to Safeguard Children (2023)",
  "Working Together to Safeguard Children",
  "Searching, screening and confiscation: advice for schools",
  "The Equality Act 2010 and the Human Rights Act 1998",
  "The Computer Misuse Act 1990 and the Freedom of Information Act 2000",
  "Education (Independent School Standards) Regulations 2014",
  "Behaviour and discipline in schools matter to us.",
  "Regulation (EU) 2016/679 as it forms part of the law of the United Kingdom",
  "Our governance handbook for new governors",
])("not: %s", (sentence) => {
  expect(found("stale-legislation", policyOf(sentence))).toEqual([]);
});

test("what was replaced in part only is a note", () => {
  expect(found("stale-legislation", policyOf("The Regulation of Investigatory Powers Act 2000"))).toEqual([
    expect.objectContaining({ severity: "note" }),
  ]);
});

test("not before the day on which it was replaced", () => {
  const text = policyOf("We comply with the Data Protection Act 1998.", "Approved: May 2017");
  expect(found("stale-legislation", text, "2018-05-24")).toEqual([]);
  expect(found("stale-legislation", text, "2018-05-25")).toHaveLength(1);
});

describe("Keeping Children Safe in Education", () => {
  const version = (approved: string, words: string) =>
    policyOf(words, `Approved: ${approved}\nNext review: May 2028`);

  test.each([
    ["4 May 2026", "Keeping Children Safe in Education 2024"],
    ["October 2026", "Keeping children safe in education (DfE, September 2025)"],
    ["4 May 2026", "KCSIE (2023)"],
    ["4 May 2026", "the 2022 edition of Keeping Children Safe in Education"],
    ["4 May 2026", "“Keeping Children Safe in Education”, updated September 2021"],
  ])("a version of %s that names %s", (approved, words) => {
    expect(found("stale-legislation", version(approved, words))).toEqual([
      expect.objectContaining({ severity: "warning", message: expect.stringContaining("new edition") }),
    ]);
  });

  test.each([
    ["October 2026", "Keeping Children Safe in Education 2026"],
    ["October 2026", "Keeping Children Safe in Education"],
    ["October 2026", "Keeping Children Safe in Education. In 2024 we changed our ways."],
    ["October 2026", "KCSIE 2026 replaces KCSIE 2025"],
  ])("not a version of %s that names %s", (approved, words) => {
    expect(found("stale-legislation", version(approved, words))).toEqual([]);
  });

  test("an edition that was in force then and isn't now is a note", () => {
    const text = version("4 May 2026", "Keeping Children Safe in Education 2025");
    expect(found("stale-legislation", text)).toEqual([expect.objectContaining({ severity: "note" })]);
    expect(found("stale-legislation", text, "2026-08-31")).toEqual([]);
  });

  test("a version without a date is held against today", () => {
    const text = policyOf("Keeping Children Safe in Education 2025", "Owner: Librarian");
    expect(found("stale-legislation", text)).toEqual([expect.objectContaining({ severity: "warning" })]);
    expect(found("stale-legislation", text, "2026-08-31")).toEqual([]);
  });
});

test("every row of the table has its source, its day and words that it finds", () => {
  expect(SUPERSEDED.length).toBeGreaterThanOrEqual(15);
  for (const { name, since, source, replacedBy } of SUPERSEDED) {
    expect(since, name).toMatch(/^\d{4}(-\d{2}){0,2}$/);
    expect(since < "2026", name).toBe(true);
    expect(source.length, name).toBeGreaterThan(10);
    expect(replacedBy, name).not.toMatch(/\.$/);
  }
  expect(new Set(SUPERSEDED.map(({ name }) => name)).size).toBe(SUPERSEDED.length);
});
