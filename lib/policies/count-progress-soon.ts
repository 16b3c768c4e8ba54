import type { Transaction } from "#lib/database/transaction.ts";

/**
 * Has it counted how far everybody in an organisation is, once this transaction is committed. Call it where who is asked
 * to sign changes; several changes before the worker comes to it are counted once.
 */
export async function countProgressSoon(transaction: Transaction, organisationId: string): Promise<void> {
  const payload = JSON.stringify({ organisationId });
  await transaction.$queryRaw`
    select enqueue_job('count-progress', ${payload}::json, 5, ${`count ${organisationId}`}, null)::text`;
}
