import { database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** A client inside one transaction of one organisation. */
export type Transaction = Prisma.TransactionClient;

/** What each open transaction does last of all. */
const lastSteps = new WeakMap<Transaction, Map<string, () => Promise<unknown>>>();

/**
 * Has something done at the very end of a transaction of `inOrganisation`, once however often it is asked for: for
 * rows that many transactions write, so that none holds them for longer than its commit takes.
 * @param name what the step is; a second of the same name takes the place of the first
 */
export function beforeCommit(transaction: Transaction, name: string, step: () => Promise<unknown>): void {
  const steps = lastSteps.get(transaction);
  if (!steps) throw new Error("only a transaction of inOrganisation has a last step");
  steps.set(name, step);
}

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
      const steps = new Map<string, () => Promise<unknown>>();
      lastSteps.set(transaction, steps);
      const done = await work(transaction);
      for (const step of steps.values()) await step();
      return done;
    },
    { timeout: options.timeoutMs ?? 15_000, maxWait: 10_000 },
  );
}
