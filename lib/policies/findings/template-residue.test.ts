import { expect, test } from "vitest";
import { found, foundLines, policyOf } from "./findings-for-tests.ts";

test.each([
  "Questions go to [insert name of librarian].",
  "Equipment belongs to [School name] at all times.",
  "The lender is [name].",
  "The desk opens on [date].",
  "Call [DSL] before lending to a child.",
  "Fees are [XX] pounds.",
  "Lost items go to [delete if not applicable].",
  "[School to insert its own arrangements]",
  "Ask {{school_name}} for a copy.",
  "Amend this list to reflect your own equipment.",
  "Please delete this section if not applicable.",
  "Add to or amend the list above as appropriate.",
  "Equipment is lent for a week (amend as appropriate).",
  "Schools should adapt this to their own library.",
  "Insert your school's logo at the top.",
  "Click or tap here to enter text.",
  "As shown in Error! Reference source not found.",
  "The librarian is called XXXX at present.",
  "The person in charge is ________ in this school.",
])("caught as an error: %s", (sentence) => {
  const [one, ...more] = found("template-residue", policyOf(sentence));
  expect(more).toEqual([]);
  expect(one).toMatchObject({ severity: "error" });
  expect(foundLines("template-residue", policyOf(sentence))).toEqual([sentence]);
});

test("alternatives that end in a slash and etc. are a warning", () => {
  const sentence = "This goes with our lending/returns/fees/etc.";
  expect(foundLines("template-residue", policyOf(sentence))).toEqual([sentence]);
  expect(found("template-residue", policyOf(sentence))[0]?.severity).toBe("warning");
});

test.each([
  "Cables, chargers etc. come back too (pens, paper etc.).",
  "The librarian will amend the list as necessary.",
  "Governors may adapt this policy as required.",
  "Delete the text message and tell a member of staff.",
  "Update the software as required.",
  "Remove the list of passwords from your desk.",
  "Remove batteries if necessary.",
  "Never insert your own memory stick.",
  "See the rules [https://example.org] and [the form](https://example.org/form).",
  "He said that they [the borrowers] agreed, and so on [...] to the end [sic].",
  "Parents/carers and he/she may borrow.",
  "A film rated XXX is not lent, nor a shirt of size XXL.",
  "Temperatures below < 5 degrees or > 30 harm it.",
  "Complete this form before you borrow.",
])("not: %s", (sentence) => {
  expect(found("template-residue", policyOf(sentence))).toEqual([]);
});

test("not what people are told to do in a list, nor a form that is filled in by hand", () => {
  const list = policyOf(
    "The librarian will:\n\n- amend the list of loans as necessary\n- delete sections of the log as required\n- edit the wording of notices",
  );
  expect(found("template-residue", list)).toEqual([]);
  const form = `${policyOf("Nothing.")}\n4. Agreement for staff\n\nI am a teacher / an assistant (delete as appropriate).\n\nI will bring it back.\n\nName: ________\n\nSigned: ________\n\nDate: ________\n`;
  expect(found("template-residue", form)).toEqual([]);
});

test("document control and the title are read as well", () => {
  const text =
    "[School name] Lending Policy\n\nOwner: [insert job title]\n\n1. Lending\n\nWe lend.\n\n2. Fees\n\nNone.\n";
  expect(found("template-residue", text).map(({ line }) => line)).toEqual([1, 3]);
});
