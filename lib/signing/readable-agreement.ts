import { LRUCache } from "lru-cache";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { withChosenAgreements } from "#lib/policies/acknowledgement.ts";
import {
  agreementFields,
  agreementStatements,
  declarationText,
} from "#lib/policies/document/agreement-parts.ts";
import { filledDocument } from "#lib/policies/document/canonical-text.ts";
import { words } from "#lib/policies/document/markdown.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import {
  renderAgreement,
  renderCountersignDeclaration,
  renderDocument,
} from "#lib/policies/document/render-document.ts";
import type { FieldKind } from "#lib/policies/document/types.ts";
import { standardCountersignWords } from "./words.ts";

/** An agreement as it is read and signed: made once from a version and its adopted wording, neither of which changes. */
export type ReadableAgreement = {
  title: string;
  policyTitle: string;
  number: string;
  textHash: string;
  shownHash: string;
  /** The whole text with document control, contents and change history. */
  documentHtml: string;
  /** The statements and declaration that are signed; empty when the whole document is the agreement. */
  agreementHtml: string;
  /** The parent or carer's own declaration; empty when the text has none. */
  countersignHtml: string;
  /** What a parent or carer is shown instead where the text has no words for them: the school's, not the policy's. */
  addedForParent: string | null;
  fields: { label: string; kind: FieldKind; by: "signatory" | "parent"; name: string }[];
  /** What stands before the statements, a paragraph or list each. */
  introduction: string[];
  statements: { text: string; leadIn: string | null }[];
  declaration: string | null;
};

// Counted in bytes of HTML, so that a trust with many long policies cannot fill the memory.
const kept = new LRUCache<string, ReadableAgreement>({
  maxSize: 48 * 1024 * 1024,
  sizeCalculation: (one) => 2 * (one.documentHtml.length + one.agreementHtml.length) + 1024,
});

/** What is shown for an agreement in one wording. The caller has made sure that the person may read it. */
export async function readableAgreement(
  organisationId: string,
  agreementId: string,
  wordingId: string,
): Promise<ReadableAgreement> {
  const key = `${organisationId} ${agreementId} ${wordingId}`;
  const found = kept.get(key);
  if (found) return found;
  const made = await make(organisationId, agreementId, wordingId);
  kept.set(key, made);
  return made;
}

type Row = {
  key: string;
  title: string;
  hash: string;
  localWording: Record<string, string>;
  versionId: string;
  policyTitle: string;
  number: string;
  text: string;
  textHash: string;
};

async function make(
  organisationId: string,
  agreementId: string,
  wordingId: string,
): Promise<ReadableAgreement> {
  const { row, document } = await inOrganisation(organisationId, async (transaction) => {
    const [row] = await transaction.$queryRaw<Row[]>`
      select a.key, a.title, w.hash, d.local_wording as "localWording", v.id as "versionId", v.title as "policyTitle",
        v.major || '.' || v.minor as number, v.text, v.text_hash as "textHash"
      from adopted_wording k
      join wording w on w.organisation_id = ${organisationId}::uuid and w.id = k.wording_id
      join adoption d on d.organisation_id = ${organisationId}::uuid and d.id = k.adoption_id
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = k.agreement_id
      join policy_version v on v.organisation_id = ${organisationId}::uuid and v.id = a.version_id
      where k.organisation_id = ${organisationId}::uuid and k.agreement_id = ${agreementId}::uuid
        and k.wording_id = ${wordingId}::uuid
      limit 1`;
    if (!row) throw notFound();
    const written = parseDocument(row.text);
    return { row, document: await withChosenAgreements(transaction, organisationId, row.versionId, written) };
  });
  const agreement = document.agreements.find((one) => one.key === row.key);
  if (!agreement) throw new Error(`version ${row.versionId} has no agreement ${row.key}`);
  const { localWording } = row;
  // what is shown or read alone says what the whole says: with the school's own wording
  const filled = filledDocument(document, localWording);
  const told = filled.agreements.find((one) => one.key === row.key) ?? agreement;
  return {
    title: row.title,
    policyTitle: row.policyTitle,
    number: row.number,
    textHash: row.textHash,
    shownHash: row.hash,
    documentHtml: renderDocument(document, { localWording }),
    agreementHtml: renderAgreement(document, agreement.key, { localWording, headingOffset: 1 }),
    countersignHtml: agreement.countersignPart
      ? renderCountersignDeclaration(document, agreement.key, { localWording, headingOffset: 1 })
      : "",
    addedForParent:
      agreement.countersign === "none" || agreement.countersignPart?.declaration.length
        ? null
        : standardCountersignWords,
    fields: agreementFields(agreement),
    introduction: told.introduction.map((node) => words(node)).filter(Boolean),
    statements: agreementStatements(filled, told).map(({ text, leadIn }) => ({ text, leadIn })),
    declaration: declarationText(told),
  };
}
