import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { schoolsOfPolicy, wordingsToConfirm } from "#lib/policies/adoptions/adoption-lists.ts";
import { answerWording } from "#lib/policies/adoptions/answer-wording.ts";
import { fillInWording } from "#lib/policies/adoptions/fill-in-wording.ts";
import { schoolPolicies } from "#lib/policies/adoptions/school-policies.ts";
import { wordingPage } from "#lib/policies/adoptions/wording-page.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { askForExemption } from "#lib/policies/exemptions/ask-for-exemption.ts";
import { answerExemption, revokeExemption } from "#lib/policies/exemptions/decide-exemption.ts";
import {
  exemptionPage,
  exemptionsAt,
  exemptionsOfPolicy,
  ownExemptions,
  runningExemptions,
} from "#lib/policies/exemptions/exemption-lists.ts";
import { requestPage } from "#lib/policies/exemptions/request-page.ts";
import { recordReview } from "#lib/policies/reviews/record-review.ts";
import { reviewPage } from "#lib/policies/reviews/review-page.ts";
import { reviewsDue } from "#lib/policies/reviews/reviews-due.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson, aPolicyText, todayHere } from "./builders.ts";

let count = 0;
const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);
const chair = ["chair of the governing body"];

const head = (world: World) => {
  const found = world.somebody.find(({ name }) => name === "head here");
  if (!found) throw new Error("there is no head");
  return found.actor;
};

/** A policy of the organisation with a place for each school's own words, which schools adopt. */
async function adoptedPolicy(world: World) {
  const { organisationId } = world;
  const made = await bringInPolicy(world.command, {
    text: aPolicyText({
      title: `For schools to adopt ${++count}`,
      extra: "Ask :local[the office]{name=office} for help.",
    }),
    fileName: "policy.md",
    implementationOn: "2020-09-01",
  });
  await inOrganisation(organisationId, (transaction) =>
    transaction.policy.update({
      where: { organisationId_id: { organisationId, id: made.policyId } },
      data: { adoptionRule: "defaults" },
    }),
  );
  return made;
}

const oneForAll = new WeakMap<World, ReturnType<typeof adoptedPolicy>>();
/** The same for everybody, where it is only read. */
function sharedPolicy(world: World) {
  const found = oneForAll.get(world) ?? adoptedPolicy(world);
  oneForAll.set(world, found);
  return found;
}

const filledIn = async (world: World) => {
  const { policyId, versionId } = await adoptedPolicy(world);
  const { wordingId } = await fillInWording(head(world), world.own, policyId, {
    versionId,
    values: { office: "Mrs Brown" },
  });
  const { standing } = await wordingPage(head(world), world.own, policyId);
  return { policyId, wordingId, seen: standing.waiting?.filledInAt.toISOString() ?? "" };
};

const ofSchool = async (world: World) =>
  bringInPolicy(world.command, {
    unitId: world.own,
    text: aPolicyText({ title: `Of the school ${++count}` }).replace("March 2030", "March 2021"),
    fileName: "policy.md",
    implementationOn: "2020-09-01",
  });

const asking = (unitId: string, personId?: string) => ({
  clause: "section-1",
  unitId,
  personId,
  reason: "A project about messages",
  startsOn: todayHere(),
  endsOn: "",
  formId: newId(),
});

/** A member of staff of the school who has asked for an exemption of their own. */
async function requested(world: World) {
  const actor = await actorFor(world.organisationId, await world.staff());
  const { exemptionId } = await askForExemption(actor, world.policyId, {
    ...asking(world.own),
    clause: await aClause(world),
  });
  return { actor, exemptionId };
}

const aClause = async (world: World) =>
  (await requestPage(head(world), world.policyId)).clauses[0]?.anchor ?? "";

async function approved(world: World) {
  const request = await requested(world);
  await answerExemption(head(world), request.exemptionId, { answer: "approved" });
  return request;
}

/** A head's own request, which goes to the chair. */
const headsOwn = async (world: World) => {
  const personId = await aPerson(world.organisationId, {
    roles: [{ role: "staff", unitId: world.own }],
    duties: [{ kind: "head", unitId: world.own }],
  });
  const actor = await actorFor(world.organisationId, personId);
  const clause = await aClause(world);
  return askForExemption(actor, world.policyId, { ...asking(world.own), clause });
};

/** What schools do with policies: adoption, reviews, exemptions. */
export const accessToSchools: AccessCase[] = [
  accessCase({
    rule: schoolPolicies,
    may: "policies:read",
    also: chair,
    call: (actor, { own }) => schoolPolicies(actor, own),
  }),
  accessCase({
    rule: wordingPage,
    may: "policies:read",
    also: chair,
    target: sharedPolicy,
    call: (actor, { own }, { policyId }) => wordingPage(actor, own, policyId),
  }),
  accessCase({
    rule: fillInWording,
    may: "adoptions:fill-in",
    target: adoptedPolicy,
    call: (actor, { own }, { policyId, versionId }) =>
      fillInWording(actor, own, policyId, { versionId, values: { office: "Mrs Brown" } }),
  }),
  accessCase({
    rule: answerWording,
    may: "adoptions:confirm",
    also: chair,
    target: filledIn,
    call: (actor, _, { wordingId, seen }) => answerWording(actor, wordingId, { answer: "confirmed", seen }),
  }),
  accessCase({
    rule: schoolsOfPolicy,
    may: "policies:read",
    quiet: true,
    target: sharedPolicy,
    call: (actor, _, { policyId }) => schoolsOfPolicy(actor, policyId),
    shows: (answer, { own }) => holds(own)(answer),
  }),
  accessCase({
    rule: wordingsToConfirm,
    may: "themself",
    also: chair,
    quiet: true,
    target: async (world: World) => {
      const found = world.somebody.find(({ name }) => name === chair[0]);
      return { ...(await filledIn(world)), actor: found?.actor ?? world.signer };
    },
    call: (actor) => wordingsToConfirm(actor),
    shows: (answer, _, { wordingId }) => holds(wordingId)(answer),
  }),

  accessCase({
    rule: reviewsDue,
    may: "policies:read",
    quiet: true,
    target: ofSchool,
    call: (actor) => reviewsDue(actor),
    shows: (answer, _, { policyId }) => holds(policyId)(answer),
  }),
  accessCase({
    rule: reviewPage,
    may: "reviews:record",
    target: ofSchool,
    call: (actor, _, { policyId }) => reviewPage(actor, policyId),
  }),
  accessCase({
    rule: recordReview,
    may: "reviews:record",
    target: ofSchool,
    call: (actor, _, { policyId }) =>
      recordReview(actor, policyId, {
        reviewedOn: todayHere(),
        outcome: "unchanged",
        nextReview: "Annually",
        summary: "Looked at",
      }),
  }),

  accessCase({
    rule: requestPage,
    about: "of the organisation",
    may: "everybody here",
    target: sharedPolicy,
    call: (actor, _, { policyId }) => requestPage(actor, policyId),
  }),
  accessCase({
    rule: askForExemption,
    about: "for somebody else",
    may: "exemptions:ask",
    target: async (world: World) => ({ personId: await world.staff(), clause: await aClause(world) }),
    call: (actor, { own, policyId }, { personId, clause }) =>
      askForExemption(actor, policyId, { ...asking(own, personId), clause }),
  }),
  accessCase({
    rule: answerExemption,
    may: "exemptions:decide",
    target: requested,
    call: (actor, _, { exemptionId }) => answerExemption(actor, exemptionId, { answer: "approved" }),
  }),
  accessCase({
    rule: answerExemption,
    about: "of a head",
    may: "exemptions:decide",
    also: chair,
    target: headsOwn,
    call: (actor, _, { exemptionId }) => answerExemption(actor, exemptionId, { answer: "approved" }),
  }),
  accessCase({
    rule: revokeExemption,
    may: "exemptions:decide",
    target: approved,
    call: (actor, _, { exemptionId }) => revokeExemption(actor, exemptionId, { reason: "Over" }),
  }),
  accessCase({
    rule: exemptionPage,
    may: "exemptions:read",
    target: requested,
    call: (actor, _, { exemptionId }) => exemptionPage(actor, exemptionId),
  }),
  accessCase({
    rule: runningExemptions,
    may: "themself",
    quiet: true,
    target: approved,
    call: (actor) => runningExemptions(actor),
    shows: (answer, _, { exemptionId }) => holds(exemptionId)(answer),
  }),
  accessCase({
    rule: ownExemptions,
    may: "exemptions:decide",
    quiet: true,
    target: requested,
    call: (actor) => ownExemptions(actor),
    shows: (answer, _, { exemptionId }) => holds(exemptionId)(answer),
  }),
  accessCase({
    rule: exemptionsAt,
    may: "exemptions:read",
    also: chair,
    target: requested,
    call: (actor, { own }) => exemptionsAt(actor, own),
    shows: (answer, _, { exemptionId }) => holds(exemptionId)(answer),
  }),
  accessCase({
    rule: exemptionsOfPolicy,
    may: "exemptions:read",
    target: requested,
    call: (actor, { policyId }) => exemptionsOfPolicy(actor, policyId),
    shows: (answer, _, { exemptionId }) => holds(exemptionId)(answer),
  }),
];
