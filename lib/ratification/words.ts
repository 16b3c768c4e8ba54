import { sayDay } from "#lib/dates.ts";
import { type DutyKind, dutyNames } from "#lib/people/words.ts";

export const bodyKinds = ["trust-board", "governing-body", "committee"] as const;
export type BodyKind = (typeof bodyKinds)[number];

export const bodyKindNames: Record<BodyKind, string> = {
  "trust-board": "Trust board",
  "governing-body": "Governing body",
  committee: "Committee",
};

export const parts = ["chair", "vice-chair", "member", "clerk"] as const;
export type Part = (typeof parts)[number];

export const partNames: Record<Part, string> = {
  chair: "Chair",
  "vice-chair": "Vice-chair",
  member: "Member",
  clerk: "Clerk",
};

export const answers = ["for", "against", "abstain"] as const;
export type VoteAnswer = (typeof answers)[number];

export const answerNames: Record<VoteAnswer, string> = {
  for: "For",
  against: "Against",
  abstain: "Abstain",
};

/** Who must answer for a written resolution; a body without one decides at meetings. */
export const writtenRules = ["none", "unanimous", "majority", "three-quarters"] as const;
export type BodyWrittenRule = (typeof writtenRules)[number];
export type WrittenRule = Exclude<BodyWrittenRule, "none">;

export const writtenRuleNames: Record<BodyWrittenRule, string> = {
  none: "Not allowed",
  unanimous: "All who may vote must answer for it",
  majority: "More than half of all who may vote must answer for it",
  "three-quarters": "At least three quarters of all who may vote must answer for it",
};

/** The rule inside a sentence: `It is agreed once … answered for it.` */
const passingWords: Record<WrittenRule, string> = {
  unanimous: "all who may vote have",
  majority: "more than half of all who may vote have",
  "three-quarters": "at least three quarters of all who may vote have",
};

/** When a written resolution is agreed, and when it has lapsed. */
export const sayPassing = (rule: WrittenRule): string =>
  `It is agreed as soon as ${passingWords[rule]} answered for it. It stays open until the last day is over, since an answer can be changed, and lapses then.`;

/** How many of those who may vote must answer for it; abstaining and not answering do not help. */
export const neededFor = (rule: WrittenRule, entitled: number): number =>
  ({
    unanimous: entitled,
    majority: Math.floor(entitled / 2) + 1,
    "three-quarters": Math.ceil((entitled * 3) / 4),
  })[rule];

/** What agreeing to a proposal makes of the version: the last step ratifies, those before it approve. */
export type Agreeing = "approved" | "ratified";
export type Outcome = Agreeing | "returned";

export const outcomeVerbs: Record<Agreeing, string> = { approved: "Approve", ratified: "Ratify" };
export const outcomeNames: Record<Outcome, string> = {
  approved: "Approved",
  ratified: "Ratified",
  returned: "Returned with reasons",
};

/** Duties that may approve a minor change between meetings. */
export const delegateDuties = [
  "head",
  "policy-owner",
  "organisation-administrator",
] as const satisfies DutyKind[];
export type DelegateDuty = (typeof delegateDuties)[number];

/**
 * Who a duty is when it decides: a head's duty in a trust itself is its chief executive.
 * @param whole whether it is held in the organisation and not at one school
 */
export const sayDelegate = (duty: string, unitName: string, whole: boolean): string =>
  duty === "head"
    ? whole
      ? `Chief executive or head of ${unitName}`
      : `Head of ${unitName}`
    : `${dutyNames[duty as DutyKind] ?? duty} of ${unitName}`;

/** How many must be there: `Quorum 3`, or the rule where none is set. */
export const sayQuorum = (quorum: number | null): string =>
  quorum === null ? "Half of those in office, rounded up" : `${quorum} present`;

/** `from 1 September 2026 to 31 August 2030` */
export const sayTerm = (startsOn: string, endsOn: string | null): string =>
  endsOn ? `${sayDay(startsOn)} to ${sayDay(endsOn)}` : `From ${sayDay(startsOn)}`;

export const adoptionRules = ["none", "defaults", "wait"] as const;
export type AdoptionRule = (typeof adoptionRules)[number];
export const adoptionRuleNames: Record<AdoptionRule, string> = {
  none: "Schools do not adopt it: it holds everywhere with the same words",
  defaults: "Schools adopt it with their own names; until then people sign with the words of the text",
  wait: "Schools adopt it with their own names; until then nobody there is asked to sign",
};

export const renewals = ["once", "academic-year"] as const;
export type Renewal = (typeof renewals)[number];
export const renewalNames: Record<Renewal, string> = {
  once: "Once, and again after a material change",
  "academic-year": "Each academic year, and again after a material change",
};

export const exemptionApprovers = ["head", "organisation-head"] as const;
export type ExemptionApprover = (typeof exemptionApprovers)[number];
export const exemptionApproverNames: Record<ExemptionApprover, string> = {
  head: "The head of the person’s school",
  "organisation-head": "The chief executive, or the head of the whole organisation",
};
