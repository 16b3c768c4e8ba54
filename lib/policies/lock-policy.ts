import type { Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";

/** A policy whose agreements or audiences are about to change; the next one who changes them waits for this one. */
export async function lockPolicy(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<{ id: string; unitId: string; slug: string; title: string }> {
  const policy = await transaction.policy.findUnique({
    where: { organisationId_id: { organisationId, id: policyId } },
    select: { id: true, unitId: true, slug: true, title: true },
  });
  if (!policy) throw notFound();
  // the lock that bringing in a next version takes as well
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} ${policy.slug}`}, 0))`;
  return policy;
}
