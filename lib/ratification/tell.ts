import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { tellPeople } from "#lib/policies/tell-people.ts";

type Telling = {
  organisationId: string;
  /** Whom; nobody is written to twice, and whoever has no address that may be used is left out. */
  personIds: readonly string[];
  unitId: string;
  subject: string;
  /** Paragraphs, without greeting and link. */
  lines: string[];
  /** The page where it goes on, such as `/board/proposals/…`. */
  path: string;
  /** What it is about, so that nobody is told the same thing twice. */
  key: string;
};

/** Writes to those who have something to decide or to know about a decision, in the transaction that causes it. */
export async function tell(transaction: Transaction, telling: Telling): Promise<void> {
  const { organisationId, personIds, unitId, subject, lines, path, key } = telling;
  await tellPeople(transaction, organisationId, personIds, {
    kind: "ratification",
    unitId,
    subject,
    paragraphs: [...lines, `${settings().url}${path}`],
    key,
  });
}

/** Whoever answers for a policy's text: who sent the version on, else the policy owners there, else administrators. */
export async function ownersOf(
  transaction: Transaction,
  organisationId: string,
  { unitId, sentById, today }: { unitId: string; sentById: string | null; today: Day },
): Promise<string[]> {
  if (sentById) return [sentById];
  const holders = await transaction.duty.findMany({
    where: {
      organisationId,
      kind: { in: ["policy-owner", "organisation-administrator"] },
      unitId: { in: [unitId, organisationId] },
      startsOn: { lte: dayToDate(today) },
      OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(today) } }],
    },
    select: { personId: true, kind: true },
  });
  const owners = holders.filter(({ kind }) => kind === "policy-owner");
  return (owners.length > 0 ? owners : holders).map(({ personId }) => personId);
}
