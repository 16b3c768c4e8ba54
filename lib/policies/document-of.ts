import type { Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { parseDocument } from "./document/parse-document.ts";
import type { PolicyDocument } from "./document/types.ts";

/**
 * The document of a version's text. The caller has made sure that it may be read.
 * @throws Refusal "not-found" for a version that is not there
 */
export async function documentOf(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
): Promise<PolicyDocument> {
  const version = await transaction.policyVersion.findUnique({
    where: { organisationId_id: { organisationId, id: versionId } },
    select: { text: true },
  });
  if (!version) throw notFound();
  return parseDocument(version.text);
}
