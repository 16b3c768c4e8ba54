import type { Node, PhrasingContent, RootContent } from "mdast";

/** Membership roles that an agreement can bind, in the order in which they are listed. */
export const AUDIENCE_ROLES = [
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
export type AudienceRole = (typeof AUDIENCE_ROLES)[number];

/** What a row of document control means to Countersign; a row without one is kept as written. */
export const CONTROL_FIELDS = [
  "reference",
  "owner",
  "reviewer",
  "created",
  "approved",
  "ratified",
  "published",
  "implementation",
  "reviewed",
  "review",
  "statutory",
  "school",
] as const;
export type ControlField = (typeof CONTROL_FIELDS)[number];

/** One row of document control, label and value as the school wrote them; the value is empty for a flag. */
export type ControlEntry = { label: string; value: string; field?: ControlField };

export const FIELD_KINDS = ["name", "signature", "date", "school", "tutor-group", "text"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** A line to fill in beside a signature. Its label is shown as written. */
export type AgreementField = { label: string; kind: FieldKind };

export const COUNTERSIGN_RULES = ["none", "one", "all"] as const;
/** Whether a parent or carer signs too: nobody, one of them, or all of them. */
export type CountersignRule = (typeof COUNTERSIGN_RULES)[number];

/** Until which birthday a parent or carer signs for a pupil: 18, unless the policy says 16. */
export const COUNTERSIGN_UNTIL = ["16", "18"] as const;
export type CountersignUntil = 16 | 18;

export const SIGNING_ORDERS = ["pupil-first", "free"] as const;
/** Whether the pupil's own signature comes before the countersignature. */
export type SigningOrder = (typeof SIGNING_ORDERS)[number];

/** A named place in the text that each school words for itself; an mdast inline node. */
export interface LocalWording extends Node {
  type: "localWording";
  name: string;
  default: string;
}
/** Where one of the document's agreements stands in its body. */
export interface AgreementPlace extends Node {
  type: "agreementPlace";
  key: string;
}
/** Where the change history stands in the body. */
export interface HistoryPlace extends Node {
  type: "historyPlace";
}
/** Where the list of related policies stands in the body. */
export interface RelatedPlace extends Node {
  type: "relatedPlace";
}

declare module "mdast" {
  interface RootContentMap {
    localWording: LocalWording;
    agreementPlace: AgreementPlace;
    historyPlace: HistoryPlace;
    relatedPlace: RelatedPlace;
  }
  interface PhrasingContentMap {
    localWording: LocalWording;
  }
}

/** A block of the body, in mdast's shapes without positions: heading, paragraph, list, table, a place. */
export type BodyNode = RootContent;
export type InlineNode = PhrasingContent;

/** The part of a policy that people sign. */
export type PolicyAgreement = {
  /** Stable across versions: `a-z0-9-`, unique in the document. */
  key: string;
  title: string;
  audience: AudienceRole[];
  countersign: CountersignRule;
  /** The birthday from which a pupil signs alone. */
  countersignUntil: CountersignUntil;
  order: SigningOrder;
  /** True when the statements are the body's own, and the whole document is signed. */
  wholeDocument: boolean;
  introduction: BodyNode[];
  /** Lists with the paragraphs that lead into them, and first-person paragraphs. */
  statements: BodyNode[];
  declaration: BodyNode[];
  /** What the signatory fills in, in order. */
  fields: AgreementField[];
  /** The words and fields of the parent or carer; null when the text has none. */
  countersignPart: { declaration: BodyNode[]; fields: AgreementField[] } | null;
};

/** A table kept as written: every row has as many cells as there are columns. */
export type ChangeHistory = { columns: string[]; rows: string[][] };

export type RelatedPolicy = { label: string; url?: string };

/** A policy version as one document: everything that its text holds. */
export type PolicyDocument = {
  /** Null when the text names none. */
  title: string | null;
  control: ControlEntry[];
  body: BodyNode[];
  agreements: PolicyAgreement[];
  history: ChangeHistory;
  related: RelatedPolicy[];
  /** The local wording used in the text, in order of first use. */
  variables: { name: string; default: string }[];
};

/** Local wording chosen by a school, by the name of the variable. A missing or blank one takes the default. */
export type LocalWordingValues = Readonly<Record<string, string>>;

/** A review date as written, how exact it is, and the last day its words cover (ISO date). */
export type ReviewDate = {
  text: string;
  precision: "day" | "month" | "term" | "year";
  lastDay: string;
};

/** What `policy inspect` prints: what was found in a text. */
export type Inspection = {
  title: string | null;
  control: ControlEntry[];
  review?: ReviewDate;
  sections: { number: string | null; title: string; level: number; clauses: number }[];
  agreements: {
    key: string;
    title: string;
    audience: AudienceRole[];
    statements: { text: string; leadIn: string | null }[];
    declaration: string | null;
    fields: { label: string; kind: FieldKind; by: "signatory" | "parent" }[];
    countersign: { declaration: string | null } | null;
  }[];
  history: { cells: Record<string, string> }[];
  related: string[];
  findings: { rule: string; severity: "error" | "warning" | "note"; line: number; message: string }[];
};

/** A policy text that can't be read as a document: a sentence for a person, and the line it is about. */
export class PolicyDocumentError extends Error {
  readonly line: number;
  readonly sentence: string;
  constructor(sentence: string, line: number) {
    super(`Line ${line}: ${sentence}`);
    this.name = "PolicyDocumentError";
    this.sentence = sentence;
    this.line = line;
  }
}
