import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";

/** A school's adoption of a version: with which words, since when. */
export type AdoptionMade = {
  id: string;
  versionId: string;
  unitId: string;
  values: Record<string, string>;
  startsOn: Day;
  madeBy: string | null;
  madeAt: Date;
};

/** A school's wording as somebody filled it in, and what the head or chair said to it. */
export type WordingFilledIn = {
  id: string;
  versionId: string;
  unitId: string;
  values: Record<string, string>;
  filledInBy: string;
  filledInAt: Date;
  /** Null while it waits. */
  answer: "confirmed" | "sent-back" | null;
  words: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
};

type Which = { versionIds?: string[]; unitIds?: string[] };
const where = (organisationId: string, { versionIds, unitIds }: Which) => ({
  organisationId,
  ...(versionIds ? { versionId: { in: versionIds } } : {}),
  ...(unitIds ? { unitId: { in: unitIds } } : {}),
});
const named = { select: { givenName: true, familyName: true, knownAs: true } } as const;

/** The words kept with a name each; anything else in the column is none of ours. */
const valuesOf = (kept: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((kept ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );

/** Adoptions of some versions by some units, the newest first. */
export async function adoptionsMade(
  transaction: Transaction,
  organisationId: string,
  which: Which,
): Promise<AdoptionMade[]> {
  const rows = await transaction.adoption.findMany({
    where: where(organisationId, which),
    include: { madeBy: named },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, versionId, unitId, localWording, startsOn, madeBy, madeAt }) => ({
    id,
    versionId,
    unitId,
    values: valuesOf(localWording),
    startsOn: dateToDay(startsOn),
    madeBy: madeBy && calledName(madeBy),
    madeAt,
  }));
}

/** What was filled in for some versions by some schools, the newest first. */
export async function wordingsFilledIn(
  transaction: Transaction,
  organisationId: string,
  which: Which,
): Promise<WordingFilledIn[]> {
  const rows = await transaction.localWordingDraft.findMany({
    where: where(organisationId, which),
    include: { filledInBy: named, answeredBy: named },
    orderBy: [{ filledInAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    versionId: row.versionId,
    unitId: row.unitId,
    values: valuesOf(row.values),
    filledInBy: calledName(row.filledInBy),
    filledInAt: row.filledInAt,
    answer: row.answer as WordingFilledIn["answer"],
    words: row.words,
    answeredBy: row.answeredBy && calledName(row.answeredBy),
    answeredAt: row.answeredAt,
  }));
}
