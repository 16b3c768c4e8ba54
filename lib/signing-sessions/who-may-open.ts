import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";

/** Who may have a class: teachers on the staff, supply teachers sent by an agency, and trainees who teach it. */
export const teachingRoles: readonly MembershipRole[] = ["staff", "agency", "trainee"];

/** Whether the actor teaches at the school today. Whoever has left, or only starts, has no class there. */
const worksAt = (actor: Actor, unitId: string) =>
  actor.memberships.some(
    (one) =>
      teachingRoles.includes(one.role) && one.unitId === unitId && one.startsOn.slice(0, 10) <= actor.today,
  );

/**
 * The classes and tutor groups of a school, of this academic year, for which the actor may open sessions and see
 * those of others: all of them with `signing-sessions:open` there, else those that they teach.
 */
export async function classesToOpenFor(transaction: Transaction, actor: Actor, unitId: string) {
  const all = may(actor, "signing-sessions:open", unitId);
  if (!all && !worksAt(actor, unitId)) return [];
  const { organisationId, personId, today } = actor;
  const day = new Date(`${today}T00:00:00Z`);
  return transaction.classGroup.findMany({
    where: {
      organisationId,
      unitId,
      academicYear: academicYear(today),
      ...(all
        ? {}
        : {
            classMemberships: {
              some: {
                personId,
                part: "teacher",
                startsOn: { lte: day },
                OR: [{ endsOn: null }, { endsOn: { gte: day } }],
              },
            },
          }),
    },
    select: { id: true, name: true, kind: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/**
 * Demands that the actor may open sessions for this class, or for grown-ups where there is none.
 * @throws Refusal "not-found"
 */
export async function demandGroup(
  transaction: Transaction,
  actor: Actor,
  { unitId, classGroupId }: { unitId: string; classGroupId: string | null },
): Promise<void> {
  if (may(actor, "signing-sessions:open", unitId)) return;
  const classes = classGroupId ? await classesToOpenFor(transaction, actor, unitId) : [];
  if (!classes.some(({ id }) => id === classGroupId)) throw notFound();
}

const fields = {
  id: true,
  unitId: true,
  classGroupId: true,
  role: true,
  seriesId: true,
  code: true,
  openedAt: true,
  closesAt: true,
  closedAt: true,
  unit: { select: { name: true, urn: true } },
  classGroup: { select: { name: true, academicYear: true } },
} as const;

/**
 * A session that the actor may see and work on, its row locked if asked.
 * @throws Refusal "not-found", also for one that is not theirs
 */
export async function sessionFor(
  transaction: Transaction,
  actor: Actor,
  sessionId: string,
  { lock = false } = {},
) {
  const { organisationId } = actor;
  if (lock)
    await transaction.$queryRaw`
      select 1 from signing_session
      where organisation_id = ${organisationId}::uuid and id = ${sessionId}::uuid for no key update`;
  const session = await transaction.signingSession.findUnique({
    where: { organisationId_id: { organisationId, id: sessionId } },
    select: fields,
  });
  if (!session) throw notFound();
  await demandGroup(transaction, actor, session);
  return session;
}

export type SessionRow = Awaited<ReturnType<typeof sessionFor>>;
