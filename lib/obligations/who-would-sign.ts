import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { adoptWithDefaults } from "#lib/policies/adopt-with-defaults.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import type { PolicyDocument } from "#lib/policies/document/types.ts";
import { draftOf } from "#lib/policies/drafts/draft-of.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { rebuildBindings } from "#lib/policies/rebuild-bindings.ts";
import { continuedKeys } from "#lib/policies/sending/continued-keys.ts";
import { lastRatified, type VersionNumber } from "#lib/policies/sending/next-number.ts";
import { readable } from "#lib/policies/sending/refuse-to-send.ts";
import { writeVersion } from "#lib/policies/sending/write-version.ts";
import { obligationRows } from "./obligation-rows.ts";

/** People of one role at one school who would have one agreement to sign. */
export type WouldSign = {
  agreementKey: string;
  agreementTitle: string;
  unitId: string;
  unitName: string;
  /** A membership's role; `countersign` for parents and carers who sign for a pupil, counted by pupil. */
  role: string;
  /** Who signed an earlier version, and whose signature would no longer do. */
  again: number;
  /** Who has never signed this agreement. */
  first: number;
};

export type WhoWouldSign = {
  /** The day it is counted for: the implementation date, today where none is given or it has passed. */
  day: Day;
  /** If everyone bound signs again, and if signatures on the last version stay good. */
  material: WouldSignInAll;
  minor: WouldSignInAll;
  /** The agreements that continue one of the last version, whose signatures are at stake. */
  continued: string[];
};

/** `people` counts each person once, whatever their schools, roles and agreements; away and excused people are not counted. */
export type WouldSignInAll = { rows: WouldSign[]; people: { again: number; first: number } };

/** Thrown to undo what was only tried out. */
class OnlyTried extends Error {}

/**
 * Exactly who would have to sign the draft of a policy if it came into force on a day: it is made a version and put in
 * force in a transaction that is undone, and what everybody would be asked is counted by the definition that asks them.
 * Schools that wait for their own wording are counted as though they had adopted it.
 * @throws Refusal as `draftOf`, "invalid" for a text that cannot be read
 */
export async function whoWouldSign(
  actor: Actor,
  policyId: string,
  implementationOn: Day | null = null,
): Promise<WhoWouldSign> {
  const day = implementationOn && implementationOn > actor.today ? implementationOn : actor.today;
  const { continued, material } = await tried(actor, policyId, day, true);
  // a first version is signed by everyone bound, and no signature is at stake where no agreement continues
  const minor = continued.length > 0 ? (await tried(actor, policyId, day, false)).material : material;
  return { day, continued, material, minor };
}

/** How the counting of one trial is done: the organisation's own days, and the day that it is counted for. */
type Trial = { organisationId: string; timeZone: string; day: Day };

/**
 * The same for a version that has been sent on and waits for its decision, whose agreements say already which of them
 * are signed again. The caller has made sure that the version may be read.
 */
export async function whoWouldSignVersion(
  { organisationId, timeZone, day }: Trial,
  versionId: string,
): Promise<WouldSignInAll> {
  return onlyTried(organisationId, async (transaction) => {
    const version = await transaction.policyVersion.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: versionId } },
      include: {
        policy: { select: { unitId: true } },
        agreements: { select: { id: true, key: true }, orderBy: { position: "asc" } },
      },
    });
    await lockPolicy(transaction, organisationId, version.policyId);
    await putInForce(transaction, organisationId, day, {
      ...version,
      unitId: version.policy.unitId,
      document: parseDocument(version.text),
    });
    const series = await seriesOf(
      transaction,
      organisationId,
      version.agreements.map(({ id }) => id),
    );
    return counted(transaction, { organisationId, timeZone, day }, series);
  });
}

async function tried(
  actor: Actor,
  policyId: string,
  day: Day,
  material: boolean,
): Promise<{ continued: string[]; material: WouldSignInAll }> {
  const { organisationId } = actor;
  const { timeZone } = actor.organisation;
  return onlyTried(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    await lockPolicy(transaction, organisationId, policyId);
    const document = readable(draft.text);
    const last = await lastRatified(transaction, organisationId, policyId);
    const continued = await continuedKeys(transaction, organisationId, last, document);
    const version = await writeVersion(transaction, organisationId, draft, document, last, {
      material: last === null || material,
      materialReason: null,
      summaryOfChange: "Tried out",
      contact: null,
      again: new Set(continued),
    });
    await putInForce(transaction, organisationId, day, {
      ...version,
      policyId,
      unitId: draft.unit.id,
      document,
    });
    const series = await seriesOf(
      transaction,
      organisationId,
      version.agreements.map(({ id }) => id),
    );
    return { continued, material: await counted(transaction, { organisationId, timeZone, day }, series) };
  });
}

/** What comes of some work of which nothing stays. */
async function onlyTried<T>(
  organisationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let found: { made: T } | undefined;
  try {
    await inOrganisation(
      organisationId,
      async (transaction) => {
        found = { made: await work(transaction) };
        throw new OnlyTried();
      },
      { timeoutMs: 60_000 },
    );
  } catch (error) {
    if (!(error instanceof OnlyTried)) throw error;
  }
  if (!found) throw new Error("trying out a version came to no end");
  return found.made;
}

type TriedVersion = VersionNumber & {
  id: string;
  policyId: string;
  unitId: string;
  document: PolicyDocument;
  agreements: { id: string; key: string }[];
};

async function putInForce(
  transaction: Transaction,
  organisationId: string,
  day: Day,
  { id: versionId, policyId, unitId, document, agreements, major, minor }: TriedVersion,
): Promise<void> {
  await adoptWithDefaults(transaction, {
    ...{ organisationId, versionId, unitId, document, agreements, startsOn: day, madeById: null },
  });
  await transaction.policy.updateMany({
    where: { organisationId, id: policyId, adoptionRule: "wait" },
    data: { adoptionRule: "defaults" },
  });
  await transaction.decision.create({
    data: {
      ...{ organisationId, id: newId(), versionId, policyId, major, minor },
      outcome: "ratified",
      method: "meeting",
      bodyName: "Tried out",
      implementationOn: dayToDate(day),
      recordedByWords: "Tried out",
      recordedAt: now(),
    },
  });
  await rebuildBindings(transaction, organisationId, policyId);
}

type Series = { seriesId: string; key: string; title: string };

async function seriesOf(
  transaction: Transaction,
  organisationId: string,
  agreementIds: string[],
): Promise<Series[]> {
  return transaction.agreement.findMany({
    where: { organisationId, id: { in: agreementIds } },
    select: { seriesId: true, key: true, title: true },
    orderBy: { position: "asc" },
  });
}

type Counted = { unitId: string; unitName: string; role: string; again: number; first: number };

async function counted(
  transaction: Transaction,
  { organisationId, timeZone, day }: Trial,
  series: Series[],
): Promise<WouldSignInAll> {
  const rows: WouldSign[] = [];
  const again = new Set<string>();
  const first = new Set<string>();
  for (const { seriesId, key, title } of series) {
    const which = { organisationId, timeZone, day, seriesId };
    const asked = await transaction.$queryRaw<(Counted & { people: string[]; anew: string[] })[]>`
      with ${obligationRows(which)}, part as (
        select o.unit_id, o.person_id, r.role, exists (
            select 1 from signature s where s.organisation_id = ${organisationId}::uuid and s.series_id = o.series_id
              and s.subject_id = any (o.ids) and s.capacity = r.capacity
              and s.id not in (select signature_id from voided)) as before
        from obligation o
        cross join lateral (
          select role, 'own' as capacity from unnest(o.roles) role where o.must and not o.own
          union all select 'countersign', 'countersign' where o.with_parent and not o.countersigned
        ) r
        where o.aside is null
      )
      select p.unit_id as "unitId", u.name as "unitName", p.role,
        count(*) filter (where p.before)::int as again, count(*) filter (where not p.before)::int as first,
        array_agg(p.person_id::text) filter (where p.before) as people,
        array_agg(p.person_id::text) filter (where not p.before) as anew
      from part p
      join unit u on u.organisation_id = ${organisationId}::uuid and u.id = p.unit_id
      group by p.unit_id, u.name, u.kind, p.role
      order by u.kind, u.name, p.role`;
    for (const { people, anew, ...row } of asked) {
      rows.push({ ...row, agreementKey: key, agreementTitle: title });
      // a parent or carer who signs for a pupil is somebody else than the pupil
      const who = (id: string) => (row.role === "countersign" ? `for ${id}` : id);
      for (const id of people ?? []) again.add(who(id));
      for (const id of anew ?? []) first.add(who(id));
    }
  }
  // whoever signs one agreement again and another for the first time counts among the first of these
  return { rows, people: { again: again.size, first: [...first].filter((id) => !again.has(id)).length } };
}
