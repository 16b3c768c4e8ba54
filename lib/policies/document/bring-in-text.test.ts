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

const TABS = `St Bede's Catholic Primary School
E-Safety and Acceptable Use Policy

Date approved:	3rd July 2025
Approved by:	Local Governing Committee
Responsible person:	Mrs T. Okafor (Computing Lead)
Review frequency:	Annual
Next review due:	July 2026

Version Control
Version	Date	Author	Summary of amendments
1	July 2023	T Okafor	New policy
2	July 2025	T Okafor	AI tools added

1.	Introduction
Our school believes technology matters. We want everyone to use it well.
1.1.	The policy applies to all adults.
1.2.	It also applies to pupils.

2.	Roles and responsibilities
2.1	Governors
Governors approve the policy and hold the head to account.
2.2	Headteacher
The headteacher makes sure that:
•	training happens each year
•	incidents are logged
	o	on the same day
	o	in one place

3.	Monitoring
We check our filtering every term.

Appendix A
Staff, Governor and Volunteer Acceptable Use Agreement

To be read and signed each September.

Keeping safe
I will keep my passwords secret.
I will lock my computer.

Working with children
I will:
•	only message pupils through school systems
•	report concerns straight away

I have read and understood this agreement and agree to comply with it.

Full Name	…………………………………	(printed)
Job title	…………………………………
Signature	…………………………………	Date	……………

Appendix B
KS1 Pupil Acceptable Use Agreement

This is how we stay safe when we use computers:
•	I will ask a teacher before I use a tablet
•	I will only click on things I know
•	I will tell a grown-up if I am worried

Name: ______________________  Class: ________
Signed (child): ______________________
Signed (parent): _____________________
`;

const WRAPPED = `ICT ACCEPTABLE USE POLICY FOR PUPILS

Policy Reference: TRUST/ICT/004
Version: 3.2
Status: Statutory
Owner: Chief Information Officer
Ratified by: Board of Trustees
Ratified on: 11 March 2026
Effective from: 1st April 2026
Review due: Spring 2028

INTRODUCTION

The trust gives every pupil an account so that lessons can be prepared and
handed in on line. This policy says how those accounts are used, and it should
be read together with the behaviour policy of each of our academies. Nothing in
it stops a pupil from asking for help.

SCOPE

It covers pupils in years 7 to 13 and the parents who support them.

RULES FOR ALL

Pupils must:

  (a) sign out at the end of each lesson;
  (b) keep food away from keyboards; and
  (c) report damage.

STUDENT ACCEPTABLE USE AGREEMENT FORM

I understand that I must use the systems responsibly.

For my own personal safety:

  - I understand that the academy will monitor my use.
  - I will keep my username and password safe.

I understand that everyone has equal rights to use technology:

  - I will not use large downloads during lessons.
  - I will not play games without permission.

I have read and understand the above and agree to follow these guidelines when:

  - I use the academy's systems and devices
  - I use my own devices in the academy

Name of Student
Tutor Group
Signed
Date

Parent / Carer Countersignature

As the parent or carer of the above student, I give my permission for my son or
daughter to have access to the internet.

Signed
Date

RELATED DOCUMENTS

  - Behaviour policy
  - Child protection policy
`;

const OWN_DEVICES = `# Bring your own device policy

**Owner:** Head of Sixth Form  
**Approved:** 4 May 2024  
**Review:** May 2026

## 1 Purpose

Some text about purpose.

## 2 Who may bring a device

Sixth form students and staff may.

## Appendix 1 – Student agreement

By signing this form I agree to the following:

1. I will keep my device locked.
2. I will not lend it to others:
   - not to friends
   - not to family

Student name (print) .......................... Form ..............

Student signature .......................... Date ..............

Parent/carer: I have read this and support it.

Parent/carer name .......................... 

Parent/carer signature .......................... Date ..............

## Appendix 2 – Staff agreement

I agree that I will:

- register my device
- keep it updated

| | |
|---|---|
| Name | |
| Signature | |
| Date | |
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

describe("a text of tabs, as it comes out of Word", () => {
  const found = inspect(TABS, { today });

  test("keeps control, history and numbered sections apart", () => {
    expect(found.title).toBe("E-Safety and Acceptable Use Policy");
    expect(found.control.map((row) => row.label)).toEqual([
      "Date approved",
      "Approved by",
      "Responsible person",
      "Review frequency",
      "Next review due",
    ]);
    expect(found.history.map((row) => row.cells.Date)).toEqual(["July 2023", "July 2025"]);
    expect(found.sections.filter((one) => one.number).map((one) => [one.number, one.title])).toEqual([
      ["1", "Introduction"],
      ["2", "Roles and responsibilities"],
      ["2.1", "Governors"],
      ["2.2", "Headteacher"],
      ["3", "Monitoring"],
    ]);
  });

  test("has an agreement with headings inside it, and one that a parent signs too", () => {
    const [staff, pupil] = found.agreements;
    expect(found.agreements).toHaveLength(2);
    expect(staff?.audience).toEqual(["staff", "volunteer", "governor"]);
    expect(staff?.statements.map((one) => one.text)).toEqual([
      "I will keep my passwords secret.",
      "I will lock my computer.",
      "only message pupils through school systems",
      "report concerns straight away",
    ]);
    expect(staff?.fields.map((field) => field.label)).toEqual([
      "Full Name (printed)",
      "Job title",
      "Signature",
      "Date",
    ]);
    expect(pupil?.audience).toEqual(["pupil"]);
    expect(pupil?.countersign).toEqual({ declaration: null });
    expect(pupil?.fields.map((field) => field.by)).toEqual(["signatory", "signatory", "signatory", "parent"]);
    const printed = printDocument(bringInText(TABS).document);
    // The findings are the same too, but at the lines of the printed text.
    expect({ ...inspect(printed, { today }), findings: [] }).toEqual({ ...found, findings: [] });
  });
});

describe("a text wrapped at a fixed width, with capitals for headings", () => {
  const found = inspect(WRAPPED, { today });

  test("joins its lines and keeps its sections", () => {
    expect(found.sections.map((one) => [one.title, one.clauses])).toEqual([
      ["INTRODUCTION", 1],
      ["SCOPE", 1],
      ["RULES FOR ALL", 4],
      ["STUDENT ACCEPTABLE USE AGREEMENT FORM", 11],
      ["RELATED DOCUMENTS", 2],
    ]);
    expect(found.review?.lastDay).toBe("2028-04-30");
    expect(found.related).toEqual(["Behaviour policy", "Child protection policy"]);
  });

  test("a countersignature under its own heading belongs to the student's agreement", () => {
    expect(found.agreements).toHaveLength(1);
    expect(found.agreements[0]?.fields.map((field) => [field.kind, field.by])).toEqual([
      ["name", "signatory"],
      ["tutor-group", "signatory"],
      ["signature", "signatory"],
      ["date", "signatory"],
      ["signature", "parent"],
      ["date", "parent"],
    ]);
    expect(found.agreements[0]?.countersign?.declaration).toContain("my son or daughter");
  });
});

describe("a Markdown policy whose appendices are signed", () => {
  const found = inspect(OWN_DEVICES, { today });

  test("nested rules keep the words that lead into them", () => {
    expect(found.agreements[0]?.statements).toEqual([
      { text: "I will keep my device locked.", leadIn: "By signing this form I agree to the following:" },
      { text: "I will not lend it to others:", leadIn: "By signing this form I agree to the following:" },
      {
        text: "not to friends",
        leadIn: "By signing this form I agree to the following: I will not lend it to others:",
      },
      {
        text: "not to family",
        leadIn: "By signing this form I agree to the following: I will not lend it to others:",
      },
    ]);
    expect(found.agreements[0]?.countersign?.declaration).toBe(
      "Parent/carer: I have read this and support it.",
    );
  });

  test("a table of labels beside empty cells is a signature block", () => {
    expect(found.agreements[1]?.audience).toEqual(["staff"]);
    expect(found.agreements[1]?.fields.map((field) => field.label)).toEqual(["Name", "Signature", "Date"]);
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

  test("front matter with only a title doesn't hide an agreement", () => {
    const found = inspect(
      "---\ntitle: Phones\n---\n\n## Agreement for staff\n\n- I will ask\n\nSigned: ____\n",
      { today },
    );
    expect(found.title).toBe("Phones");
    expect(found.agreements.map((one) => one.statements.length)).toEqual([1]);
  });

  test("front matter of another kind becomes document control", () => {
    const { document } = bringInText("---\ntitle: Phones\nreview_date: March 2027\n---\n\nText.\n");
    expect(document.title).toBe("Phones");
    expect(document.control).toEqual([{ label: "Review date", value: "March 2027", field: "review" }]);
  });
});
