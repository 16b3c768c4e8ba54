import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { audienceInput, changesIn, type Place, sayChange, writeChanges } from "./audience-rules.ts";
import { countProgressSoon } from "./count-progress-soon.ts";
import { lockPolicy } from "./lock-policy.ts";
import { rebuildBindings } from "./rebuild-bindings.ts";
import { audienceRows, basisOf } from "./who-signs.ts";

/** What a change does to people, by role: how many must sign who need not now, and the other way round. */
export type AudienceEffect = { role: MembershipRole; newlyAsked: number; noLongerAsked: number }[];

/** Thrown to undo what was only tried out. */
class OnlyTried extends Error {
  readonly effect: AudienceEffect;
  constructor(effect: AudienceEffect) {
    super("This was only tried out.");
    this.effect = effect;
  }
}

/** What a change of who signs would do to people today; nothing is changed. Refusals as of `changeAudience`. */
export async function tryAudience(
  actor: Actor,
  agreementId: string,
  given: unknown,
): Promise<AudienceEffect> {
  try {
    await work(actor, agreementId, given, true);
  } catch (error) {
    if (error instanceof OnlyTried) return error.effect;
    throw error;
  }
  throw new Error("trying out an audience came to no end");
}

/**
 * Changes who signs an agreement of the version in force from today, for the organisation or one school, without a
 * word of its text; a school’s own rule can be handed back to the one for everyone. What applied until yesterday stays on record. A version that is to come into force takes the change
 * over, and so does any next one that is brought in with the same audience in its text.
 * @throws Refusal "not-found" without `audiences:change`, "invalid", or "conflict" when somebody else has changed it
 * since the form was made
 */
export const changeAudience = (actor: Actor, agreementId: string, given: unknown): Promise<AudienceEffect> =>
  work(actor, agreementId, given, false);

async function work(
  actor: Actor,
  agreementId: string,
  given: unknown,
  tryOnly: boolean,
): Promise<AudienceEffect> {
  if (!isId(agreementId)) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const agreement = await agreementToChange(transaction, organisationId, agreementId);
      const policy = await lockPolicy(transaction, organisationId, agreement.policyId);
      demand(actor, "audiences:change", policy.unitId);
      const input = parse(audienceInput, given);
      const place = await placeOf(transaction, actor, policy.unitId, input.unitId);
      const rows = await audienceRows(transaction, organisationId, agreementId);
      if (basisOf(rows) !== input.basis)
        throw new Refusal(
          "conflict",
          "Somebody else has changed who signs this since you opened the page. Open it again and look.",
        );
      const changed = changesIn(input.roles, rows, { policyUnitId: policy.unitId, place, today });
      const roles = changed.map(({ role }) => role);
      const before = await askedBy(transaction, organisationId, agreement.seriesId, roles, today);
      for (const id of [agreementId, ...(await laterOnes(transaction, organisationId, agreement, today))])
        await writeChanges(transaction, organisationId, id, { place, changed, today });
      await rebuildBindings(transaction, organisationId, policy.id);
      const after = await askedBy(transaction, organisationId, agreement.seriesId, roles, today);
      const effect = roles.map((role) => ({
        role,
        newlyAsked: missingFrom(after, before, role),
        noLongerAsked: missingFrom(before, after, role),
      }));
      if (tryOnly) throw new OnlyTried(effect);
      if (changed.length === 0) return effect;
      await recordEvent(transaction, actor, "audience-changed", {
        unitId: place.id,
        policyId: policy.id,
        versionId: agreement.versionId,
        details: {
          agreement: agreement.title,
          place: place.name,
          change: changed.map(sayChange).join("; "),
        },
      });
      await countProgressSoon(transaction, organisationId);
      return effect;
    },
    { timeoutMs: 60_000 },
  );
}

async function agreementToChange(transaction: Transaction, organisationId: string, id: string) {
  const found = await transaction.agreement.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: {
      id: true,
      title: true,
      seriesId: true,
      versionId: true,
      version: { select: { policyId: true } },
    },
  });
  if (!found) throw notFound();
  return { ...found, policyId: found.version.policyId };
}

/** The owner of the policy, or a school that it reaches. */
async function placeOf(
  transaction: Transaction,
  { organisationId }: Actor,
  policyUnitId: string,
  unitId: string,
): Promise<Place> {
  if (unitId !== policyUnitId && policyUnitId !== organisationId) throw notFound();
  const unit = await transaction.unit.findUnique({
    where: { organisationId_id: { organisationId, id: unitId } },
    select: { id: true, name: true, phase: true },
  });
  if (!unit) throw notFound();
  return unit;
}

/** The same agreement in versions that are ratified and not yet in force, or that wait for ratification. */
async function laterOnes(
  transaction: Transaction,
  organisationId: string,
  { id, seriesId }: { id: string; seriesId: string },
  today: Day,
): Promise<string[]> {
  const later = await transaction.agreement.findMany({
    where: {
      organisationId,
      seriesId,
      id: { not: id },
      version: {
        OR: [
          { decisions: { some: { outcome: "ratified", implementationOn: { gt: dayToDate(today) } } } },
          {
            proposals: { some: { ends: { none: {} } } },
            decisions: { none: { outcome: { in: ["ratified", "returned"] } } },
          },
        ],
      },
    },
    select: { id: true },
  });
  return later.map((one) => one.id);
}

/** Who must sign the agreement today, as `<role> <person>`, for the roles that are about to change. */
async function askedBy(
  transaction: Transaction,
  organisationId: string,
  seriesId: string,
  roles: MembershipRole[],
  today: Day,
): Promise<Set<string>> {
  if (roles.length === 0) return new Set();
  const rows = await transaction.$queryRaw<{ asked: string }[]>`
    select distinct m.role || ' ' || m.person_id as asked
    from membership m
    join binding b on b.organisation_id = ${organisationId}::uuid and b.unit_id = m.unit_id and b.role = m.role
      and b.series_id = ${seriesId}::uuid and b.requirement = 'must'
      and b.starts_on <= ${today}::date and (b.ends_on is null or b.ends_on >= ${today}::date)
      and (m.cohort is null or academic_year(${today}::date) - m.cohort
        between coalesce(b.year_from, -100) and coalesce(b.year_to, 100))
    where m.organisation_id = ${organisationId}::uuid and m.role = any (${roles}::text[])
      and m.starts_on <= ${today}::date and (m.ends_on is null or m.ends_on >= ${today}::date)`;
  return new Set(rows.map(({ asked }) => asked));
}

const missingFrom = (one: Set<string>, other: Set<string>, role: MembershipRole): number =>
  [...one].filter((asked) => asked.startsWith(`${role} `) && !other.has(asked)).length;
