import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { readKept } from "#lib/kept-files.ts";
import { draftOf, type PolicyDraft } from "../drafts/draft-of.ts";
import type { Remark, Where } from "../files/read-file.ts";

/** Something of the file that has no place in the text, and whether somebody has seen to it. */
export type NotPlaced = {
  what: string;
  where: Where;
  /** What became of it: `Seen by …`, `Put into the text by …`; null while nobody has said. */
  settled: string | null;
};

export type DraftFile = {
  id: string;
  fileName: string;
  kind: "text" | "markdown" | "word" | "pdf";
  /** As it was taken from the file; the lines of remarks and findings are its lines. */
  text: string;
  notPlaced: NotPlaced[];
  notes: Remark[];
  broughtInBy: string;
  broughtInAt: Date;
};

/** The rule under which what was not placed is set aside, beside the rules of findings. */
export const notPlacedRule = "not-placed";

/** By what it says and where it stands it is known again. */
export const aboutRemark = (fileId: string, { what, where }: Remark): string =>
  `${fileId} ${where ? JSON.stringify(where) : ""} ${what}`;

/** The newest file of a draft; null for one that was written here. */
export async function fileOfDraft(
  transaction: Transaction,
  organisationId: string,
  draft: PolicyDraft,
): Promise<DraftFile | null> {
  const file = await transaction.draftFile.findFirst({
    where: { organisationId, draftId: draft.id },
    orderBy: [{ broughtInAt: "desc" }, { id: "desc" }],
  });
  if (!file) return null;
  const aside = await transaction.findingSetAside.findMany({
    where: { organisationId, policyId: draft.policyId, rule: notPlacedRule, takenUpAt: null },
    select: { about: true, reason: true },
  });
  const settled = new Map(aside.map(({ about, reason }) => [about, reason]));
  return {
    id: file.id,
    fileName: file.fileName,
    kind: file.kind as DraftFile["kind"],
    text: file.text,
    notPlaced: (file.notPlaced as Remark[]).map((remark) => ({
      ...remark,
      settled: settled.get(aboutRemark(file.id, remark)) ?? null,
    })),
    notes: file.notes as Remark[],
    broughtInBy: file.broughtInBy,
    broughtInAt: file.broughtInAt,
  };
}

export type OriginalFile = { bytes: Uint8Array; mediaType: string; fileName: string };

/**
 * The file that a draft came from, as it came.
 * @throws Refusal "not-found" without `policies:write` at the policy's owner, and for a draft that came from none
 */
export async function originalFile(actor: Actor, policyId: string, fileId?: string): Promise<OriginalFile> {
  const { organisationId } = actor;
  if (fileId !== undefined && !isId(fileId)) throw notFound();
  const found = await inOrganisation(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    return transaction.draftFile.findFirst({
      where: { organisationId, draftId: draft.id, ...(fileId ? { id: fileId } : {}) },
      orderBy: [{ broughtInAt: "desc" }, { id: "desc" }],
      select: { fileName: true, file: { select: { hash: true, bytes: true, mediaType: true } } },
    });
  });
  if (!found) throw notFound();
  return {
    bytes: await readKept(organisationId, found.file),
    mediaType: found.file.mediaType,
    fileName: found.fileName,
  };
}
