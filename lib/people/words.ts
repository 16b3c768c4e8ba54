/** Roles of a membership, in the order in which lists show them. The words are the glossary's. */
export const membershipRoles = [
  "staff",
  "agency",
  "volunteer",
  "governor",
  "trustee",
  "contractor",
  "trainee",
  "visitor",
  "pupil",
  "parent",
] as const;
export type MembershipRole = (typeof membershipRoles)[number];

/** How a role is said of one person. */
export const roleNames: Record<MembershipRole, string> = {
  staff: "Staff",
  agency: "Agency worker",
  volunteer: "Volunteer",
  governor: "Governor",
  trustee: "Trustee",
  contractor: "Contractor",
  trainee: "Trainee",
  visitor: "Visitor",
  pupil: "Pupil",
  parent: "Parent or carer",
};

/** How a role is said of many. */
export const rolePlurals: Record<MembershipRole, string> = {
  staff: "Staff",
  agency: "Agency workers",
  volunteer: "Volunteers",
  governor: "Governors",
  trustee: "Trustees",
  contractor: "Contractors",
  trainee: "Trainees",
  visitor: "Visitors",
  pupil: "Pupils",
  parent: "Parents and carers",
};

/** What a person may do in Countersign, for a school or the whole organisation. */
export const dutyKinds = [
  "head",
  "office",
  "policy-owner",
  "board-member",
  "clerk",
  "data-protection-officer",
  "safeguarding-lead",
  "it-administrator",
  "organisation-administrator",
  "auditor",
] as const;
export type DutyKind = (typeof dutyKinds)[number];

export const dutyNames: Record<DutyKind, string> = {
  head: "Head",
  office: "Office",
  "policy-owner": "Policy owner",
  "board-member": "Board member",
  clerk: "Clerk",
  "data-protection-officer": "Data protection officer",
  "safeguarding-lead": "Designated safeguarding lead",
  "it-administrator": "IT administrator",
  "organisation-administrator": "Organisation administrator",
  auditor: "Auditor",
};

/** How many people: `1 person`, `1,204 people`. */
export const sayPeople = (count: number): string =>
  count === 1 ? "1 person" : `${count.toLocaleString("en-GB")} people`;

/** How a year group is said: `Nursery`, `Reception`, `Year 7`. */
export const sayYearGroup = (yearGroup: number): string =>
  yearGroup < 0 ? "Nursery" : yearGroup === 0 ? "Reception" : `Year ${yearGroup}`;

export const classGroupKindNames = { class: "Class", "tutor-group": "Tutor group" } as const;
