import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { aBody } from "#lib/testing/a-body.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { adoptWithDefaults } from "../adopt-with-defaults.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { parseDocument } from "../document/parse-document.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { saveDraft } from "../drafts/save-draft.ts";
import { startDraft } from "../drafts/start-draft.ts";
import { rebuildBindings } from "../rebuild-bindings.ts";
import { draftAgain } from "./draft-again.ts";
import { sendDraft } from "./send-draft.ts";

/** A trust with a board of three, a policy owner, and a policy of the trust's in force that the board approves. */
export async function aPolicyToSend(options: { steps?: boolean } = {}) {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const unitIds = schools.map(({ id }) => id) as [string, string];
  const person = (kind?: "policy-owner" | "head" | "clerk") =>
    aPerson(organisationId, {
      roles: [{ role: "trustee", unitId: organisationId }],
      duties: kind ? [{ kind, unitId: organisationId }] : [],
    });
  const owner = await person("policy-owner");
  const seated = [await person(), await person(), await person()];
  const parts = ["chair", "member", "clerk"] as const;
  const seats = parts.map((part, index) => ({ personId: seated[index] as string, part }));
  const bodyId = await aBody(organisationId, organisationId, seats, {
    name: "Trust board",
    kind: "trust-board",
  });
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.address.createMany({
      data: [owner, ...seated].map((personId) => ({
        ...{ organisationId, id: newId(), personId },
        asWritten: `${personId}@example.org`,
        normalised: `${personId}@example.org`,
        createdAt: now(),
      })),
    });
  });
  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
  if (options.steps !== false) await setSteps(organisationId, policyId, [bodyId]);
  return {
    ...{ organisationId, unitIds, bodyId, policyId, ownerId: owner },
    chair: seated[0] as string,
    clerk: seated[2] as string,
    owner: await actorFor(organisationId, owner),
  };
}

/** Who approves a policy, body after body. */
export async function setSteps(organisationId: string, policyId: string, bodyIds: string[]): Promise<void> {
  await inOrganisation(organisationId, (transaction) =>
    transaction.approvalStep.createMany({
      data: bodyIds.map((bodyId, index) => ({
        ...{ organisationId, id: newId(), policyId, bodyId },
        position: index + 1,
        outcome: index === bodyIds.length - 1 ? "ratify" : "approve",
      })),
    }),
  );
}

/** Starts a draft, or goes on with it, and puts a text in it. */
export async function draftWith(actor: Actor, policyId: string, text: string) {
  await startDraft(actor, policyId);
  const { revision } = await readDraft(actor, policyId);
  await saveDraft(actor, policyId, { text, revision });
  return readDraft(actor, policyId);
}

/** What is posted to send a draft on: a material change of both agreements from today. */
export const sending = (draft: { id: string; revision: number }, more: Record<string, unknown> = {}) => ({
  draftId: draft.id,
  revision: draft.revision,
  summaryOfChange: "Passwords are longer",
  material: "material",
  materialReason: "It asks more of everybody",
  again: ["staff", "pupils"],
  implementationOn: todayHere(),
  warningsSeen: true,
  ...more,
});

/** Sends the draft of a policy as it stands. */
export const sendNow = async (actor: Actor, policyId: string, more: Record<string, unknown> = {}) =>
  sendDraft(actor, policyId, sending(await readDraft(actor, policyId), more));

/** A decision about a version as whoever decides writes it, with what follows from it. */
export async function decideOn(
  organisationId: string,
  versionId: string,
  outcome: "ratified" | "returned",
  implementationOn: Day = todayHere(),
): Promise<void> {
  await inOrganisation(organisationId, async (transaction) => {
    const version = await transaction.policyVersion.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: versionId } },
      include: { policy: true, agreements: { select: { id: true, key: true } } },
    });
    const { policyId, major, minor, policy } = version;
    await transaction.decision.create({
      data: {
        ...{ organisationId, id: newId(), versionId, policyId, major, minor, outcome },
        method: "meeting",
        bodyName: "Trust board",
        decidedOn: dayToDate(todayHere()),
        implementationOn: outcome === "ratified" ? dayToDate(implementationOn) : null,
        reasons: outcome === "returned" ? "Not clear" : null,
        textHash: version.textHash,
        recordedByWords: "a test",
        recordedAt: now(),
      },
    });
    if (outcome === "returned") await draftAgain(transaction, organisationId, versionId);
    else {
      await adoptWithDefaults(transaction, {
        ...{ organisationId, versionId, unitId: policy.unitId, madeById: null, startsOn: implementationOn },
        document: parseDocument(version.text),
        agreements: version.agreements,
      });
      await rebuildBindings(transaction, organisationId, policyId);
    }
  });
}
