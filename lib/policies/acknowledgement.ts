import type { Transaction } from "#lib/database/transaction.ts";
import type { BodyNode, PolicyAgreement, PolicyDocument } from "./document/types.ts";

/*
 * The standard acknowledgement of a policy that has no agreement of its own. The words are ours and never change:
 * what was signed must be shown as it was. Other words would get another key.
 */

export const acknowledgementKey = "acknowledgement";

/** Stands before the statements wherever they are shown, so that nobody takes them for the policy's. */
export const acknowledgementMark =
  "This acknowledgement was chosen by the school. It is not part of the policy’s own text.";

export const acknowledgementLeadIn = "I confirm that:";
export const acknowledgementStatements = [
  "I have read this policy, or it has been read to me",
  "I understand that it applies to me",
  "I will ask when I am not sure what it means for me",
] as const;
export const acknowledgementDeclaration = "I acknowledge this policy and agree to keep to it.";

/** The agreement's title, in lists and on the receipt. */
export const acknowledgementTitle = (policyTitle: string): string => `Acknowledgement of ${policyTitle}`;

/** An agreement that the school added to a version, as its rows hold it. */
type ChosenRow = {
  key: string;
  title: string;
  declaration: string | null;
  statements: { text: string; leadIn: string | null }[];
};

const paragraph = (value: string): BodyNode => ({ type: "paragraph", children: [{ type: "text", value }] });

function asAgreement({ key, title, declaration, statements }: ChosenRow): PolicyAgreement {
  const blocks: BodyNode[] = [];
  const [first] = statements;
  if (first?.leadIn) blocks.push(paragraph(first.leadIn));
  blocks.push({
    type: "list",
    ordered: false,
    spread: false,
    children: statements.map(({ text }) => ({
      type: "listItem",
      spread: false,
      children: [{ type: "paragraph", children: [{ type: "text", value: text }] }],
    })),
  });
  return {
    key,
    title,
    audience: [],
    countersign: "none",
    countersignUntil: 18,
    order: "pupil-first",
    wholeDocument: false,
    introduction: [paragraph(acknowledgementMark)],
    statements: blocks,
    declaration: declaration ? [paragraph(declaration)] : [],
    fields: [],
    countersignPart: null,
  };
}

/** The document of a version together with what the school added to it; its own text stays as it is. */
export async function withChosenAgreements(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
  document: PolicyDocument,
): Promise<PolicyDocument> {
  const rows = await transaction.agreement.findMany({
    where: { organisationId, versionId, origin: "school-choice" },
    select: {
      key: true,
      title: true,
      declaration: true,
      statements: { select: { text: true, leadIn: true }, orderBy: { position: "asc" } },
    },
    orderBy: { position: "asc" },
  });
  if (rows.length === 0) return document;
  return { ...document, agreements: [...document.agreements, ...rows.map(asAgreement)] };
}
