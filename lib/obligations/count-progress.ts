import { now, today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayOf } from "#lib/dates.ts";
import { countedObligations } from "./count-obligations.ts";

/** Events that leave every figure as it was. */
const withoutEffect = [
  "signed-in",
  "sessions-ended",
  "identity-linked",
  "person-renamed",
  "address-added",
  "address-ended",
  "duty-given",
  "duty-ended",
  "class-joined",
  "class-left",
  "forms-printed",
  "response-answered",
];

/** A change may be committed after the count that should have seen it began; looked for again this much later. */
const overlap = 2 * 60 * 1000;

/**
 * Brings the organisation's progress up to date: the schools of the people whom events since the last count are
 * about, or all of them after a change of policy and on a new day. Safe to run at any time and twice at once.
 * Returns how many units were counted.
 */
export async function countProgress(organisationId: string): Promise<number> {
  return inOrganisation(
    organisationId,
    async (transaction) => {
      await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`count ${organisationId}`}, 0))`;
      const { timeZone } = await transaction.organisation.findUniqueOrThrow({
        where: { organisationId },
        select: { timeZone: true },
      });
      const last = await transaction.progress.findFirst({
        where: { organisationId },
        orderBy: { computedAt: "desc" },
        select: { computedAt: true },
      });
      if (!last || dayOf(last.computedAt, timeZone) !== today(timeZone))
        return recount(transaction, organisationId, timeZone);
      const units = await unitsChangedSince(transaction, organisationId, last.computedAt);
      if (units === "all") return recount(transaction, organisationId, timeZone);
      return units.length > 0 ? recount(transaction, organisationId, timeZone, units) : 0;
    },
    { timeoutMs: 300_000 },
  );
}

/** The same for every organisation that is open, one after the other; for the worker, every few minutes. */
export async function countAllProgress(): Promise<void> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
  });
  for (const { id } of organisations) await countProgress(id);
}

/** The units whose figures events may have changed; someone may be bound at several, so all of theirs. */
async function unitsChangedSince(
  transaction: Transaction,
  organisationId: string,
  moment: Date,
): Promise<string[] | "all"> {
  const [found] = await transaction.$queryRaw<{ everything: boolean; units: string[] }[]>`
    with changed as (
      select distinct e.person_id, e.unit_id from event e
      where e.organisation_id = ${organisationId}::uuid and e.happened_at > ${new Date(moment.getTime() - overlap)}
        and e.kind <> all (${withoutEffect})
    )
    select coalesce(bool_or(c.person_id is null), false) as everything,
      array(
        select unit_id from changed where unit_id is not null
        union
        select m.unit_id from changed x
        join membership m on m.organisation_id = ${organisationId}::uuid and m.person_id = x.person_id
      )::text[] as units
    from changed c`;
  return found?.everything ? "all" : (found?.units ?? []);
}

/** Counts units anew, or all, in one set-based statement that also takes away what is asked of nobody any more. */
async function recount(
  transaction: Transaction,
  organisationId: string,
  timeZone: string,
  unitIds?: string[],
): Promise<number> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const [done] = await transaction.$queryRaw<{ units: number }[]>`
    with ${countedObligations({ organisationId, timeZone, day: today(timeZone), unitIds })}, gone as (
      delete from progress p
      where p.organisation_id = ${organisation} and p.role not like 'whole/%' ${unitIds ? Prisma.sql`and p.unit_id = any (${unitIds}::uuid[])` : Prisma.empty}
        and not exists (
          select 1 from counted c where c.unit_id = p.unit_id and c.part = p.role and c.series_id = p.series_id)
    ), kept as (
      insert into progress (organisation_id, id, unit_id, role, series_id, bound, signed, away, responded, computed_at)
      select ${organisation}, gen_random_uuid(), unit_id, part, series_id, bound, signed, away, responded, ${now()}
      from counted
      on conflict (organisation_id, unit_id, role, series_id) do update
        set bound = excluded.bound, signed = excluded.signed, away = excluded.away, responded = excluded.responded,
          computed_at = excluded.computed_at
      returning unit_id
    )
    select count(distinct unit_id)::int as units from kept`;
  await addUp(transaction, organisationId);
  return done?.units ?? 0;
}

/**
 * Sums of all units, kept under the organisation's own with the part's name after `whole/`: the overview of a hundred
 * schools then reads as few rows as that of one.
 */
async function addUp(transaction: Transaction, organisationId: string): Promise<void> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  await transaction.$executeRaw`
    with summed as (
      select 'whole/' || role as role, series_id, sum(bound)::int as bound, sum(signed)::int as signed,
        sum(away)::int as away, sum(responded)::int as responded
      from progress where organisation_id = ${organisation} and role not like 'whole/%' group by role, series_id
    ), gone as (
      delete from progress p
      where p.organisation_id = ${organisation} and p.unit_id = ${organisation} and p.role like 'whole/%'
        and not exists (select 1 from summed s where s.role = p.role and s.series_id = p.series_id)
    )
    insert into progress (organisation_id, id, unit_id, role, series_id, bound, signed, away, responded, computed_at)
    select ${organisation}, gen_random_uuid(), ${organisation}, role, series_id, bound, signed, away, responded, ${now()}
    from summed
    on conflict (organisation_id, unit_id, role, series_id) do update
      set bound = excluded.bound, signed = excluded.signed, away = excluded.away, responded = excluded.responded,
        computed_at = excluded.computed_at`;
}
