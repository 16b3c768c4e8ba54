/*
 * How a policy stands in a Word file that was downloaded here, so that it reads back as the same document: sections,
 * lists and tables as Word's own, and before each part that people sign, fill in or keep as a record, one line in a
 * style of its own. The styles are known by their names, which Word keeps.
 */

/** Names of paragraph and character styles. */
export const styleNames = {
  part: "Countersign part",
  code: "Countersign code",
  rule: "Countersign line",
  quote: "Quote",
  inlineCode: "Countersign code words",
  goesOn: "Countersign list text",
  local: "Countersign local wording",
} as const;

/** The lines that begin a part. */
export const partNames = {
  control: "Document control",
  agreement: "Agreement",
  introduction: "Introduction of the agreement",
  statements: "Statements of the agreement",
  declaration: "Declaration",
  fields: "Fields to fill in",
  parentDeclaration: "Declaration of the parent or carer",
  parentFields: "Fields for the parent or carer to fill in",
  end: "End of the agreement",
  history: "Change history",
  related: "Related policies",
} as const;
export type PartName = keyof typeof partNames;

/** The rows that say of an agreement what its words do not. */
export const agreementRows = {
  title: "Title",
  audience: "Signed by",
  wholeDocument: "What is signed",
  countersign: "Parent or carer signs too",
  countersignUntil: "For pupils under",
  order: "Who signs first",
  key: "Name in links",
} as const;

export const wholeDocumentNames = { yes: "The whole document", no: "The words of this part" } as const;
export const controlColumns = ["Label", "Value", "Understood as"] as const;
export const fieldColumns = ["Label", "What is filled in"] as const;

/** The parts of an agreement between its first line and its last, in order. */
export const agreementParts = [
  "introduction",
  "statements",
  "declaration",
  "fields",
  "parentDeclaration",
  "parentFields",
] as const satisfies readonly PartName[];
export type AgreementPart = (typeof agreementParts)[number];
