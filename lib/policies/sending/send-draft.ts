import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate, sayDay } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal, wrongField } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { draftOf } from "../drafts/draft-of.ts";
import { openFindings } from "../drafts/open-findings.ts";
import { lockPolicy } from "../lock-policy.ts";
import { tellPeople } from "../tell-people.ts";
import { continuedKeys } from "./continued-keys.ts";
import { lastRatified, sayNumber } from "./next-number.ts";
import {
  aboutVersion,
  readable,
  refuseFindings,
  refuseTheDay,
  refuseTheSameText,
  refuseWhileAnotherWaits,
} from "./refuse-to-send.ts";
import { aboutDraftInput, sendDraftInput } from "./schema.ts";
import { type Step, sayHolder, stepsOf, whoActs } from "./who-acts.ts";
import { writeVersion } from "./write-version.ts";

export type SentDraft = {
  versionId: string;
  number: string;
  /** False for a form that was posted again: what it sent the first time. */
  made: boolean;
  /** Who decides first: `Trust board`, `the head`. */
  to: string;
  /** Who has to act and could not be written to, by name. */
  notReached: string[];
};

/** Keeps what has been decided about the next version while its text is still a draft. Refusals as of `draftOf`. */
export async function keepAboutDraft(actor: Actor, policyId: string, given: unknown): Promise<void> {
  const { material, ...about } = parse(aboutDraftInput, given);
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    if (isId(policyId)) await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    await transaction.draft.update({
      where: { organisationId_id: { organisationId, id: draft.id } },
      data: {
        ...about,
        material: material === undefined ? null : material === "material",
        implementationOn: about.implementationOn ? dayToDate(about.implementationOn) : null,
      },
    });
  });
}

/**
 * Sends a draft on for ratification: its text becomes a version that nobody can change any more, with its agreements
 * and a proposal for whoever decides first, who are written to; the draft is gone. All in one transaction.
 * @throws Refusal "not-found" without `policies:write` or without a draft; "invalid" for what is missing, wrong or not
 * looked at; "conflict" for a text that somebody has changed meanwhile, while another version waits for its decision,
 * and where nobody has set who approves the policy
 */
export async function sendDraft(actor: Actor, policyId: string, given: unknown): Promise<SentDraft> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const policy = await lockPolicy(transaction, organisationId, policyId);
      demand(actor, "policies:write", policy.unitId);
      const input = parse(sendDraftInput, given);
      const before = await sentBefore(transaction, organisationId, policyId, input.draftId);
      if (before) return before;
      const draft = await draftOf(transaction, actor, policyId);
      if (draft.id !== input.draftId || draft.revision !== input.revision)
        throw new Refusal(
          "conflict",
          `The text has been changed${draft.updatedBy ? ` by ${draft.updatedBy}` : ""} since you opened this page. Nothing was sent: look at it again, then send it.`,
        );
      await refuseWhileAnotherWaits(transaction, organisationId, policyId);
      const document = readable(draft.text);
      const last = await lastRatified(transaction, organisationId, policyId);
      await refuseTheSameText(transaction, organisationId, document, last);
      const about = aboutVersion(
        input,
        last,
        await continuedKeys(transaction, organisationId, last, document),
      );
      refuseTheDay(actor, input.implementationOn, last);
      refuseFindings(await openFindings(transaction, actor, policyId, draft.text), input.warningsSeen);
      const step = await firstStep(transaction, actor, policyId, input.to, about.material);

      const version = await writeVersion(transaction, organisationId, draft, document, last, about);
      const number = sayNumber(version);
      const proposalId = newId();
      await transaction.proposal.create({
        data: {
          organisationId,
          id: proposalId,
          versionId: version.id,
          bodyId: step.bodyId,
          dutyKind: step.dutyKind,
          step: step.number,
          method: step.bodyId ? "meeting" : "delegate",
          textHash: version.hash,
          implementationOn: dayToDate(input.implementationOn),
          sentById: actor.personId,
          sentAt: now(),
        },
      });
      // whoever has not answered by now need not read it any more; what was answered stays with the version
      await transaction.draftReview.updateMany({
        where: { organisationId, draftId: draft.id, answer: null, withdrawnAt: null },
        data: { withdrawnAt: now() },
      });
      await transaction.draft.delete({ where: { organisationId_id: { organisationId, id: draft.id } } });
      await recordEvent(transaction, actor, "version-sent", {
        policyId,
        versionId: version.id,
        unitId: policy.unitId,
        details: { policy: version.title, version: number, to: step.name },
      });
      const acting = await whoActs(transaction, actor, policy.unitId, step);
      const untold = await tellPeople(transaction, organisationId, acting, {
        kind: "ratification",
        unitId: policy.unitId,
        subject: `For a decision: ${version.title}, version ${number}`,
        key: `ratification:${proposalId}`,
        paragraphs: [
          `${actor.name} has sent version ${number} of “${version.title}” to ${step.name} for a decision. It is to come into force on ${sayDay(input.implementationOn)}.`,
          `What has changed: ${about.material ? about.summaryOfChange : `${about.summaryOfChange} (a minor change)`}`,
          `You find the text, its changes and what to do at ${settings().url}/board/proposals/${proposalId}`,
        ],
      });
      return {
        versionId: version.id,
        number,
        made: true,
        to: step.name,
        notReached: untold.map(({ name }) => name),
      };
    },
    { timeoutMs: 60_000 },
  );
}

/** What a form that is posted again has sent already, as long as nobody took it back or returned it. */
async function sentBefore(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  draftId: string,
): Promise<SentDraft | null> {
  const stillDraft = await transaction.draft.findFirst({ where: { organisationId, id: draftId } });
  if (stillDraft) return null;
  const version = await transaction.policyVersion.findFirst({
    where: { organisationId, policyId, draftId },
    orderBy: { createdAt: "desc" },
    include: {
      proposals: { orderBy: { sentAt: "asc" }, take: 1, include: { body: { select: { name: true } } } },
    },
  });
  const proposal = version?.proposals[0];
  if (!version || !proposal) return null;
  return {
    versionId: version.id,
    number: sayNumber(version),
    made: false,
    to: proposal.body?.name ?? sayHolder(proposal.dutyKind as DutyKind),
    notReached: [],
  };
}

/** Who decides first: the first step of the policy, or its delegate instead of all of them. */
async function firstStep(
  transaction: Transaction,
  { organisationId }: Actor,
  policyId: string,
  to: "steps" | "delegate",
  material: boolean,
): Promise<Step> {
  const steps = await stepsOf(transaction, organisationId, policyId);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last)
    throw new Refusal(
      "conflict",
      "Nobody has set who approves this policy. Do that in its settings first; the draft stays as it is.",
    );
  if (to === "steps") return first;
  const { minorDuty } = await transaction.policy.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: policyId } },
    select: { minorDuty: true },
  });
  if (!minorDuty) throw wrongField("to", "This policy names no delegate: send it to whoever approves it");
  if (material) throw wrongField("to", "A delegate may approve minor changes alone: send a material one on");
  const dutyKind = minorDuty as DutyKind;
  // it stands in the place of the step that ratifies
  return { ...last, bodyId: null, dutyKind, name: sayHolder(dutyKind) };
}
