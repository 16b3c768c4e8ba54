import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { acknowledgementKey } from "../acknowledgement.ts";
import { parseDocument } from "../document/parse-document.ts";
import { draftOf, type PolicyDraft } from "../drafts/draft-of.ts";
import { type DraftReading, openFindings } from "../drafts/open-findings.ts";
import { hashOfText, type ReviewOfDraft, reviewsOfDraft } from "../reviewing/draft-reviews.ts";
import { continuedKeys } from "./continued-keys.ts";
import { lastRatified, nextNumber, sayNumber } from "./next-number.ts";
import { type WaitingVersion, waitingVersion } from "./waiting-version.ts";
import { type Step, sayHolder, stepsOf } from "./who-acts.ts";

export type SendingPage = {
  draft: PolicyDraft;
  /** What is to be said of the text; a text that cannot be read has a problem and nothing else. */
  reading: DraftReading;
  /** The last ratified version's number; null before the first. */
  last: string | null;
  /** The number that the version gets; of a first version both are the same. */
  numbers: { material: string; minor: string };
  /** The agreements whose signatures are at stake, by the key in the text. */
  continued: { key: string; title: string }[];
  steps: Step[];
  /** Who may approve a minor change between meetings; null where the policy names nobody. */
  delegate: string | null;
  waiting: WaitingVersion | null;
  reviews: ReviewOfDraft[];
};

/** What there is to know before a draft is sent on. @throws as `draftOf` */
export async function sendingPage(actor: Actor, policyId: string): Promise<SendingPage> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    const reading = await openFindings(transaction, actor, policyId, draft.text);
    const last = await lastRatified(transaction, organisationId, policyId);
    const document = reading.problem ? null : parseDocument(draft.text);
    const keys = document ? await continuedKeys(transaction, organisationId, last, document) : [];
    const { minorDuty } = await transaction.policy.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: policyId } },
      select: { minorDuty: true },
    });
    const titleOf = (key: string) =>
      document?.agreements.find((agreement) => agreement.key === key)?.title ??
      (key === acknowledgementKey ? "The acknowledgement that the school chose" : key);
    return {
      draft,
      reading,
      last: last && sayNumber(last),
      numbers: { material: sayNumber(nextNumber(last, true)), minor: sayNumber(nextNumber(last, false)) },
      continued: keys.map((key) => ({ key, title: titleOf(key) })),
      steps: await stepsOf(transaction, organisationId, policyId),
      delegate: minorDuty && sayHolder(minorDuty as DutyKind),
      waiting: await waitingVersion(transaction, organisationId, policyId),
      reviews: await reviewsOfDraft(transaction, organisationId, draft.id, hashOfText(draft.text)),
    };
  });
}
