import { expect, test } from "vitest";
import { found, foundLines } from "./findings-for-tests.ts";

const staff = `Agreement for staff\n\nI will bring equipment back.\n\nI have read this and agree to it.\n\nName:\n\nSigned:\n\nDate:\n`;
const pupils = `Agreement for pupils\n\nI will bring equipment back.\n\nName of pupil:\n\nSigned by pupil:\n\nDate:\n\nSigned by parent or carer:\n\nDate:\n`;
const policy = (scope: string, agreements = staff) =>
  `Lending Policy\n\nOwner: Librarian\n\n1. Who borrows\n\n${scope}\n\n2. Form\n\n${agreements}`;

test.each([
  ["This policy applies to staff and visitors.", "visitors"],
  [
    "The policy covers all users of the library, including staff, governors and contractors.",
    "governors and contractors",
  ],
  ["This policy is for everyone: staff, pupils and volunteers.", "volunteers and pupils"],
  ["These rules apply to all members of staff, trainees and agency workers.", "agency workers and trainees"],
  ["This policy and its forms must be followed. It also covers trustees.", "trustees"],
])("caught: %s", (scope, names) => {
  expect(foundLines("audience-without-agreement", policy(scope))).toEqual([scope]);
  expect(found("audience-without-agreement", policy(scope))[0]).toMatchObject({
    severity: "warning",
    message: expect.stringContaining(`covers ${names}, but`),
  });
});

test("caught in a list below the words that lead into it", () => {
  const text = policy("This policy applies to:\n\n- all staff\n- visitors to the library\n- governors");
  expect(foundLines("audience-without-agreement", text)).toEqual([
    "- visitors to the library",
    "- governors",
  ]);
});

test.each([
  "This policy applies to staff.",
  "This policy covers staff when they lend to pupils and parents.",
  "It does not apply to visitors.",
  "This policy applies to everyone who is staff, except volunteers.",
  "This policy covers all data about pupils.",
  "This policy applies to pupils' work and staff laptops.",
  "This policy covers pupil behaviour and staff training.",
  "The safeguarding policy applies to staff and visitors.",
  "The wifi has a password. It is for staff and visitors.",
  "The insurance covers pupils and visitors.",
  "Visitors and governors read this policy.",
  "This policy applies to all staff, contractors, trainees and volunteers. They are referred to as staff below.",
])("not: %s", (scope) => {
  expect(found("audience-without-agreement", policy(scope))).toEqual([]);
});

test("caught under a heading that says the rest", () => {
  const text = policy("Nothing.")
    .replace("1. Who borrows", "1. Who this is for")
    .replace("Nothing.", "Everyone who comes in: staff, governors and pupils.");
  expect(foundLines("audience-without-agreement", text)).toEqual([
    "Everyone who comes in: staff, governors and pupils.",
  ]);
  expect(found("audience-without-agreement", text.replace("Who this is for", "Noise"))).toEqual([]);
});

test("a parent who countersigns has something to sign", () => {
  const scope = "This policy covers staff, pupils and parents.";
  expect(
    found("audience-without-agreement", policy(scope, `${staff}\n3. Form for pupils\n\n${pupils}`)),
  ).toEqual([]);
});

test("a policy with nothing to sign says so once", () => {
  const text = policy(
    "This policy covers staff and pupils.\n\nIt applies to pupils and staff.",
    "There is none.\n",
  );
  expect(found("audience-without-agreement", text)).toEqual([
    expect.objectContaining({ message: expect.stringContaining("no agreement for anybody") }),
  ]);
});
