import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dateToDay, dayToDate } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { countProgressSoon } from "./count-progress-soon.ts";
import { pupilSigningInput } from "./schema.ts";
import { firstYear, lastYear, type PupilRequirement, sayYears } from "./words.ts";

/** What holds for a stretch of years today: a decision of the school, or null where the policy's own rule stands. */
export type PupilSigningNow = { yearFrom: number; yearTo: number; requirement: PupilRequirement | null };

export type PupilSigningPage = {
  /** Every year from nursery to the last, in stretches. */
  now: PupilSigningNow[];
  decisions: {
    id: string;
    years: string;
    requirement: PupilRequirement;
    decidedAt: Date;
    by: string | null;
  }[];
};

/** Whether the pupils of a school sign themselves, as at today. @throws Refusal "not-found" */
export async function pupilSigningAt(actor: Actor, unitId: string): Promise<PupilSigningPage> {
  demand(actor, "pupil-signing:decide", unitId);
  const { organisationId, today } = actor;
  const rows = await inOrganisation(organisationId, async (transaction) => {
    const school = { organisationId, id: unitId, kind: "school" };
    if (!(await transaction.unit.findFirst({ where: school, select: { id: true } }))) throw notFound();
    return transaction.pupilSigning.findMany({
      where: { organisationId, unitId },
      include: { decidedBy: { select: { givenName: true, familyName: true, knownAs: true } } },
      orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
      take: 200,
    });
  });
  const standing = rows.filter(
    ({ startsOn, endsOn }) => dateToDay(startsOn) <= today && (endsOn === null || dateToDay(endsOn) >= today),
  );
  const stretches: PupilSigningNow[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    const row = standing.find(({ yearFrom, yearTo }) => yearFrom <= year && year <= yearTo);
    const requirement = (row?.requirement ?? null) as PupilRequirement | null;
    const last = stretches.at(-1);
    if (last?.requirement === requirement) last.yearTo = year;
    else stretches.push({ yearFrom: year, yearTo: year, requirement });
  }
  return {
    now: stretches,
    decisions: rows.map(({ id, yearFrom, yearTo, requirement, decidedAt, decidedBy }) => ({
      id,
      years: sayYears(yearFrom, yearTo),
      requirement: requirement as PupilRequirement,
      decidedAt,
      by: decidedBy && calledName(decidedBy),
    })),
  };
}

/**
 * Decides whether the pupils of some years sign themselves, from today: not at all (their parents or carers alone are
 * asked), may, or must. The newest decision about a year holds; earlier ones stay on record.
 * @throws Refusal "not-found" without `pupil-signing:decide` there, "invalid" with a problem per field
 */
export async function decidePupilSigning(actor: Actor, unitId: string, given: unknown): Promise<void> {
  if (!isId(unitId)) throw notFound();
  demand(actor, "pupil-signing:decide", unitId);
  const { yearFrom, yearTo, requirement } = parse(pupilSigningInput, given);
  const { organisationId, today, personId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const unit = await transaction.unit.findFirst({
      where: { organisationId, id: unitId, kind: "school" },
      select: { name: true },
    });
    if (!unit) throw notFound();
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`pupil signing ${unitId}`}, 0))`;
    // What is decided anew for all of its years ends; one from today stays, and this newer one goes before it.
    await transaction.pupilSigning.updateMany({
      where: {
        organisationId,
        unitId,
        yearFrom: { gte: yearFrom },
        yearTo: { lte: yearTo },
        endsOn: null,
        startsOn: { lt: dayToDate(today) },
      },
      data: { endsOn: dayToDate(addDays(today, -1)) },
    });
    await transaction.pupilSigning.create({
      data: {
        organisationId,
        id: newId(),
        unitId,
        yearFrom,
        yearTo,
        requirement,
        startsOn: dayToDate(today),
        decidedById: personId,
        decidedAt: now(),
      },
    });
    await recordEvent(transaction, actor, "pupil-signing-decided", {
      unitId,
      details: {
        school: unit.name,
        years: sayYears(yearFrom, yearTo),
        requirement: { must: "must sign", may: "may sign", no: "do not sign" }[requirement],
      },
    });
    await countProgressSoon(transaction, organisationId);
  });
}
