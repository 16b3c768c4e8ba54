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
