import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { answerReview, myReviews, reviewToRead } from "#lib/policies/reviewing/answer-review.ts";
import { askReviewer } from "#lib/policies/reviewing/ask-reviewer.ts";
import { draftWith, sendNow } from "#lib/policies/sending/sending-for-tests.ts";
import { actorFor, aPolicyText } from "#lib/testing/builders.ts";
import type { Form } from "./forms.ts";

/** Policies of the trust with drafts and versions that their owner does something about; trainees alone are bound. */
export type VersionTarget = {
  /** With a draft that nobody is asked to read. */
  draft: string;
  /** Whose draft somebody is asked to read: the persona with that name. */
  reviewed: string;
  /** One with a version that waits. */
  sent: string;
  /** The request to read the draft of `reviewed`. */
  reviewId: string;
};

const text = (title: string, staffRule?: string) =>
  aPolicyText({ title, staffRule })
    .replace('audience="staff volunteer"', 'audience="trainee"')
    .replace('audience="pupil"', 'audience="trainee"');

/** Makes them as somebody of the organisation who may; `reader` is asked to read one and has agreed. */
export async function versionTargets(
  owner: Actor,
  reader: { organisationId: string; personId: string },
): Promise<VersionTarget> {
  const { organisationId } = owner;
  const make = async () => {
    const title = `Sent on ${randomUUID().slice(0, 8)}`;
    const { policyId } = await bringInPolicy(
      { organisationId, words: "a test" },
      { text: text(title), fileName: "policy.md", implementationOn: "2024-09-01" },
    );
    await inOrganisation(organisationId, (transaction) =>
      transaction.approvalStep.create({
        data: { organisationId, id: newId(), policyId, position: 1, dutyKind: "head", outcome: "ratify" },
      }),
    );
    await draftWith(owner, policyId, text(title, "keep a long password to myself"));
    return policyId;
  };
  const [draft, reviewed, sent] = [await make(), await make(), await make()];
  await askReviewer(owner, reviewed, { reviewerId: reader.personId });
  const actor = await actorFor(organisationId, reader.personId);
  const review = (await myReviews(actor)).find(({ policyId }) => policyId === reviewed);
  const { textHash } = await reviewToRead(actor, review?.id as string);
  await answerReview(actor, review?.id as string, { answer: "agreed", textHash });
  await sendNow(owner, sent);
  return { draft, reviewed, sent, reviewId: review?.id as string };
}

type VersionChange = {
  page: (t: VersionTarget) => string;
  button: RegExp;
  fields?: (t: VersionTarget) => Form;
  may: Permission | "asker";
  at?: "trust";
  by?: "administrator";
};

const common = { may: "policies:write", at: "trust", by: "administrator" } as const;

/** What is done about drafts and versions, each as a form of a page. */
export const versionChanges: Record<string, VersionChange> = {
  recordConsultationAction: {
    ...common,
    page: ({ draft }) => `/policies/${draft}/draft/review`,
    button: /^Record the consultation$/,
    fields: () => ({
      ...{ withWhom: "Nobody", outcome: "Forged" },
      ...{ "startsOn-day": "5", "startsOn-month": "1", "startsOn-year": "2026" },
    }),
  },
  answerReviewAction: {
    page: ({ reviewId }) => `/reviewing/${reviewId}`,
    button: /^Agree$/,
    fields: () => ({ answer: "sent-back", comments: "Forged" }),
    may: "asker",
  },
  askReviewerAction: {
    ...common,
    page: ({ draft }) => `/policies/${draft}/draft/review?find=Rourke`,
    button: /to read it$/,
  },
  withdrawReviewAction: {
    ...common,
    page: ({ reviewed }) => `/policies/${reviewed}/draft/review`,
    button: /^No longer ask/,
  },
  sendDraftAction: {
    ...common,
    page: ({ draft }) => `/policies/${draft}/draft/send`,
    button: /^Send for ratification$/,
    fields: () => ({
      ...{ press: "send", summaryOfChange: "Forged", material: "material", materialReason: "Forged" },
      ...{ "implementationOn-day": "1", "implementationOn-month": "9", "implementationOn-year": "2040" },
    }),
  },
  takeBackAction: {
    ...common,
    page: ({ sent }) => `/policies/${sent}/versions/2.0`,
    button: /^Take back version/,
    fields: () => ({ reason: "Forged" }),
  },
  withdrawVersionAction: {
    ...common,
    page: ({ draft }) => `/policies/${draft}/versions/1.0`,
    button: /^Withdraw version/,
    fields: () => ({ reason: "Forged" }),
  },
};

/** Every row that they could change. */
export async function stateOfVersions(organisationId: string, target: VersionTarget): Promise<string> {
  const policies = [target.draft, target.reviewed, target.sent];
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      select row::text as row from (
        select to_jsonb(t) as row from draft t where organisation_id = ${organisationId}::uuid and policy_id = any (${policies}::uuid[])
        union all select to_jsonb(t) from draft_review t where organisation_id = ${organisationId}::uuid and policy_id = any (${policies}::uuid[])
        union all select to_jsonb(t) from consultation t where organisation_id = ${organisationId}::uuid and policy_id = any (${policies}::uuid[])
        union all select to_jsonb(t) from policy_version t where organisation_id = ${organisationId}::uuid and policy_id = any (${policies}::uuid[])
        union all select to_jsonb(t) from withdrawal t where organisation_id = ${organisationId}::uuid
        union all select to_jsonb(t) from proposal_end t where organisation_id = ${organisationId}::uuid
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}
