import { database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** A client inside one transaction of one organisation. */
export type Transaction = Prisma.TransactionClient;

/**
 * The one way in to an organisation's rows: opens a transaction, names the organisation to row-level security for
 * as long as it lasts, and hands on the client. Throwing rolls everything back.
 */
export async function inOrganisation<T>(
  organisationId: string,
  work: (transaction: Transaction) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return database().$transaction(
    async (transaction) => {
      await transaction.$executeRaw`select set_config('countersign.organisation', ${organisationId}, true)`;
      return work(transaction);
    },
    { timeout: options.timeoutMs ?? 15_000, maxWait: 10_000 },
  );
}
