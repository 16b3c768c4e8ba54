import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { askForAcknowledgement } from "#lib/policies/ask-for-acknowledgement.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { changeAudience, tryAudience } from "#lib/policies/change-audience.ts";
import { decidePupilSigning, pupilSigningAt } from "#lib/policies/decide-pupil-signing.ts";
import { whoSigns } from "#lib/policies/who-signs.ts";
import { arrive } from "#lib/visits/arrive.ts";
import { askedOnArrival } from "#lib/visits/asked-on-arrival.ts";
import { clearedFile } from "#lib/visits/cleared-file.ts";
import { doorCode } from "#lib/visits/door-code.ts";
import { makeDoorTablet } from "#lib/visits/door-tablet.ts";
import { confirmVisitor, endVisit, notWhoTheySaid, recordLeaving } from "#lib/visits/end-visit.ts";
import { schoolAtTheDoor } from "#lib/visits/find-school.ts";
import { turnVisitorsAway } from "#lib/visits/turn-visitors-away.ts";
import { visitAtSchool, visitsAtSchool, visitsToConfirm } from "#lib/visits/visits-at-school.ts";
import { whoIsCleared } from "#lib/visits/who-is-cleared.ts";
import { accessCase, type World } from "./access-world.ts";

const everyone = { page: 1, all: false, role: undefined };
const holds = (words: string) => (answer: unknown) => JSON.stringify(answer).includes(words);

/** Somebody who came through the school's door. */
async function aVisit(world: World): Promise<string> {
  const { code } = await inOrganisation(world.organisationId, (transaction) =>
    transaction.unit.findFirstOrThrow({
      where: { organisationId: world.organisationId, id: world.own },
      select: { code: true },
    }),
  );
  const school = await schoolAtTheDoor(code as string);
  const asked = await askedOnArrival(school, "volunteer");
  const visit = await arrive(school, {
    values: { reason: "volunteer", name: "Vera Visitor", firm: "", expectedBy: "", until: school.today },
    formId: newId(),
    forms: asked.map(({ agreementId, wordingId }) => ({
      agreementId,
      wordingId,
      printedName: "Vera Visitor",
      agreed: true,
      answers: {},
    })),
    browser: null,
    from: { network: "", doorTablet: false },
  });
  return visit.id;
}

/** The same, and a colleague has confirmed who it is. */
async function aConfirmedVisit(world: World): Promise<string> {
  const id = await aVisit(world);
  const head = world.somebody.find(({ name }) => name === "head here");
  if (!head) throw new Error("there is no head");
  await confirmVisitor(head.actor, id);
  return id;
}

/** A policy of the school's own without an agreement. */
async function withoutAgreement({ command, own }: World): Promise<string> {
  const { policyId } = await bringInPolicy(command, {
    unitId: own,
    text: `---\ntitle: Rules ${newId()}\n---\n\n## 1. Rules\n\n1.1 Keep to them.\n`,
    fileName: "rules.md",
    implementationOn: "2020-09-01",
  });
  return policyId;
}

/** The first agreement of the school's policy, and a change of who signs it. */
async function anAudience({ organisationId, own, policyId, somebody }: World) {
  const administrator = somebody.find(
    ({ name }) => name === "organisation-administrator of the organisation",
  );
  if (!administrator) throw new Error("there is no administrator");
  const { agreements } = await whoSigns(administrator.actor, policyId);
  const [agreement] = agreements;
  if (!agreement) throw new Error(`${policyId} of ${organisationId} has no agreement`);
  const now = agreement.whole.roles.trainee?.[0]?.requirement === "may" ? "no" : "may";
  return {
    id: agreement.id,
    given: { unitId: own, basis: agreement.basis, roles: { trainee: { requirement: now } } },
  };
}

/** Arrivals, who may have a login, who signs what, and whether pupils do. */
export const accessToArrivals = [
  accessCase({
    rule: visitsAtSchool,
    may: "visits:receive",
    target: aVisit,
    call: (actor, { own }) => visitsAtSchool(actor, own),
    shows: holds("Vera Visitor"),
  }),
  accessCase({
    rule: visitAtSchool,
    may: "visits:receive",
    target: aVisit,
    call: (actor, { own }, visit) => visitAtSchool(actor, own, visit),
  }),
  accessCase({
    rule: recordLeaving,
    may: "visits:receive",
    target: aVisit,
    call: (actor, _, visit) => recordLeaving(actor, visit),
  }),
  accessCase({
    rule: endVisit,
    may: "visits:receive",
    target: aVisit,
    call: (actor, _, visit) => endVisit(actor, visit),
  }),
  accessCase({
    rule: notWhoTheySaid,
    may: "visits:receive",
    target: aVisit,
    call: (actor, _, visit) => notWhoTheySaid(actor, visit, { reason: "Somebody else" }),
  }),
  accessCase({
    rule: visitsToConfirm,
    may: "visits:receive",
    target: aVisit,
    call: (actor, { own }) => visitsToConfirm(actor, own),
    shows: holds("Vera Visitor"),
  }),
  accessCase({
    rule: turnVisitorsAway,
    may: "visits:receive",
    target: aVisit,
    call: (actor, { own }, visit) => turnVisitorsAway(actor, own, [visit], { reason: "Nobody came" }),
  }),
  accessCase({
    rule: confirmVisitor,
    may: "visits:receive",
    target: aVisit,
    call: (actor, _, visit) => confirmVisitor(actor, visit),
  }),
  accessCase({
    rule: makeDoorTablet,
    may: "visits:receive",
    call: (actor, { own }) => makeDoorTablet(actor, own),
  }),
  accessCase({
    rule: doorCode,
    may: "visits:receive",
    call: (actor, { own }) => doorCode(actor, own),
  }),
  accessCase({
    rule: whoIsCleared,
    may: "cleared:read",
    target: aVisit,
    call: (actor, { own }) => whoIsCleared(actor, own, everyone),
    shows: holds("Vera Visitor"),
  }),
  accessCase({
    rule: clearedFile,
    may: "cleared:read",
    target: aConfirmedVisit,
    call: (actor, { own }) => clearedFile(actor, own, everyone),
    shows: holds("Vera Visitor"),
  }),
  accessCase({
    rule: whoSigns,
    may: "policies:read",
    call: (actor, { policyId }) => whoSigns(actor, policyId),
  }),
  accessCase({
    rule: tryAudience,
    may: "audiences:change",
    target: anAudience,
    call: (actor, _, { id, given }) => tryAudience(actor, id, given),
  }),
  accessCase({
    rule: changeAudience,
    may: "audiences:change",
    target: anAudience,
    call: (actor, _, { id, given }) => changeAudience(actor, id, given),
  }),
  accessCase({
    rule: askForAcknowledgement,
    may: "audiences:change",
    target: withoutAgreement,
    call: (actor, _, policyId) => askForAcknowledgement(actor, policyId, { roles: ["staff"] }),
  }),
  accessCase({
    rule: pupilSigningAt,
    may: "pupil-signing:decide",
    call: (actor, { own }) => pupilSigningAt(actor, own),
  }),
  accessCase({
    rule: decidePupilSigning,
    may: "pupil-signing:decide",
    call: (actor, { own }) =>
      decidePupilSigning(actor, own, { yearFrom: "12", yearTo: "13", requirement: "must" }),
  }),
];
