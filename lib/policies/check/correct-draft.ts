import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { parseDocument } from "../document/parse-document.ts";
import { printDocument } from "../document/print-document.ts";
import { type PolicyDocument, PolicyDocumentError } from "../document/types.ts";
import { draftOf, type PolicyDraft } from "../drafts/draft-of.ts";
import { putText } from "../drafts/save-draft.ts";
import { lockPolicy } from "../lock-policy.ts";
import { correctDocument, putIn } from "./correct-document.ts";
import { aboutRemark, fileOfDraft, notPlacedRule } from "./draft-files.ts";
import { correctionInput, notPlacedInput, revisionInput } from "./schema.ts";

/**
 * Makes one correction to the draft's text: reads it, changes the document, writes it again. Returns the draft's
 * revision afterwards.
 * @throws Refusal "not-found" without `policies:write` at the policy's owner, "invalid", "conflict" when the draft was
 * changed since `revision` or can't be read as it stands
 */
export async function correctDraft(
  actor: Actor,
  policyId: string,
  revision: unknown,
  given: unknown,
): Promise<{ revision: number }> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const draft = await draftAt(transaction, actor, policyId, revision);
    const correction = parse(correctionInput, given);
    return {
      revision: await put(transaction, actor, draft, (document) => correctDocument(document, correction)),
    };
  });
}

/**
 * Settles the nth thing of the newest file that was not placed: put into the text, or set aside as seen.
 * @throws Refusal as `correctDraft`
 */
export async function settleNotPlaced(
  actor: Actor,
  policyId: string,
  revision: unknown,
  at: number,
  given: unknown,
): Promise<{ revision: number }> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const draft = await draftAt(transaction, actor, policyId, revision);
    const decision = parse(notPlacedInput, given);
    const file = await fileOfDraft(transaction, organisationId, draft);
    const remark = file?.notPlaced[at];
    if (!file || !remark) throw notFound();
    await setAside(transaction, actor, draft, {
      about: aboutRemark(file.id, remark),
      reason: decision.as === "seen" ? `Seen by ${actor.name}` : `Put into the text by ${actor.name}`,
    });
    if (decision.as === "seen") return { revision: draft.revision };
    return { revision: await put(transaction, actor, draft, (document) => putIn(document, decision)) };
  });
}

/** The draft, locked, as it was when the page was made. */
async function draftAt(
  transaction: Transaction,
  actor: Actor,
  policyId: string,
  revision: unknown,
): Promise<PolicyDraft> {
  // who may not know of it learns nothing from the lock
  await draftOf(transaction, actor, policyId);
  await lockPolicy(transaction, actor.organisationId, policyId);
  const draft = await draftOf(transaction, actor, policyId);
  if (draft.revision !== parse(revisionInput, revision))
    throw new Refusal(
      "conflict",
      `${draft.updatedBy ?? "Somebody"} changed this draft while you looked at it. This is how it stands now: make your correction again.`,
    );
  return draft;
}

async function put(
  transaction: Transaction,
  actor: Actor,
  draft: PolicyDraft,
  change: (document: PolicyDocument) => PolicyDocument | null,
): Promise<number> {
  try {
    const changed = change(parseDocument(draft.text));
    if (!changed)
      throw new Refusal(
        "conflict",
        "What you corrected is no longer there. This is how the draft stands now.",
      );
    const text = printDocument(changed);
    // what is written must read again, whatever was typed
    parseDocument(text);
    return text === draft.text ? draft.revision : await putText(transaction, actor, draft, text);
  } catch (error) {
    if (error instanceof PolicyDocumentError)
      throw new Refusal(
        "conflict",
        `The draft can’t be read like this. Line ${error.line}: ${error.sentence}`,
      );
    throw error;
  }
}

async function setAside(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  draft: PolicyDraft,
  { about, reason }: { about: string; reason: string },
): Promise<void> {
  const { policyId } = draft;
  const standing = await transaction.findingSetAside.findFirst({
    where: { organisationId, policyId, rule: notPlacedRule, about, takenUpAt: null },
    select: { id: true },
  });
  if (standing) return;
  await transaction.findingSetAside.create({
    data: {
      organisationId,
      id: newId(),
      policyId,
      rule: notPlacedRule,
      about,
      reason,
      setAsideById: personId,
      setAsideAt: now(),
    },
  });
}
