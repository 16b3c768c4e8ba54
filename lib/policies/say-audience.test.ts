import { expect, test } from "vitest";
import { type AudienceRow, sayAudience } from "./say-audience.ts";

const row = (role: AudienceRow["role"], more: Partial<AudienceRow> = {}): AudienceRow => ({
  role,
  phase: null,
  yearFrom: null,
  yearTo: null,
  requirement: "must",
  school: null,
  ...more,
});

test("says whom an agreement binds as a person would", () => {
  expect(sayAudience([row("volunteer"), row("staff"), row("governor")], "none")).toBe(
    "Staff, volunteers and governors.",
  );
  expect(sayAudience([row("pupil", { yearFrom: 3, yearTo: 6 })], "one")).toBe(
    "Pupils in years 3 to 6. A parent or carer signs for each pupil too.",
  );
  expect(sayAudience([row("pupil", { yearFrom: 0, yearTo: 2 })], "none")).toBe(
    "Pupils in reception to year 2.",
  );
  expect(sayAudience([row("pupil", { phase: "infant", requirement: "may" })], "all")).toBe(
    "Pupils of infant schools may sign. Every parent or carer who may sign does so for each pupil too.",
  );
  expect(
    sayAudience([row("staff"), row("volunteer", { requirement: "no", school: "Hill Infants" })], "none"),
  ).toBe("Staff. At Hill Infants: Not asked: volunteers.");
  expect(sayAudience([], "one")).toBe("Nobody yet.");
});
