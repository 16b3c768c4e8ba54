import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { joinClass } from "#lib/people/join-class.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { admitTablet } from "#lib/signing-sessions/admit-tablet.ts";
import { askToBeLetIn } from "#lib/signing-sessions/ask-to-be-let-in.ts";
import { openClassSession } from "#lib/signing-sessions/open-session.ts";
import { signingSession } from "#lib/signing-sessions/session-in-view.ts";
import { signingSessionsAt } from "#lib/signing-sessions/sessions-in-view.ts";
import { tabletView } from "#lib/signing-sessions/tablet-view.ts";
import { agreeInTurn, chooseName, goToStep } from "#lib/signing-sessions/take-turn.ts";
import type { Form } from "./forms.ts";

/*
 * What the access tests need of signing sessions: one that grown-ups sign in, to be looked for under every address, and
 * one with a class and its tablets, to be worked on by everyone who may not.
 */

/** A session for grown-ups at a school, whoever opened it; its code leads nowhere. */
export async function aStaffSession(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  openedById: string,
): Promise<string> {
  const { seriesId } = await transaction.binding.findFirstOrThrow({
    where: { organisationId, unitId, role: "staff" },
  });
  const id = newId();
  await transaction.signingSession.create({
    data: {
      ...{ organisationId, id, unitId, role: "staff", seriesId, code: "ZZZZZ", openedById },
      openedAt: dayToDate("2024-09-02"),
      closesAt: dayToDate("2024-09-03"),
    },
  });
  return id;
}

/** A class whose session is open: two tablets ask, one is in, and two pupils have agreed on it. */
export type SessionTarget = {
  path: string;
  classGroupId: string;
  seriesId: string;
  staffSeriesId: string;
  sessionId: string;
  turns: [string, string];
};

/** Someone that the test makes: a pupil of the school, or another of whom it has a use. */
type Someone = (role: string, more?: object) => Promise<{ personId: string }>;

export async function aClassSession(
  head: { organisationId: string; personId: string },
  unit: { id: string; urn: string },
  tag: string,
  year: number,
  someone: Someone,
): Promise<SessionTarget> {
  const { organisationId } = head;
  const command = { organisationId, words: "a journey" };
  const actor = await actorOfSession(await startSession({ ...head, method: "persona" }));
  if (!actor) throw new Error("the head cannot act");
  const { classGroupId } = await createClassGroup(command, unit.id, {
    name: `Tablets ${tag}`,
    kind: "class",
    academicYear: year,
  });
  const startsOn = `${year}-09-01`;
  const pupils = [await someone("pupil", { yearGroup: 8 }), await someone("pupil", { yearGroup: 8 })];
  // Somebody is left who has not signed, so that another session can be opened.
  pupils.push(await someone("pupil", { yearGroup: 8 }));
  for (const { personId } of pupils)
    await joinClass(command, personId, unit.id, { classGroupId, part: "pupil", startsOn });
  await someone("trainee");

  const { agreements, staff } = await signingSessionsAt(actor, unit.id);
  const seriesId = agreements.find(({ title }) => /senior/i.test(title))?.seriesId ?? "";
  const sessionId = await openClassSession(actor, unit.id, { classGroupId, seriesId, length: "today" });
  const { code } = await signingSession(actor, unit.urn, sessionId);
  const pass = await askToBeLetIn(code, null, "");
  const [first] = (await signingSession(actor, unit.urn, sessionId)).asking;
  await admitTablet(actor, first?.tabletId as string);
  const turns: string[] = [];
  for (const { personId } of pupils.slice(0, 2)) {
    await chooseName(pass, personId);
    const view = await tabletView(pass);
    if (view.at !== "step") throw new Error("the pupil has no turn");
    for (let at = 1; at <= view.last; at++) await goToStep(pass, view.turnId, at);
    await agreeInTurn(pass, view.turnId, { fields: {} });
    turns.push(view.turnId);
  }
  await askToBeLetIn(code, null, "");
  await askToBeLetIn(code, null, "");
  return {
    path: `/school/${unit.urn}/class-sessions`,
    classGroupId,
    seriesId,
    staffSeriesId: staff?.agreements[0]?.seriesId ?? "",
    sessionId,
    turns: turns as [string, string],
  };
}

/** Every row of these sessions. */
export async function stateOfSessions(organisationId: string, target: SessionTarget): Promise<string> {
  const { classGroupId, sessionId } = target;
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      select row::text from (
        select to_jsonb(s) as row from signing_session s where s.organisation_id = ${organisationId}::uuid
          and (s.class_group_id = ${classGroupId}::uuid or s.role = 'trainee')
        union all
        select to_jsonb(t) from session_tablet t where t.organisation_id = ${organisationId}::uuid
          and t.session_id = ${sessionId}::uuid
        union all
        select to_jsonb(t) from session_turn t where t.organisation_id = ${organisationId}::uuid
          and t.session_id = ${sessionId}::uuid
      ) every order by 1`,
  );
  const entries = await database().directoryEntry.count({ where: { targetId: sessionId } });
  return [...rows.map(({ row }) => row), entries].join("\n");
}

type SessionChange = {
  page: (target: SessionTarget) => string;
  button: RegExp;
  fields?: (target: SessionTarget) => Form;
  may: Permission;
};

const may = "signing-sessions:open" as const;
const ofSession = ({ path, sessionId }: SessionTarget) => `${path}/${sessionId}`;

/** The server actions of class sessions, the closing one last. */
export const sessionChanges: Record<string, SessionChange> = {
  openClassSessionAction: {
    page: ({ path }) => path,
    button: /^Open class session$/,
    fields: ({ classGroupId, seriesId }) => ({ classGroupId, seriesId, length: "today" }),
    may,
  },
  openStaffSessionAction: {
    page: ({ path }) => path,
    button: /^Open staff session$/,
    fields: ({ staffSeriesId }) => ({ role: "trainee", seriesId: staffSeriesId, length: "today" }),
    may,
  },
  admitTabletAction: { page: ofSession, button: /^Admit/, may },
  turnAwayAction: { page: ofSession, button: /^Turn away/, may },
  undoTurnAction: {
    page: ofSession,
    button: /^That was somebody else/,
    fields: ({ turns }) => ({ turn: turns[0] }),
    may,
  },
  confirmTurnsAction: {
    page: ofSession,
    button: /^Confirm/,
    fields: ({ turns }) => ({ turns: turns[1] }),
    may,
  },
  closeSessionAction: { page: ofSession, button: /^Close session$/, may },
};

/** What a tablet posts: no one is signed in there, and what it may do follows from the pass that it holds. */
export const tabletPosts: Record<string, string> = {
  "/class/code": "/class/code",
  "/class/name": "/class/name",
  "/class/turn": "/class/turn",
};
