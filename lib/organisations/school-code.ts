import { randomInt } from "node:crypto";
import { database } from "#lib/database/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";

// Without vowels, so that no word comes of it, and without figures and letters that look alike.
const codeAlphabet = "23456789BCDFGHJKMNPQRTVWXZ";

/** Letters and figures that can be read out and typed in without mistakes. */
export const readableCode = (length: number): string =>
  Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join("");

/** What somebody typed as a code, without the spaces, hyphens and small letters that people put in. */
export const tidyCode = (typed: string): string => typed.replace(/[\s-]/g, "").toUpperCase();

/**
 * Gives a school a code of six that no other has: what a visitor types at reception. One at a time over all
 * organisations, so that a code that is free here is still free when it is written.
 */
export async function giveSchoolCode(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
): Promise<string> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended('countersign: give a school code', 0))`;
  for (;;) {
    const key = readableCode(6);
    if (await transaction.directoryEntry.findFirst({ where: { kind: "school-code", key } })) continue;
    await transaction.unit.update({
      where: { organisationId_id: { organisationId, id: unitId } },
      data: { code: key },
    });
    await transaction.directoryEntry.create({
      data: { kind: "school-code", key, organisationId, targetId: unitId },
    });
    return key;
  }
}

/** Where a school's code leads, in an organisation that is open; null for a code that nobody has. */
export async function findBySchoolCode(
  typed: string,
): Promise<{ organisationId: string; unitId: string } | null> {
  const key = tidyCode(typed);
  if (!/^[0-9A-Z]{6}$/.test(key)) return null;
  const entry = await database().directoryEntry.findFirst({
    where: { kind: "school-code", key, directory: { state: "open" } },
    select: { organisationId: true, targetId: true },
  });
  return entry && { organisationId: entry.organisationId, unitId: entry.targetId };
}
