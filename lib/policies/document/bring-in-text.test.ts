import { describe, expect, test } from "vitest";
import { bringInText } from "./bring-in-text.ts";
import { inspect } from "./inspect-document.ts";
import { printDocument } from "./print-document.ts";

const MARKDOWN = `# Using Computers and the Internet

Harbour View Primary Academy

| Policy lead | Deputy head |
| --- | --- |
| Signed off by governors | 14th May 2025 |
| Comes into force | 01/09/2025 |
| To be reviewed | Summer 2027 |
| Colour of folder | Green |

## Contents

- [Purpose](#purpose)
- [Devices](#devices)

## Purpose

This policy keeps everyone safe. It was written
for the whole school.

## Devices

### At school

1. Leave tablets in the trolley.
2. Charge them overnight:
   - in the office
   - never in a classroom

### At home

See [the guide](https://example.org/guide) and <script>alert(1)</script>.

## Links with other policies

- [Behaviour](https://example.org/behaviour)
- Child protection

## Staff agreement

As a member of staff or a volunteer I will:

* look after my laptop
* keep pupils' work private

I agree to follow this policy.

| Name: | |
| --- | --- |
| Signature: | Date: |

## Version history

| Version | Date | What changed (summary) |
| --- | --- | --- |
| 1.0 | May 2023 | First |
| 1.1 | May 2025 | Tablets added |
`;

const UNNUMBERED = `MEADOWBANK FEDERATION

ACCEPTABLE USE STATEMENT FOR VISITORS AND CONTRACTORS

Document owner: Site manager
Reviewed: Annually

PURPOSE

Visitors may use the guest network while they are with us, and the following applies to anyone who does.

USE OF THE NETWORK

While I am on site

• I will only use the guest network
• I will ask before I plug anything in
• I will not
o take photographs of children
o leave my screen unlocked

DECLARATION

I have read this statement and understand what is asked of me.

Signed ………………………… Date …………………
Print name ……………………… Company ……………………

Page 1 of 1
`;

const PUPILS_AND_PARENTS = `Policy 7: Technology at Oakfield

Approved by: Full governing body
Approved on: 12/02/2026
Next review: 2027/28

1 Aims
We want children to learn well with technology and to stay safe while they do.

2 Who this is for
2.1 Pupils from Year 3 to Year 6.
2.2 Their parents and carers.

3 Pupil agreement
This is for pupils in Key Stage 2.

I promise that I will:
a) be kind online
b) tell an adult when something worries me

I will never:
- share my password
- talk to strangers

Child's name: ____________________ Class: __________
Child's signature: ____________________ Date: __________

4 Parent and carer agreement
I will support the school by:
- talking with my child about these rules
- checking privacy settings at home

I have read and understood the policy and agree to it.

Name of parent/carer: ____________________
Signature of parent/carer: ____________________
Date: ____________________
`;

const today = "2026-11-22";

describe("a Markdown policy with tables", () => {
  const found = inspect(MARKDOWN, { today });

  test("has its title, its control and its review date", () => {
    expect(found.title).toBe("Using Computers and the Internet");
    expect(found.control).toEqual([
      { label: "Policy lead", value: "Deputy head", field: "owner" },
      { label: "Signed off by governors", value: "14th May 2025", field: "approved" },
      { label: "Comes into force", value: "01/09/2025", field: "implementation" },
      { label: "To be reviewed", value: "Summer 2027", field: "review" },
      { label: "Colour of folder", value: "Green" },
    ]);
    expect(found.review).toEqual({ text: "Summer 2027", precision: "term", lastDay: "2027-08-31" });
  });

  test("has its sections, and no contents among them", () => {
    expect(found.sections.map(({ title, level, clauses }) => [title, level, clauses])).toEqual([
      ["Purpose", 1, 1],
      ["Devices", 1, 0],
      ["At school", 2, 4],
      ["At home", 2, 1],
      ["Links with other policies", 1, 2],
      ["Staff agreement", 1, 4],
      ["Version history", 1, 0],
    ]);
  });

  test("has its agreement, history and related policies", () => {
    expect(found.agreements).toEqual([
      {
        key: "staff-agreement",
        title: "Staff agreement",
        audience: ["staff"],
        statements: [
          { text: "look after my laptop", leadIn: "As a member of staff or a volunteer I will:" },
          { text: "keep pupils' work private", leadIn: "As a member of staff or a volunteer I will:" },
        ],
        declaration: "I agree to follow this policy.",
        fields: [
          { label: "Name", kind: "name", by: "signatory" },
          { label: "Signature", kind: "signature", by: "signatory" },
          { label: "Date", kind: "date", by: "signatory" },
        ],
        countersign: null,
      },
    ]);
    expect(found.history.map((row) => row.cells["What changed (summary)"])).toEqual([
      "First",
      "Tablets added",
    ]);
    expect(found.related).toEqual(["Behaviour", "Child protection"]);
    expect(bringInText(MARKDOWN).document.related[0]).toEqual({
      label: "Behaviour",
      url: "https://example.org/behaviour",
    });
  });
});

describe("a text without numbers that is signed as a whole", () => {
  const found = inspect(UNNUMBERED, { today });

  test("has title, control and no review day", () => {
    expect(found.title).toBe("ACCEPTABLE USE STATEMENT FOR VISITORS AND CONTRACTORS");
    expect(found.control).toContainEqual({ label: "Document owner", value: "Site manager", field: "owner" });
    expect(found.review).toBeUndefined();
    expect(found.sections.map((one) => one.title)).toEqual(["PURPOSE", "USE OF THE NETWORK", "DECLARATION"]);
  });

  test("has one agreement with nested statements and the fields of two lines", () => {
    expect(found.agreements).toHaveLength(1);
    const [agreement] = found.agreements;
    expect(agreement?.audience).toEqual(["contractor", "visitor"]);
    expect(agreement?.statements.map((one) => one.text)).toEqual([
      "I will only use the guest network",
      "I will ask before I plug anything in",
      "I will not",
      "take photographs of children",
      "leave my screen unlocked",
    ]);
    expect(agreement?.statements[3]?.leadIn).toContain("I will not");
    expect(agreement?.declaration).toMatch(/^I have read this statement/);
    expect(agreement?.fields.map((field) => [field.label, field.kind])).toEqual([
      ["Signed", "signature"],
      ["Date", "date"],
      ["Print name", "name"],
      ["Company", "text"],
    ]);
  });

  test("the page number is listed, with its line, as what could not be placed", () => {
    expect(bringInText(UNNUMBERED).unplaced).toEqual([{ line: 29, text: "Page 1 of 1" }]);
  });
});

describe("a policy with an agreement for pupils and one for parents", () => {
  const found = inspect(PUPILS_AND_PARENTS, { today });

  test("has its number and its review year", () => {
    expect(found.title).toBe("Technology at Oakfield");
    expect(found.control[0]).toEqual({ label: "Reference", value: "7", field: "reference" });
    expect(found.review).toEqual({ text: "2027/28", precision: "year", lastDay: "2028-08-31" });
    expect(found.sections.map((one) => [one.number, one.title])).toEqual([
      ["1", "Aims"],
      ["2", "Who this is for"],
      ["3", "Pupil agreement"],
      ["4", "Parent and carer agreement"],
    ]);
  });

  test("has two agreements, each with its own audience", () => {
    expect(found.agreements.map(({ title, audience }) => [title, audience])).toEqual([
      ["Pupil agreement", ["pupil"]],
      ["Parent and carer agreement", ["parent"]],
    ]);
    const [pupil, parent] = found.agreements;
    expect(pupil?.statements.map((one) => [one.leadIn, one.text])).toEqual([
      ["I promise that I will:", "a) be kind online"],
      ["I promise that I will:", "b) tell an adult when something worries me"],
      ["I will never:", "share my password"],
      ["I will never:", "talk to strangers"],
    ]);
    expect(pupil?.fields.map((field) => [field.label, field.kind, field.by])).toEqual([
      ["Child's name", "name", "signatory"],
      ["Class", "tutor-group", "signatory"],
      ["Child's signature", "signature", "signatory"],
      ["Date", "date", "signatory"],
    ]);
    expect(parent?.declaration).toBe("I have read and understood the policy and agree to it.");
    expect(parent?.fields.every((field) => field.by === "signatory")).toBe(true);
    expect([pupil?.countersign, parent?.countersign]).toEqual([null, null]);
  });
});

describe("any text", () => {
  test("raw HTML stays words", () => {
    expect(printDocument(bringInText(MARKDOWN).document)).toContain("alert(1)");
  });

  test.each([
    ["no words at all", "\n\n"],
    ["one line", "Hello"],
    ["only a signature", "Signed: ____"],
    ["only a table", "a\tb\nc\td"],
    [
      "front matter of another kind",
      "---\ntitle: Phones\nreview_date: March 2027\ntags: [a, b]\n---\n\n# Phones\n\nText.",
    ],
  ])("%s is read without an error and comes back", (_, text) => {
    const { document } = bringInText(text);
    expect(bringInText(printDocument(document)).document).toEqual(document);
  });

  test("front matter of another kind becomes document control", () => {
    const { document } = bringInText("---\ntitle: Phones\nreview_date: March 2027\n---\n\nText.\n");
    expect(document.title).toBe("Phones");
    expect(document.control).toEqual([{ label: "Review date", value: "March 2027", field: "review" }]);
  });
});
