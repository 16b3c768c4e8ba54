import { expect, test } from "vitest";
import { yearsOfTitle } from "./years-of-title.ts";

test.each([
  ["Senior & Sixth Form pupils", { from: 7, to: 14 }],
  ["Senior and sixth-form pupils", { from: 7, to: 14 }],
  ["Infant & Junior pupils", { from: 0, to: 6 }],
  ["Acceptable use agreement: Key Stage 2", { from: 3, to: 6 }],
  ["Agreement for Years 5 and 6", { from: 5, to: 6 }],
  ["Year 7–9 pupils", { from: 7, to: 9 }],
  ["Reception pupils", { from: -1, to: 0 }],
  ["Agreement for pupils", null],
  ["Staff, governors and volunteers of the academic year 2026", null],
])("%s", (title, years) => expect(yearsOfTitle(title)).toEqual(years));
