import type { ControlField, CountersignRule, FieldKind, SigningOrder } from "../document/types.ts";

/** What a row of document control means to Countersign, in words. */
export const controlFieldNames: Record<ControlField | "none", string> = {
  none: "Kept as written",
  reference: "Reference number",
  owner: "Owner",
  reviewer: "Author or reviewer",
  created: "Created",
  approved: "Approved",
  ratified: "Ratified",
  published: "Published",
  implementation: "Implementation",
  reviewed: "Last reviewed",
  review: "Review date",
  statutory: "Statutory",
  school: "School",
};

/** What is filled in beside a signature, in words. */
export const fieldKindNames: Record<FieldKind, string> = {
  name: "Name",
  signature: "Signature",
  date: "Date",
  school: "School",
  "tutor-group": "Tutor group or class",
  text: "Other words",
};

export const countersignNames: Record<CountersignRule, string> = {
  none: "Nobody",
  one: "One parent or carer",
  all: "Every parent or carer",
};

export const signingOrderNames: Record<SigningOrder, string> = {
  "pupil-first": "The pupil first",
  free: "In any order",
};

/** The kinds of file, in words. */
export const fileKindNames: Record<string, string> = {
  word: "Word document",
  pdf: "PDF",
  text: "text file",
  markdown: "Markdown file",
};
