import { createHash } from "node:crypto";
import { fillWording } from "./markdown.ts";
import { printAgreement, printDocument } from "./print-document.ts";
import type {
  BodyNode,
  ChangeHistory,
  LocalWordingValues,
  PolicyAgreement,
  PolicyDocument,
} from "./types.ts";

/** What stood on the page beside the text itself when somebody signed. */
export type ShownAlongside = {
  agreementKey: string;
  localWording: LocalWordingValues;
  control: readonly { label: string; value: string }[];
  history: ChangeHistory;
};

/**
 * SHA-256, in hexadecimal, of what a board votes on: title, body and agreements, with local wording
 * unfilled, without document control and change history. White space that Markdown ignores doesn't count.
 */
export function textHash(document: PolicyDocument): string {
  return sha256(canonicalText(document));
}

/** The text that textHash covers. */
export function canonicalText(document: PolicyDocument): string {
  const body = document.body.filter((node) => node.type !== "historyPlace");
  return tidy(printDocument({ ...document, control: [], history: { columns: [], rows: [] }, body }));
}

/**
 * Everything that a signer saw, as one text in one form: document control, the whole body with its change
 * history and agreements, then once more the agreement that was signed; local wording filled in.
 * Throws when the document has no such agreement.
 */
export function shownText(document: PolicyDocument, shown: ShownAlongside): string {
  const agreement = document.agreements.find((one) => one.key === shown.agreementKey);
  if (!agreement) throw new Error(`The document has no agreement "${shown.agreementKey}".`);
  const filled = filledDocument(document, shown.localWording);
  const signed = filled.agreements.find((one) => one.key === shown.agreementKey) ?? agreement;
  const placed = filled.body.some((node) => node.type === "historyPlace");
  const body: BodyNode[] =
    placed || shown.history.columns.length === 0 ? filled.body : [...filled.body, { type: "historyPlace" }];
  const control = shown.control.map(({ label, value }) => ({ label, value }));
  const page = printDocument({ ...filled, control, history: shown.history, body });
  return tidy(`${page}\n***\n\n${printAgreement(signed)}`);
}

/** SHA-256, in hexadecimal, of a shown text. */
export function shownHash(shown: string): string {
  return sha256(shown);
}

/** A copy with all local wording filled in, in the body and in every agreement. */
export function filledDocument(document: PolicyDocument, wording: LocalWordingValues): PolicyDocument {
  const fill = (nodes: BodyNode[]) => nodes.map((node) => fillWording(node, wording));
  const agreements = document.agreements.map(
    (one): PolicyAgreement => ({
      ...one,
      introduction: fill(one.introduction),
      statements: fill(one.statements),
      declaration: fill(one.declaration),
      countersignPart: one.countersignPart && {
        ...one.countersignPart,
        declaration: fill(one.countersignPart.declaration),
      },
    }),
  );
  return { ...document, body: fill(document.body), agreements, variables: [] };
}

function tidy(text: string): string {
  return `${text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim()}\n`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
