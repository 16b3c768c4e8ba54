import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { may } from "#lib/permissions/permissions.ts";
import { type SessionState, stateOf } from "./find-tablet.ts";
import { sayGroup } from "./say-group.ts";
import { classesToOpenFor, teachingRoles } from "./who-may-open.ts";
import { type StaffSessionRole, staffSessionRoles } from "./words.ts";

const listedDays = 60;
const mostListed = 50;

export type ListedSession = {
  id: string;
  group: string;
  agreement: string;
  state: SessionState;
  openedAt: Date;
  openedBy: string;
  closesAt: Date;
  closedAt: Date | null;
  signed: number;
  unconfirmed: number;
};

export type SessionChoices = {
  classes: { id: string; name: string }[];
  agreements: { seriesId: string; title: string }[];
  /** Null for whoever may not open sessions for grown-ups. */
  staff: { roles: StaffSessionRole[]; agreements: { seriesId: string; title: string }[] } | null;
  sessions: ListedSession[];
};

/**
 * What someone may open sessions for at a school, and those that are open or were lately, newest first.
 * @throws Refusal "not-found" for whoever neither teaches a class there nor may open sessions
 */
export async function signingSessionsAt(actor: Actor, unitId: string): Promise<SessionChoices> {
  const { organisationId, today } = actor;
  const everyone = may(actor, "signing-sessions:open", unitId);
  return inOrganisation(organisationId, async (transaction) => {
    const classes = await classesToOpenFor(transaction, actor, unitId);
    if (!everyone && classes.length === 0) throw notFound();
    const bound = await transaction.$queryRaw<{ role: string; seriesId: string; title: string }[]>`
      select distinct on (b.role, b.series_id) b.role, b.series_id as "seriesId", a.title
      from binding b
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = b.agreement_id
      where b.organisation_id = ${organisationId}::uuid and b.unit_id = ${unitId}::uuid and b.requirement <> 'no'
        and b.starts_on <= ${today}::date and (b.ends_on is null or b.ends_on >= ${today}::date)
      order by b.role, b.series_id, b.round desc`;
    const byTitle = (rows: typeof bound) =>
      [...new Map(rows.map(({ seriesId, title }) => [seriesId, { seriesId, title }])).values()].sort(
        (one, other) => one.title.localeCompare(other.title, "en-GB"),
      );
    const grownUps = bound.filter(({ role }) => (staffSessionRoles as readonly string[]).includes(role));
    const since = new Date(now().getTime() - listedDays * 24 * 60 * 60_000);
    const sessions = await transaction.signingSession.findMany({
      where: {
        organisationId,
        unitId,
        OR: [{ openedAt: { gt: since } }, { closedAt: null, closesAt: { gt: now() } }],
        ...(everyone ? {} : { classGroupId: { in: classes.map(({ id }) => id) } }),
      },
      select: {
        id: true,
        role: true,
        seriesId: true,
        openedAt: true,
        closesAt: true,
        closedAt: true,
        classGroup: { select: { name: true, academicYear: true } },
        openedBy: { select: { givenName: true, familyName: true, knownAs: true } },
        series: {
          select: { agreements: { select: { title: true }, orderBy: { createdAt: "desc" }, take: 1 } },
        },
        sessionTurns: { where: { agreedAt: { not: null }, endedAt: null }, select: { signatureId: true } },
      },
      orderBy: [{ openedAt: "desc" }, { id: "desc" }],
      take: mostListed,
    });
    return {
      classes: classes
        .map(({ id, name }) => ({ id, name }))
        .sort((one, other) => one.name.localeCompare(other.name, "en-GB", { numeric: true })),
      agreements: byTitle(bound.filter(({ role }) => role === "pupil")),
      staff: everyone
        ? {
            roles: staffSessionRoles.filter((role) => grownUps.some((one) => one.role === role)),
            agreements: byTitle(grownUps),
          }
        : null,
      sessions: sessions.map((session) => ({
        id: session.id,
        group: sayGroup(session),
        agreement: session.series.agreements[0]?.title ?? "",
        state: stateOf({ ...session, classYear: session.classGroup?.academicYear ?? null }, today),
        openedAt: session.openedAt,
        openedBy: `${session.openedBy.knownAs || session.openedBy.givenName} ${session.openedBy.familyName}`,
        closesAt: session.closesAt,
        closedAt: session.closedAt,
        signed: session.sessionTurns.filter(({ signatureId }) => signatureId).length,
        unconfirmed: session.sessionTurns.filter(({ signatureId }) => !signatureId).length,
      })),
    };
  });
}

/** The schools at which the actor teaches a class or tutor group of this academic year, by name. */
export async function schoolsTaughtAt(actor: Actor): Promise<{ urn: string; name: string }[]> {
  const schools = new Map(
    actor.memberships
      .filter(
        ({ role, urn, startsOn }) =>
          urn && teachingRoles.includes(role) && startsOn.slice(0, 10) <= actor.today,
      )
      .map(({ unitId, unitName, urn }) => [unitId, { urn: urn as string, name: unitName }]),
  );
  if (schools.size === 0) return [];
  const { organisationId, personId, today } = actor;
  const day = new Date(`${today}T00:00:00Z`);
  const taught = await inOrganisation(organisationId, (transaction) =>
    transaction.classMembership.findMany({
      where: {
        organisationId,
        personId,
        part: "teacher",
        startsOn: { lte: day },
        OR: [{ endsOn: null }, { endsOn: { gte: day } }],
        classGroup: { academicYear: academicYear(today), unitId: { in: [...schools.keys()] } },
      },
      select: { classGroup: { select: { unitId: true } } },
    }),
  );
  const units = new Set(taught.map(({ classGroup }) => classGroup.unitId));
  return [...schools]
    .filter(([unitId]) => units.has(unitId))
    .map(([, school]) => school)
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}
