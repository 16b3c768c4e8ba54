import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { LONGEST_KEPT_TEXT } from "../document/limits.ts";
import { lockPolicy } from "../lock-policy.ts";
import { compareTexts, mergeTexts, type Stretch } from "./compare-texts.ts";
import { draftOf, type PolicyDraft } from "./draft-of.ts";
import { putText } from "./save-draft.ts";

export type CopyReason = "checkpoint" | "conflict" | "before-file" | "before-restore" | "before-return";

/** An earlier text of a draft, or one that was written at the same time as another. */
export type DraftCopy = {
  id: string;
  reason: CopyReason;
  savedAt: Date;
  savedBy: string | null;
  /** Words in it, to tell copies apart. */
  words: number;
};

const withSaver = {
  savedBy: { select: { givenName: true, familyName: true, knownAs: true } },
} as const satisfies Prisma.DraftCopyInclude;

const asCopy = (row: Prisma.DraftCopyGetPayload<{ include: typeof withSaver }>): DraftCopy => ({
  id: row.id,
  reason: row.reason as CopyReason,
  savedAt: row.savedAt,
  savedBy: row.savedBy && calledName(row.savedBy),
  words: row.text.split(/\s+/).length,
});

/** The draft and its copies, newest first. @throws Refusal "not-found" as `draftOf` */
export async function draftCopies(
  actor: Actor,
  policyId: string,
): Promise<{ draft: PolicyDraft; copies: DraftCopy[] }> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    const rows = await transaction.draftCopy.findMany({
      where: { organisationId, draftId: draft.id },
      orderBy: [{ savedAt: "desc" }, { id: "desc" }],
      take: 200,
      include: withSaver,
    });
    return {
      draft,
      copies: rows.map(asCopy),
    };
  });
}

/** One copy beside the draft as it is now. @throws Refusal "not-found" as `draftOf`, or without such a copy */
export async function readCopy(
  actor: Actor,
  policyId: string,
  copyId: string,
): Promise<{ draft: PolicyDraft; copy: DraftCopy & { text: string }; stretches: Stretch[] }> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    const copy = await copyOf(transaction, actor, draft, copyId);
    return { draft, copy, stretches: compareTexts(draft.text, copy.text) };
  });
}

const putBackInput = z.object({
  /** The draft's, as it was compared: a choice made about one text is not carried out on another. */
  revision: z.coerce.number().int().min(1),
  /** For each stretch in which they differ, in order; without them the whole text is put back. */
  choices: z.array(z.enum(["here", "there", "both"]).optional()).optional(),
});

/**
 * Puts a copy back, whole or where it was chosen; the text that was there becomes a copy itself.
 * @throws Refusal "not-found" as `readCopy`, "conflict" when the draft was saved since it was compared, "invalid"
 */
export async function putBackCopy(
  actor: Actor,
  policyId: string,
  copyId: string,
  given: unknown,
): Promise<{ revision: number }> {
  const { revision, choices } = parse(putBackInput, given);
  const { organisationId } = actor;
  if (!isId(policyId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    const copy = await copyOf(transaction, actor, draft, copyId);
    if (draft.revision !== revision)
      throw new Refusal(
        "conflict",
        "Somebody saved the draft while you were looking. Compare the two texts again.",
      );
    const text = choices ? mergeTexts(draft.text, copy.text, choices) : copy.text;
    if (text.length > LONGEST_KEPT_TEXT)
      throw new Refusal(
        "invalid",
        "The two texts together are too long to be one policy. Choose one of them.",
      );
    if (text === draft.text) return { revision };
    return { revision: await putText(transaction, actor, draft, text, "before-restore") };
  });
}

async function copyOf(
  transaction: Transaction,
  { organisationId }: Actor,
  draft: PolicyDraft,
  copyId: string,
): Promise<DraftCopy & { text: string }> {
  if (!isId(copyId)) throw notFound();
  const row = await transaction.draftCopy.findFirst({
    where: { organisationId, id: copyId, draftId: draft.id },
    include: withSaver,
  });
  if (!row) throw notFound();
  return { ...asCopy(row), text: row.text };
}
