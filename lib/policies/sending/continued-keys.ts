import type { Transaction } from "#lib/database/transaction.ts";
import { acknowledgementKey } from "../acknowledgement.ts";
import { parseDocument } from "../document/parse-document.ts";
import type { PolicyDocument } from "../document/types.ts";
import { matchSeries } from "../match-series.ts";
import type { RatifiedVersion } from "./next-number.ts";

/** The keys of a document's agreements that somebody may have signed in the last ratified version. */
export async function continuedKeys(
  transaction: Transaction,
  organisationId: string,
  last: RatifiedVersion | null,
  document: PolicyDocument,
): Promise<string[]> {
  if (!last) return [];
  const kept = await transaction.agreement.findMany({
    where: { organisationId, versionId: last.id },
    include: { version: { select: { text: true } } },
    orderBy: { position: "asc" },
  });
  // what a school added is carried over to a text without any agreement of its own
  if (document.agreements.length === 0)
    return kept.some(({ origin }) => origin === "school-choice") ? [acknowledgementKey] : [];
  const own = kept.filter(({ origin }) => origin === "policy");
  const written = own[0] ? parseDocument(own[0].version.text).agreements : [];
  const earlier = own.map(({ key }) => ({
    key,
    audience: written.find((agreement) => agreement.key === key)?.audience ?? [],
  }));
  const matches = matchSeries(earlier, document.agreements);
  return document.agreements.filter((_, index) => matches[index]).map(({ key }) => key);
}
