import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { confirmMinute, sayMinuteNotRight } from "#lib/ratification/answer-minute.ts";
import { boardWork } from "#lib/ratification/board-work.ts";
import { bodiesInView, readBody, unitsForBodies } from "#lib/ratification/bodies.ts";
import { approveAsDelegate, returnAsDelegate } from "#lib/ratification/decide-as-delegate.ts";
import { addBody, changeBody } from "#lib/ratification/keep-bodies.ts";
import { endSeat, findForSeat, giveSeat } from "#lib/ratification/keep-seats.ts";
import { changePolicySettings, policySettings } from "#lib/ratification/policy-settings.ts";
import { proposalPage } from "#lib/ratification/proposal-page.ts";
import { recordMinute } from "#lib/ratification/record-minute.ts";
import { reportDecision } from "#lib/ratification/report-decision.ts";
import { answerResolution, openResolution } from "#lib/ratification/written-resolution.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson, aPolicyText, todayHere } from "./builders.ts";

let count = 0;

/** A version of a new policy of the school, put to its governing body, to a new committee or to the head. */
async function proposed(world: World, to: "governing body" | "committee" | "head") {
  const { organisationId, own } = world;
  count++;
  const brought = await bringInPolicy(world.command, {
    unitId: own,
    text: aPolicyText({ title: `A policy to ratify ${count}` }),
    fileName: "policy.md",
    implementationOn: "2020-09-01",
  });
  const governors = await governingBody(world);
  const member = await aPerson(organisationId, { roles: [{ role: "governor", unitId: own }] });
  const committee = to === "committee" ? await aCommittee(world, member) : null;
  const proposalId = newId();
  const versionId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    const version = await transaction.policyVersion.findFirstOrThrow({
      where: { organisationId, id: brought.versionId },
    });
    await transaction.policyVersion.create({
      data: { ...version, id: versionId, minor: 1, material: false },
    });
    const bodyId = to === "head" ? null : (committee?.bodyId ?? governors.bodyId);
    await transaction.approvalStep.create({
      data: {
        ...{ organisationId, id: newId(), policyId: brought.policyId, position: 1, outcome: "ratify" },
        bodyId: bodyId ?? governors.bodyId,
      },
    });
    await transaction.proposal.create({
      data: {
        ...{ organisationId, id: proposalId, versionId, bodyId, textHash: version.textHash },
        ...{ dutyKind: to === "head" ? "head" : null, method: to === "head" ? "delegate" : "meeting" },
        implementationOn: dayToDate(addDays(todayHere(), 5)),
        sentAt: now(),
      },
    });
  });
  return {
    ...{ proposalId, versionId, policyId: brought.policyId },
    ...{ bodyId: governors.bodyId, chair: governors.chair, seatId: governors.seatId },
    ...{ memberId: member, committee },
    chairActor: await actorFor(organisationId, governors.chair),
  };
}

const governingBody = ({ organisationId, own }: World) =>
  inOrganisation(organisationId, async (transaction) => {
    const seat = await transaction.seat.findFirstOrThrow({
      where: { organisationId, part: "chair", body: { unitId: own, kind: "governing-body" } },
    });
    return { bodyId: seat.bodyId, chair: seat.personId, seatId: seat.id };
  });

/** A committee of the school with one member, whose rules allow written resolutions. */
async function aCommittee({ organisationId, own }: World, member?: string) {
  const personId = member ?? (await aPerson(organisationId, { roles: [{ role: "governor", unitId: own }] }));
  const bodyId = newId();
  const seatId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.body.create({
      data: {
        ...{ organisationId, id: bodyId, unitId: own, kind: "committee", createdAt: now() },
        ...{ name: `Committee ${++count}`, writtenRule: "unanimous" },
      },
    });
    await transaction.seat.create({
      data: {
        organisationId,
        id: seatId,
        bodyId,
        personId,
        part: "member",
        startsOn: dayToDate("2020-09-01"),
      },
    });
  });
  return { bodyId, seatId, personId };
}

type Target = Awaited<ReturnType<typeof proposed>>;

const minute = ({ seatId }: Target) => ({
  outcome: "agreed",
  metOn: todayHere(),
  minuteReference: "GB/1",
  implementationOn: addDays(todayHere(), 5),
  chair: seatId,
  attendance: { [seatId]: { present: "on" } },
});

async function recorded(world: World) {
  const target = await proposed(world, "governing body");
  const clerk = await aPerson(world.organisationId, {
    roles: [{ role: "governor", unitId: world.own }],
    duties: [{ kind: "clerk", unitId: world.own }],
  });
  const { minuteId } = await recordMinute(
    await actorFor(world.organisationId, clerk),
    target.proposalId,
    minute(target),
  );
  return { ...target, actor: target.chairActor, minuteId };
}

async function resolution(world: World) {
  const target = await proposed(world, "committee");
  const owner = await aPerson(world.organisationId, {
    roles: [{ role: "staff", unitId: world.own }],
    duties: [{ kind: "policy-owner", unitId: world.own }],
  });
  const closesOn = addDays(todayHere(), 3);
  const { proposalId } = await openResolution(
    await actorFor(world.organisationId, owner),
    target.proposalId,
    { closesOn },
  );
  return { proposalId, actor: await actorFor(world.organisationId, target.memberId) };
}

async function approved(world: World) {
  const target = await proposed(world, "head");
  const head = world.somebody.find(({ name }) => name === "head here");
  if (!head) throw new Error("the school has no head");
  await approveAsDelegate(head.actor, target.proposalId);
  return inOrganisation(world.organisationId, (transaction) =>
    transaction.decision.findFirstOrThrow({
      where: { organisationId: world.organisationId, proposalId: target.proposalId },
    }),
  );
}

const chair = "chair of the governing body";
const owners = ["policy-owner here", "policy-owner of the organisation"];
const clerks = ["clerk here", "clerk of the organisation"];
/** Who reads a proposal of the school's governing body without being the one who confirms. */
const readers = [
  ...owners,
  ...clerks,
  ...["board-member", "organisation-administrator", "auditor"].flatMap((duty) => [
    `${duty} here`,
    `${duty} of the organisation`,
  ]),
];
const readOnly = Object.fromEntries(readers.map((name) => [name, "not-permitted"]));
const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);

/** What may be read and done about bodies, approval and decisions, and by whom. */
export const accessToRatification: AccessCase[] = [
  accessCase({
    rule: boardWork,
    may: "board:read",
    also: [chair],
    quiet: true,
    target: (world: World) => proposed(world, "governing body"),
    call: (actor) => boardWork(actor),
    shows: (answer, _, { proposalId }) => holds(proposalId)(answer),
  }),
  accessCase({
    rule: proposalPage,
    may: "board:read",
    also: [chair, ...owners],
    target: (world: World) => proposed(world, "governing body"),
    call: (actor, _, { proposalId }) => proposalPage(actor, proposalId),
  }),
  accessCase({
    rule: recordMinute,
    may: "board:record",
    target: (world: World) => proposed(world, "governing body"),
    call: (actor, _, target) => recordMinute(actor, target.proposalId, minute(target)),
  }),
  accessCase({
    rule: confirmMinute,
    may: "themself",
    also: [chair],
    otherwise: readOnly,
    target: recorded,
    call: (actor, _, { minuteId }) => confirmMinute(actor, minuteId),
  }),
  accessCase({
    rule: sayMinuteNotRight,
    may: "themself",
    also: [chair],
    otherwise: readOnly,
    target: recorded,
    call: (actor, _, { minuteId }) => sayMinuteNotRight(actor, minuteId, { words: "The date" }),
  }),
  accessCase({
    rule: openResolution,
    may: "policies:write",
    also: clerks,
    target: (world: World) => proposed(world, "committee"),
    call: (actor, _, { proposalId }) =>
      openResolution(actor, proposalId, { closesOn: addDays(todayHere(), 3) }),
  }),
  accessCase({
    rule: answerResolution,
    may: "themself",
    target: resolution,
    call: (actor, _, { proposalId }) => answerResolution(actor, proposalId, { answer: "for" }),
  }),
  accessCase({
    rule: approveAsDelegate,
    may: "exemptions:decide", // a head's alone, as this decision is
    target: (world: World) => proposed(world, "head"),
    call: (actor, _, { proposalId }) => approveAsDelegate(actor, proposalId),
  }),
  accessCase({
    rule: returnAsDelegate,
    may: "exemptions:decide",
    target: (world: World) => proposed(world, "head"),
    call: (actor, _, { proposalId }) => returnAsDelegate(actor, proposalId, { reasons: "Not yet" }),
  }),
  accessCase({
    rule: reportDecision,
    may: "board:record",
    target: approved,
    call: (actor, _, { id }) => reportDecision(actor, id, { reportedOn: todayHere() }),
  }),
  accessCase({
    rule: bodiesInView,
    may: "board:read",
    also: [chair],
    quiet: true,
    target: governingBody,
    call: (actor) => bodiesInView(actor),
    shows: (answer, _, { bodyId }) => holds(bodyId)(answer),
  }),
  accessCase({
    rule: readBody,
    may: "board:read",
    also: [chair],
    target: governingBody,
    call: (actor, _, { bodyId }) => readBody(actor, bodyId),
  }),
  accessCase({
    rule: unitsForBodies,
    may: "bodies:keep",
    quiet: true,
    call: (actor) => unitsForBodies(actor),
    shows: (answer, { own }) => holds(own)(answer),
  }),
  accessCase({
    rule: addBody,
    may: "bodies:keep",
    call: (actor, { own }) =>
      addBody(actor, { unitId: own, name: `Body ${++count}`, kind: "committee", quorum: "" }),
  }),
  accessCase({
    rule: changeBody,
    may: "bodies:keep",
    target: (world: World) => aCommittee(world),
    call: (actor, _, { bodyId }) =>
      changeBody(actor, bodyId, { name: `Body ${++count}`, kind: "committee", quorum: "1" }),
  }),
  accessCase({
    rule: findForSeat,
    may: "bodies:keep",
    target: (world: World) => aCommittee(world),
    call: (actor, _, { bodyId }) => findForSeat(actor, bodyId, "given"),
  }),
  accessCase({
    rule: giveSeat,
    may: "bodies:keep",
    target: async (world: World) => ({ ...(await aCommittee(world)), staff: await world.staff() }),
    call: (actor, _, { bodyId, staff }) =>
      giveSeat(actor, bodyId, { personId: staff, part: "member", startsOn: todayHere() }),
  }),
  accessCase({
    rule: endSeat,
    may: "bodies:keep",
    target: (world: World) => aCommittee(world),
    call: (actor, _, { seatId }) => endSeat(actor, seatId, { on: todayHere() }),
  }),
  accessCase({
    rule: policySettings,
    may: "policies:settings",
    call: (actor, { policyId }) => policySettings(actor, policyId),
  }),
  accessCase({
    rule: changePolicySettings,
    may: "policies:settings",
    call: (actor, { policyId }) =>
      changePolicySettings(actor, policyId, {
        ...{ first: "", last: "duty:head", minorDuty: "", adoptionRule: "none", renewal: "once" },
        ...{ signWithinDays: String(10 + ++count), exemptionBy: "head", indexable: "on" },
      }),
  }),
];
