import { describe, expect, test } from "vitest";
import { found, foundLines, policyOf } from "./findings-for-tests.ts";

describe("reference-missing", () => {
  test.each([
    ["Late returns are dealt with as in section 9.", "section 9"],
    ["The fee is listed elsewhere (see section 5.5).", "section 5.5"],
    ["Paragraph 3.2 says who pays.", "paragraph 3.2"],
    ["As clause 2.14 has it, the borrower pays.", "clause 2.14"],
    ["See sections 1, 2 and 7 for what follows.", "section 7"],
    ["This goes with sections 3–6 on the whole.", "section 6"],
    ["Damage is assessed at once, see 4.2 below.", "section 4.2"],
    ["Under the library rules policy (see section 8.1) a fine is due.", "section 8.1"],
    ["A deposit is taken (section 6.2(b)).", "section 6.2(b)"],
    ["The list of items is in Appendix C.", "Appendix C"],
    ["Borrowers fill in the form (see appendix 2).", "Appendix 2"],
    ["Items are listed in Annex A and kept up to date.", "Annex A"],
  ])("%s", (sentence, name) => {
    const text = policyOf(sentence);
    const all = found("reference-missing", text);
    expect(all.map(({ message }) => message)).toEqual([expect.stringContaining(`refers to ${name},`)]);
    expect(all[0]?.severity).toBe("error");
    expect(foundLines("reference-missing", text)).toEqual([sentence]);
  });

  test.each([
    "Borrowing goes with section 3 and section 1.",
    "See section 2.0 above, and paragraph 2.",
    "The duty of section 175 of the Education Act 2002 stands.",
    "A section 47 enquiry is made by the local authority.",
    "This follows section 5.5 of the data protection policy.",
    "See paragraph 141 in Keeping Children Safe in Education.",
    "Staff follow the Staff Handbook, section 6.",
    "Under the Equality Act 2010 (section 149) we have due regard.",
    "The Computer Misuse Act 1990, section 3, forbids it.",
    "Read Annex B of Keeping Children Safe in Education.",
    "Those lending to children know KCSIE 2026 Annex B by heart.",
    "Schedule 1 to the Data Protection Act 2018 lists the conditions.",
    "Section 2024 holds nothing and 5.5% is a rate.",
    "We saw 4.2 million visits and a section of 30 pupils.",
    "The cross-section 12 is a drawing.",
    "Loans of sections 1 and 2 end after 10 days and 5.5 hours.",
  ])("not: %s", (sentence) => {
    expect(found("reference-missing", policyOf(sentence))).toEqual([]);
    expect(found("appendix-without-heading", policyOf(sentence))).toEqual([]);
  });

  test("several numbers after see", () => {
    const text = policyOf("A fine is due.\n\n2.1 It is small (see 2.1 above and 7.1 below, or 2.1).");
    expect(found("reference-missing", text).map(({ message }) => message)).toEqual([
      expect.stringContaining("section 7.1"),
    ]);
  });

  test("numbers of clauses, of headings by name and of rows count as being there", () => {
    const text = `# Lending\n\n## Section 4: Fees\n\n4.1 A fee is due (see section 4.3).\n\n4.2 It is small.\n\n| 4.3 | Fines | See section 4 |\n|-|-|-|\n| 4.4 | Losses | See paragraph 4.1 |\n\n## Appendix A – Form\n\nThe form of Appendix A, appendix a, is here.\n`;
    expect(found("reference-missing", text)).toEqual([]);
  });

  test("a line that begins as a section does is that section, though it wasn't taken for a heading", () => {
    const text = policyOf("Fees are in section 7.\nSection 7 – Fees of the library\nThey are low.");
    expect(found("reference-missing", text)).toEqual([]);
  });

  test("every place is reported, with its own line, in a wrapped paragraph too", () => {
    const text = policyOf(
      "Fees are due at the desk (see section 7.1).\n\nLosses are paid for (see section 7.1).",
    );
    expect(found("reference-missing", text).map(({ line }) => line)).toEqual([12, 14]);
    const wrapped = policyOf(
      "A borrower who brings an item back after the day agreed pays\nwhat the library asks, and the headteacher may let that go\nif it was nobody's fault, as is set out in section 7.1 for all.",
    );
    expect(found("reference-missing", wrapped).map(({ line }) => line)).toEqual([14]);
  });

  test("the change history speaks of other versions", () => {
    const text = policyOf(
      "Nothing.\n\nDate\tSummary of change\n4 May 2026\tSection 9.9 taken out, Appendix D added",
    );
    expect(found("reference-missing", text)).toEqual([]);
  });
});

describe("appendix-without-heading", () => {
  const agreement =
    "\n4. Form\n\nThe form follows.\n\n4.1 It is signed once.\n\nI will bring back what I borrow.\n\nI have read this and agree to it.\n\nName:\n\nSigned:\n\nDate:\n";

  test("an agreement that is cited as an appendix has no such heading", () => {
    const text = policyOf("Borrowers sign Appendix 1 before they take anything away.") + agreement;
    expect(foundLines("appendix-without-heading", text)).toEqual([
      "Borrowers sign Appendix 1 before they take anything away.",
    ]);
    expect(found("appendix-without-heading", text)[0]).toMatchObject({ severity: "warning" });
    expect(found("reference-missing", text)).toEqual([]);
  });

  test("not where the appendix has its heading, whatever its marks and case", () => {
    for (const heading of [
      "Appendix 1: Form",
      "APPENDIX 1 – FORM",
      "Appendix 1\nForm",
      "# Appendix One",
      "Appendix I. Form",
    ]) {
      const text = `${policyOf("Borrowers sign Appendix 1 first.")}\n${heading}\n\nI will bring back what I borrow.\n\nName:\n\nSigned:\n\nDate:\n`;
      expect(found("appendix-without-heading", text), heading).toEqual([]);
      expect(found("reference-missing", text), heading).toEqual([]);
    }
  });

  test("not where nothing could be the appendix: then it is missing", () => {
    const text = policyOf("Borrowers sign Appendix 1 first.");
    expect(found("appendix-without-heading", text)).toEqual([]);
    expect(found("reference-missing", text)).toHaveLength(1);
  });
});
