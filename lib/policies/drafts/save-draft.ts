import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "../lock-policy.ts";
import { draftOf, type PolicyDraft } from "./draft-of.ts";
import { saveDraftInput } from "./schema.ts";

export type SavedDraft =
  | { kind: "saved"; revision: number; at: Date }
  /** Somebody else saved meanwhile: what was sent is kept as a copy, and the draft stays as they left it. */
  | { kind: "conflict"; copyId: string; draft: PolicyDraft };

/** How long the same person's saves count as one stretch of writing, of which the text before is kept. */
const stretchMinutes = 10;

/**
 * Saves the text of a draft as it stands in the editor. Nothing sent is ever dropped: a text that started from an
 * earlier revision than the one kept becomes a copy of its own.
 * @throws Refusal "not-found" without `policies:write` or without a draft, "invalid" for a text beyond the limits
 */
export async function saveDraft(actor: Actor, policyId: string, given: unknown): Promise<SavedDraft> {
  const input = parse(saveDraftInput, given);
  const { organisationId } = actor;
  if (!isId(policyId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    if (draft.text === input.text) return { kind: "saved", revision: draft.revision, at: draft.updatedAt };
    if (draft.revision !== input.revision)
      return {
        kind: "conflict",
        copyId: await keepCopy(transaction, actor, draft, {
          revision: input.revision,
          text: input.text,
          reason: "conflict",
        }),
        draft,
      };
    return { kind: "saved", revision: await putText(transaction, actor, draft, input.text), at: now() };
  });
}

/**
 * Puts a text in the place of the draft's, notes its writer, and keeps what was there when another person, or the same
 * one a while ago, wrote it. Returns the new revision.
 */
export async function putText(
  transaction: Transaction,
  actor: Actor,
  draft: PolicyDraft,
  text: string,
  before: "checkpoint" | "before-file" | "before-restore" = "checkpoint",
): Promise<number> {
  const { organisationId, personId } = actor;
  const moment = now();
  const last = await transaction.draftCopy.findFirst({
    where: { organisationId, draftId: draft.id, reason: { not: "conflict" } },
    orderBy: { savedAt: "desc" },
    select: { savedAt: true },
  });
  const longAgo = !last || moment.getTime() - last.savedAt.getTime() > stretchMinutes * 60_000;
  if (before !== "checkpoint" || longAgo)
    await keepCopy(transaction, actor, draft, {
      revision: draft.revision,
      text: draft.text,
      reason: before,
    });
  await transaction.draftWriter.createMany({
    data: [
      { organisationId, id: newId(), policyId: draft.policyId, draftId: draft.id, personId, firstAt: moment },
    ],
    skipDuplicates: true,
  });
  const revision = draft.revision + 1;
  await transaction.draft.update({
    where: { organisationId_id: { organisationId, id: draft.id } },
    data: { text, revision, updatedById: personId, updatedAt: moment },
  });
  return revision;
}

async function keepCopy(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  draft: PolicyDraft,
  copy: { revision: number; text: string; reason: string },
): Promise<string> {
  const id = newId();
  await transaction.draftCopy.create({
    data: {
      organisationId,
      id,
      policyId: draft.policyId,
      draftId: draft.id,
      savedById: personId,
      savedAt: now(),
      ...copy,
    },
  });
  return id;
}
