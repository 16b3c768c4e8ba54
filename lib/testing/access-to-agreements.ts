import { linkIdentity } from "#lib/auth/identities.ts";
import { newId } from "#lib/identifiers.ts";
import { agreementProgress } from "#lib/obligations/agreement-progress.ts";
import { countProgress } from "#lib/obligations/count-progress.ts";
import { notSignedFile } from "#lib/obligations/not-signed-file.ts";
import { openResponses } from "#lib/obligations/open-responses.ts";
import { organisationOverview, schoolOverview } from "#lib/obligations/overview.ts";
import { filterChoices, ownUnitInView, schoolInView, schoolsInView } from "#lib/obligations/queries.ts";
import { notSignedQuery } from "#lib/obligations/schema.ts";
import { everyoneWhoHasNotSigned, whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { ownUnit, schoolByUrn, schoolsWhere } from "#lib/organisations/queries.ts";
import { boardPage } from "#lib/policies/board-page.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { policiesInView } from "#lib/policies/queries.ts";
import { readPolicy, readVersion } from "#lib/policies/read-policy.ts";
import { readVersionWithChanges } from "#lib/policies/version-page.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { receipt, whatISigned } from "#lib/signing/receipts.ts";
import { askQuestion, declineAgreement } from "#lib/signing/respond-instead.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { signPage } from "#lib/signing/sign-page.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { aPolicyText } from "./builders.ts";

const everything = notSignedQuery.parse({});
let count = 0;

const bringIn = (actor: Parameters<typeof bringInPolicy>[0], unitId?: string, title = `Policy ${++count}`) =>
  bringInPolicy(actor, {
    unitId,
    text: aPolicyText({ title }).replace("March 2030", "March 2021"),
    fileName: "policy.md",
    implementationOn: "2020-09-01",
  });
const dueFrom = async (world: World) => {
  const { actorFor } = await import("./builders.ts");
  const actor = await actorFor(world.organisationId, await world.staff());
  return { actor, obligation: await world.obligationOf(actor) };
};
type Due = Awaited<ReturnType<typeof dueFrom>>;
const form = ({ obligation }: Due) => ({
  agreed: true,
  printedName: "Sam Okafor",
  answers: {},
  wordingId: obligation.wordingId,
});
const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);
const some = (answer: unknown) => (answer as unknown[]).length > 0;

/** What may be read and done about policies, agreements and signatures, and by whom. */
export const accessToAgreements: AccessCase[] = [
  // Which school it is, is no secret in the organisation; what is asked of it afterwards asks for permission.
  accessCase({ rule: schoolByUrn, may: "everybody here", call: (actor, { urn }) => schoolByUrn(actor, urn) }),
  accessCase({
    rule: ownUnit,
    may: "everybody here",
    call: (actor) => ownUnit(actor),
    shows: (answer, { organisationId }) => holds(organisationId)(answer),
  }),
  ...(["overview:read", "not-signed:read", "people:change"] as const).flatMap((permission) => [
    accessCase({
      rule: schoolsWhere,
      about: permission,
      may: permission,
      quiet: true,
      call: (actor) => schoolsWhere(actor, permission),
      shows: (answer, { own }) => holds(own)(answer),
    }),
    accessCase({
      rule: schoolInView,
      about: permission,
      may: permission,
      call: (actor, { urn }) => schoolInView(actor, urn, permission),
    }),
    accessCase({
      rule: schoolsInView,
      about: permission,
      may: permission,
      quiet: true,
      call: (actor) => schoolsInView(actor, permission),
      shows: (answer, { own }) => holds(own)(answer),
    }),
    accessCase({
      rule: ownUnitInView,
      about: permission,
      may: permission,
      whole: true,
      call: (actor) => ownUnitInView(actor, permission),
      shows: (answer, { organisationId }) => holds(organisationId)(answer),
    }),
  ]),
  accessCase({
    rule: schoolOverview,
    may: "overview:read",
    call: (actor, { own }) => schoolOverview(actor, own),
    shows: (answer) => (answer as Awaited<ReturnType<typeof schoolOverview>>).whole.bound > 0,
  }),
  ...(["overview:read", "not-signed:read"] as const).map((permission) =>
    accessCase({
      rule: organisationOverview,
      about: permission,
      may: permission,
      whole: true,
      call: (actor) => organisationOverview(actor, { permission }),
      shows: (answer, { own }) => holds(own)(answer),
    }),
  ),
  accessCase({
    rule: agreementProgress,
    may: "overview:read",
    quiet: true,
    target: async (world: World) => {
      await countProgress(world.organisationId);
      // Nobody at another school has anything to do with the school's own policy.
      const { agreements } = await readPolicy(
        world.somebody.find(({ name }) => name === "head here")?.actor ?? world.signer,
        world.policyId,
      );
      return agreements.map(({ seriesId }) => seriesId);
    },
    call: (actor, _, seriesIds) => agreementProgress(actor, seriesIds),
    shows: (answer) =>
      Object.values((answer as Awaited<ReturnType<typeof agreementProgress>>).bySeries).some(
        ({ bound }) => bound > 0,
      ),
  }),
  accessCase({
    rule: whoHasNotSigned,
    may: "not-signed:read",
    call: (actor, { own }) => whoHasNotSigned(actor, own, everything),
    shows: (answer) => (answer as Awaited<ReturnType<typeof whoHasNotSigned>>).total > 0,
  }),
  accessCase({
    rule: everyoneWhoHasNotSigned,
    may: "not-signed:read",
    call: async (actor, { own }) =>
      (await everyoneWhoHasNotSigned(actor, own, everything).next()).value ?? [],
    shows: some,
  }),
  accessCase({
    rule: notSignedFile,
    may: "not-signed:read",
    call: async (actor, { own }) => new Response(await notSignedFile(actor, own, everything)).text(),
    shows: holds("Agreement for staff and volunteers"),
  }),
  accessCase({
    rule: filterChoices,
    may: "not-signed:read",
    call: (actor, { own }) => filterChoices(actor, own, actor.today),
    shows: (answer) => some((answer as Awaited<ReturnType<typeof filterChoices>>).agreements),
  }),
  accessCase({
    rule: openResponses,
    may: "responses:read",
    call: (actor, { own }) => openResponses(actor, own),
    shows: holds("Why?"),
  }),

  accessCase({
    rule: policiesInView,
    may: "policies:read",
    quiet: true,
    call: (actor) => policiesInView(actor),
    shows: (answer, { policyId }) => holds(policyId)(answer),
  }),
  accessCase({
    rule: readPolicy,
    may: "policies:read",
    call: (actor, { policyId }) => readPolicy(actor, policyId),
  }),
  accessCase({
    rule: readVersion,
    may: "policies:read",
    call: (actor, { policyId }) => readVersion(actor, policyId, "1"),
  }),
  accessCase({
    rule: readVersionWithChanges,
    may: "policies:read",
    call: (actor, { policyId }) => readVersionWithChanges(actor, policyId, "1"),
  }),
  accessCase({
    rule: boardPage,
    may: "board:read",
    also: ["chair of the governing body"],
    quiet: true,
    call: (actor) => boardPage(actor),
    shows: (answer, { policyId }) => holds(policyId)(answer),
  }),
  accessCase({
    rule: bringInPolicy,
    may: "policies:bring-in",
    call: (actor, { own }) => bringIn(actor, own),
  }),
  accessCase({
    rule: bringInPolicy,
    about: "the organisation's",
    may: "policies:bring-in",
    whole: true,
    // To others' administrators it is a policy of their own organisation.
    also: ["organisation-administrator elsewhere"],
    call: (actor) => bringIn(actor),
  }),
  accessCase({
    rule: bringInPolicy,
    about: "a next version",
    may: "policies:bring-in",
    target: async (world: World) => (await bringIn(world.command, world.own)).title,
    call: (actor, { own }, title) =>
      bringInPolicy(actor, {
        unitId: own,
        text: aPolicyText({ title, extra: "More." }),
        fileName: "policy.md",
        version: { major: 2, minor: 0 },
        material: true,
        implementationOn: "2021-09-01",
      }),
  }),

  // Nobody can sign for somebody else, whatever their duty.
  accessCase({
    rule: findObligation,
    may: "themself",
    target: dueFrom,
    call: (actor, _, due) => findObligation(actor, due.obligation.id),
  }),
  accessCase({
    rule: signAgreement,
    may: "themself",
    target: dueFrom,
    call: (actor, _, due) => signAgreement(actor, due.obligation.id, form(due)),
  }),
  accessCase({
    rule: askQuestion,
    may: "themself",
    target: dueFrom,
    call: (actor, _, due) => askQuestion(actor, due.obligation.id, { words: "Why?", formId: newId() }),
  }),
  accessCase({
    rule: declineAgreement,
    may: "themself",
    target: dueFrom,
    call: (actor, _, due) => declineAgreement(actor, due.obligation.id, { words: "No.", formId: newId() }),
  }),
  accessCase({
    rule: signPage,
    may: "themself",
    target: dueFrom,
    // Its obligation is one that findObligation has given.
    call: async (actor, _, due) => {
      const found = await findObligation(actor, due.obligation.id);
      if (found.outcome !== "to-sign") throw new Error(found.outcome);
      return signPage(actor, found.obligation);
    },
  }),
  accessCase({
    rule: receipt,
    may: "themself",
    target: async (world: World) => ({ actor: world.signer, signatureId: world.signatureId }),
    call: (actor, _, { signatureId }) => receipt(actor, signatureId),
  }),
  accessCase({
    rule: whatISigned,
    may: "themself",
    quiet: true,
    target: async (world: World) => ({ actor: world.signer, signatureId: world.signatureId }),
    call: (actor) => whatISigned(actor),
    shows: (answer, _, { signatureId }) => holds(signatureId)(answer),
  }),
  accessCase({
    rule: linkIdentity,
    may: "everybody",
    call: (actor) =>
      linkIdentity(actor, { issuer: "https://login.example", subject: `${++count}` }, "School"),
  }),
];
