import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { readableAgreement } from "#lib/signing/readable-agreement.ts";
import { type SessionState, stateOf } from "./find-tablet.ts";
import { sayGroup } from "./say-group.ts";
import { sayRule, stepsOf } from "./steps.ts";
import { turnAnswers, unsureSteps } from "./turn-answers.ts";
import { whoIsAsked } from "./who-is-asked.ts";
import { type SessionRow, sessionFor } from "./who-may-open.ts";
import { askingMinutes } from "./words.ts";

export type SessionTurnInView = {
  turnId: string;
  name: string;
  tablet: string;
  /** `Rule 3 of 9`; null once they agreed, and for a grown-up, who has all of it on one page. */
  where: string | null;
  agreedAt: Date | null;
  /** What they did instead of signing; the words are for whoever answers. */
  response: "question" | "refusal" | null;
  /** The rules that they are not sure about, each with the words that lead into it. */
  unsure: string[];
};

/** A session as its teacher watches it. */
export type SessionInView = {
  id: string;
  school: string;
  group: string;
  children: boolean;
  agreement: string;
  code: string;
  state: SessionState;
  closesAt: Date;
  closedAt: Date | null;
  asking: { tabletId: string; name: string }[];
  admitted: { tabletId: string; name: string }[];
  /** Agreed, and nobody has said yet that it was they. */
  toConfirm: SessionTurnInView[];
  /** In the middle of it. */
  signing: SessionTurnInView[];
  confirmed: { name: string; agreedAt: Date }[];
  /** Did not sign, and this has been passed on. */
  passedOn: { name: string; kind: "question" | "refusal"; at: Date }[];
  /** Nobody has chosen these names. */
  absent: { name: string; away: boolean }[];
  /** How many of those who are asked have signed, confirmed ones of this session included. */
  signed: number;
  asked: number;
};

const names = { givenName: true, familyName: true, knownAs: true } as const;

/**
 * A session as its teacher watches it.
 * @param urn the school that the address names; null for the organisation's own people
 * @throws Refusal "not-found" for whoever neither teaches the class nor may open sessions there
 */
export async function signingSession(
  actor: Actor,
  urn: string | null,
  sessionId: string,
): Promise<SessionInView> {
  const { organisationId, today } = actor;
  if (!isId(sessionId)) throw notFound();
  const { session, tablets, turns, ended, asked, agreement } = await inOrganisation(
    organisationId,
    async (transaction) => {
      const session = await sessionFor(transaction, actor, sessionId);
      if (!isAt(session, actor, urn)) throw notFound();
      return {
        session,
        tablets: await transaction.sessionTablet.findMany({
          where: { organisationId, sessionId, turnedAwayAt: null },
          select: { id: true, name: true, askedAt: true, admittedAt: true },
          orderBy: [{ askedAt: "asc" }, { id: "asc" }],
        }),
        turns: await transaction.sessionTurn.findMany({
          where: { organisationId, sessionId, endedAt: null },
          include: { person: { select: names }, tablet: { select: { name: true } } },
          orderBy: [{ agreedAt: "asc" }, { startedAt: "asc" }],
        }),
        ended: await transaction.sessionTurn.findMany({
          where: { organisationId, sessionId, endedAt: { not: null }, agreedAt: { not: null } },
          select: { answers: true, agreedAt: true, person: { select: names } },
          orderBy: { agreedAt: "asc" },
        }),
        asked: await whoIsAsked(transaction, { organisationId, ...session }, today),
        agreement: await transaction.agreement.findFirst({
          where: { organisationId, seriesId: session.seriesId },
          orderBy: { createdAt: "desc" },
          select: { title: true },
        }),
      };
    },
  );
  const children = session.role === "pupil";
  const inView = await Promise.all(
    turns.map(async (turn): Promise<SessionTurnInView> => {
      const steps = stepsOf(await readableAgreement(organisationId, turn.agreementId, turn.wordingId));
      const step = steps[Math.min(turn.position, steps.length - 1)];
      return {
        turnId: turn.id,
        name: calledName(turn.person),
        tablet: turn.tablet.name,
        where: !children
          ? null
          : step?.kind === "rule"
            ? `Rule ${step.number} of ${step.of}`
            : step?.kind === "end"
              ? "On the last page"
              : "At the beginning",
        agreedAt: turn.agreedAt,
        response: turnAnswers(turn.answers).response?.kind ?? null,
        unsure: unsureSteps(turn.unsure).flatMap((at) => (steps[at] ? [sayRule(steps[at])] : [])),
      };
    }),
  );
  const standing = new Set(turns.map(({ personId }) => personId));
  const isConfirmed = new Set(turns.filter(({ signatureId }) => signatureId).map(({ id }) => id));
  const since = new Date(now().getTime() - askingMinutes * 60_000);
  return {
    id: session.id,
    school: session.unit.name,
    group: sayGroup(session),
    children,
    agreement: agreement?.title ?? "",
    code: session.code,
    state: stateOf({ ...session, classYear: session.classGroup?.academicYear ?? null }, today),
    closesAt: session.closesAt,
    closedAt: session.closedAt,
    asking: tablets
      .filter(({ admittedAt, askedAt }) => !admittedAt && askedAt > since)
      .map(({ id, name }) => ({ tabletId: id, name })),
    admitted: tablets.filter(({ admittedAt }) => admittedAt).map(({ id, name }) => ({ tabletId: id, name })),
    toConfirm: inView.filter(({ turnId, agreedAt }) => agreedAt && !isConfirmed.has(turnId)),
    signing: inView.filter(({ agreedAt }) => !agreedAt),
    confirmed: inView
      .filter(({ turnId }) => isConfirmed.has(turnId))
      .map(({ name, agreedAt }) => ({ name, agreedAt: agreedAt as Date })),
    passedOn: ended.flatMap(({ answers, agreedAt, person }) => {
      const { response } = turnAnswers(answers);
      return response?.confirmed
        ? [{ name: calledName(person), kind: response.kind, at: agreedAt as Date }]
        : [];
    }),
    absent: asked
      .filter(({ personId, signed }) => !signed && !standing.has(personId))
      .map((person) => ({ name: calledName(person), away: person.away })),
    signed: asked.filter(({ signed }) => signed).length,
    asked: asked.length,
  };
}

const isAt = ({ unitId, unit }: SessionRow, { organisationId }: Actor, urn: string | null) =>
  urn === null ? unitId === organisationId : unit.urn === urn;

/**
 * Something that changes whenever what the teacher watches does, and says nothing: a page asks for it every few seconds.
 * @throws Refusal "not-found" as for the session itself
 */
export async function signingSessionMark(
  actor: Actor,
  urn: string | null,
  sessionId: string,
): Promise<string> {
  const { organisationId } = actor;
  if (!isId(sessionId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const session = await sessionFor(transaction, actor, sessionId);
    if (!isAt(session, actor, urn)) throw notFound();
    const [row] = await transaction.$queryRaw<{ mark: string }[]>`
      select concat_ws('-',
        (select concat_ws('.', count(*), count(admitted_at), count(turned_away_at)) from session_tablet
          where organisation_id = ${organisationId}::uuid and session_id = ${sessionId}::uuid),
        (select concat_ws('.', count(*), sum(position), count(agreed_at), count(ended_at), count(signature_id),
            sum(jsonb_array_length(unsure))) from session_turn
          where organisation_id = ${organisationId}::uuid and session_id = ${sessionId}::uuid)) as mark`;
    const classYear = session.classGroup?.academicYear ?? null;
    return `${stateOf({ ...session, classYear }, actor.today)}-${row?.mark}`;
  });
}
