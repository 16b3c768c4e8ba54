import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { admitTablet, turnTabletsAway } from "#lib/signing-sessions/admit-tablet.ts";
import { askToBeLetIn } from "#lib/signing-sessions/ask-to-be-let-in.ts";
import { closeSession } from "#lib/signing-sessions/close-session.ts";
import { confirmTurns, undoTurn } from "#lib/signing-sessions/confirm-turns.ts";
import { openClassSession, openStaffSession } from "#lib/signing-sessions/open-session.ts";
import { sessionForRows } from "#lib/signing-sessions/session-for-rows.ts";
import { signingSession, signingSessionMark } from "#lib/signing-sessions/session-in-view.ts";
import { schoolsTaughtAt, signingSessionsAt } from "#lib/signing-sessions/sessions-in-view.ts";
import { tabletView } from "#lib/signing-sessions/tablet-view.ts";
import { agreeInTurn, chooseName, goToStep } from "#lib/signing-sessions/take-turn.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { aPerson, aPolicyText } from "./builders.ts";

const may = "signing-sessions:open" as const;
let count = 0;

/** The agreement of the school's own policy that pupils, or staff, sign. */
const seriesOf = ({ organisationId, policyId }: World, key: "pupils" | "staff") =>
  inOrganisation(organisationId, async (transaction) => {
    const agreement = await transaction.agreement.findFirstOrThrow({
      where: { organisationId, key, version: { policyId } },
    });
    return agreement.seriesId;
  });

/** A class of one pupil at the school, with nobody who teaches it. */
async function aClass(world: World) {
  const { organisationId, own, signer } = world;
  const pupil = await world.aPupil();
  const classGroupId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.classGroup.create({
      data: {
        organisationId,
        id: classGroupId,
        unitId: own,
        name: `Class ${++count}`,
        academicYear: academicYear(signer.today),
      },
    });
    await transaction.classMembership.create({
      data: {
        organisationId,
        id: newId(),
        classGroupId,
        personId: pupil,
        part: "pupil",
        startsOn: dayToDate("2020-09-01"),
      },
    });
  });
  return { classGroupId, pupil, seriesId: await seriesOf(world, "pupils") };
}

const headOf = ({ somebody }: World): Actor => {
  const head = somebody.find(({ name }) => name === "head here");
  if (!head) throw new Error("there is no head");
  return head.actor;
};

const administratorOf = ({ somebody }: World): Actor => {
  const name = "organisation-administrator of the organisation";
  const administrator = somebody.find((one) => one.name === name);
  if (!administrator) throw new Error("there is no administrator");
  return administrator.actor;
};

/** Somebody of the organisation's board, and the agreement of a policy of its own that they sign. @returns its series */
async function aTrustee({ organisationId, command }: World): Promise<string> {
  await aPerson(organisationId, { roles: [{ role: "trustee", unitId: organisationId }] });
  const { policyId } = await bringInPolicy(command, {
    text: aPolicyText({ title: `Trustees ${++count}` }).replace(
      'audience="staff volunteer"',
      'audience="trustee"',
    ),
    ...{ fileName: "policy.md", implementationOn: "2020-09-01" },
  });
  return inOrganisation(organisationId, async (transaction) => {
    const { seriesId } = await transaction.agreement.findFirstOrThrow({
      where: { organisationId, key: "staff", version: { policyId } },
    });
    return seriesId;
  });
}

/** A session with a tablet that asks and one that was let in, on which its pupil has agreed. */
async function aSession(world: World) {
  const head = headOf(world);
  const { pupil, ...group } = await aClass(world);
  const sessionId = await openClassSession(head, world.own, { ...group, length: "today" });
  const { code } = await signingSession(head, world.urn, sessionId);
  const pass = await askToBeLetIn(code, null, "");
  const first = (await signingSession(head, world.urn, sessionId)).asking[0];
  await admitTablet(head, first?.tabletId as string);
  await chooseName(pass, pupil);
  const view = await tabletView(pass);
  if (view.at !== "step") throw new Error("the pupil has no turn");
  for (let at = 1; at <= view.last; at++) await goToStep(pass, view.turnId, at);
  await agreeInTurn(pass, view.turnId, { fields: {} });
  await askToBeLetIn(code, null, "");
  const second = (await signingSession(head, world.urn, sessionId)).asking[0];
  return { sessionId, turnId: view.turnId, tabletId: second?.tabletId as string };
}

/** Who may open sessions, watch them and confirm; teachers of a class are tried in lib/signing-sessions. */
export const accessToSigningSessions: AccessCase[] = [
  accessCase({
    rule: signingSessionsAt,
    may,
    call: (actor, { own }) => signingSessionsAt(actor, own),
    shows: (answer) => (answer as Awaited<ReturnType<typeof signingSessionsAt>>).agreements.length > 0,
  }),
  accessCase({
    rule: schoolsTaughtAt,
    may: "everybody", // their own classes, and theirs alone
    call: (actor) => schoolsTaughtAt(actor),
  }),
  accessCase({
    rule: openClassSession,
    may,
    target: aClass,
    call: (actor, { own }, { classGroupId, seriesId }) =>
      openClassSession(actor, own, { classGroupId, seriesId, length: "today" }),
  }),
  accessCase({
    rule: openStaffSession,
    may,
    target: (world: World) => seriesOf(world, "staff"),
    call: (actor, { own }, seriesId) =>
      openStaffSession(actor, own, { role: "staff", seriesId, length: "today" }),
  }),
  accessCase({
    rule: openStaffSession,
    about: "of the organisation's own people",
    may,
    whole: true,
    target: aTrustee,
    call: (actor, { organisationId }, seriesId) =>
      openStaffSession(actor, organisationId, { role: "trustee", seriesId, length: "today" }),
  }),
  accessCase({
    rule: signingSession,
    about: "of the organisation's own people",
    may,
    whole: true,
    target: async (world: World) => {
      const administrator = administratorOf(world);
      const seriesId = await aTrustee(world);
      return openStaffSession(administrator, world.organisationId, {
        ...{ role: "trustee", seriesId, length: "today" },
      });
    },
    call: (actor, _, sessionId) => signingSession(actor, null, sessionId),
  }),
  accessCase({
    rule: sessionForRows,
    may,
    target: async (world: World) => ({ personId: await world.staff(), seriesId: newId() }),
    call: (actor, { own }, row) => sessionForRows(actor, own, [row]),
    // to another organisation's administrators every unknown school is one of theirs, with nobody in it
    otherwise: { "head elsewhere": "conflict", "organisation-administrator elsewhere": "conflict" },
  }),
  accessCase({
    rule: signingSession,
    may,
    target: aSession,
    call: (actor, { urn }, { sessionId }) => signingSession(actor, urn, sessionId),
  }),
  accessCase({
    rule: signingSessionMark,
    may,
    target: aSession,
    call: (actor, { urn }, { sessionId }) => signingSessionMark(actor, urn, sessionId),
  }),
  accessCase({
    rule: admitTablet,
    may,
    target: aSession,
    call: (actor, _, { tabletId }) => admitTablet(actor, tabletId),
  }),
  accessCase({
    rule: turnTabletsAway,
    may,
    target: aSession,
    call: (actor, _, { sessionId, tabletId }) => turnTabletsAway(actor, sessionId, [tabletId]),
  }),
  accessCase({
    rule: confirmTurns,
    may,
    target: aSession,
    call: (actor, _, { sessionId, turnId }) => confirmTurns(actor, sessionId, [turnId]),
  }),
  accessCase({
    rule: undoTurn,
    may,
    target: aSession,
    call: (actor, _, { turnId }) => undoTurn(actor, turnId),
  }),
  accessCase({
    rule: closeSession,
    may,
    target: aSession,
    call: (actor, _, { sessionId, turnId }) =>
      closeSession(actor, sessionId, { unconfirmed: "leave", turns: turnId }),
  }),
];
