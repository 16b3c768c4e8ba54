import { LRUCache } from "lru-cache";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import {
  agreementFields,
  agreementStatements,
  declarationText,
} from "#lib/policies/document/agreement-parts.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import {
  renderAgreement,
  renderCountersignDeclaration,
  renderDocument,
} from "#lib/policies/document/render-document.ts";
import type { FieldKind } from "#lib/policies/document/types.ts";

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
  fields: { label: string; kind: FieldKind; by: "signatory" | "parent"; name: string }[];
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

async function make(
  organisationId: string,
  agreementId: string,
  wordingId: string,
): Promise<ReadableAgreement> {
  const row = await inOrganisation(organisationId, (transaction) =>
    transaction.adoptedWording.findFirst({
      where: { organisationId, agreementId, wordingId },
      include: {
        wording: { select: { hash: true } },
        adoption: { select: { localWording: true } },
        agreement: { include: { version: true } },
      },
    }),
  );
  if (!row) throw notFound();
  const version = row.agreement.version;
  const document = parseDocument(version.text);
  const agreement = document.agreements.find((one) => one.key === row.agreement.key);
  if (!agreement) throw new Error(`version ${version.id} has no agreement ${row.agreement.key}`);
  const localWording = row.adoption.localWording as Record<string, string>;
  return {
    title: row.agreement.title,
    policyTitle: version.title,
    number: `${version.major}.${version.minor}`,
    textHash: version.textHash,
    shownHash: row.wording.hash,
    documentHtml: renderDocument(document, { localWording }),
    agreementHtml: renderAgreement(document, agreement.key, { localWording, headingOffset: 1 }),
    countersignHtml: agreement.countersignPart
      ? renderCountersignDeclaration(document, agreement.key, { localWording, headingOffset: 1 })
      : "",
    fields: agreementFields(agreement),
    statements: agreementStatements(document, agreement).map(({ text, leadIn }) => ({ text, leadIn })),
    declaration: declarationText(agreement),
  };
}
