import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { type KeptType, keepFile } from "#lib/kept-files.ts";
import { parse } from "#lib/parse.ts";
import { demand, unitsWhere } from "#lib/permissions/permissions.ts";
import { draftOf } from "../drafts/draft-of.ts";
import { putText } from "../drafts/save-draft.ts";
import { placesIn, startDraft, startPolicy } from "../drafts/start-draft.ts";
import { lockPolicy } from "../lock-policy.ts";
import { bringInFileInput } from "./schema.ts";
import { type UnderstoodFile, understandFile } from "./understand-file.ts";

/** What somebody may bring a file in as. */
export type BringInChoices = {
  units: { id: string; name: string }[];
  policies: { id: string; title: string; owner: string; hasDraft: boolean }[];
};

/** @throws Refusal "not-found" without `policies:write` anywhere */
export async function bringInChoices(actor: Actor): Promise<BringInChoices> {
  const { organisationId } = actor;
  const where = unitsWhere(actor, "policies:write");
  if (where.length === 0) throw notFound();
  const units = where === "all" ? {} : { id: { in: where } };
  const owned = where === "all" ? {} : { unitId: { in: where } };
  return inOrganisation(organisationId, async (transaction) => {
    const found = await transaction.unit.findMany({
      where: { organisationId, closedOn: null, ...units },
      select: { id: true, name: true, kind: true },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
    });
    const policies = await transaction.policy.findMany({
      where: { organisationId, ...owned },
      select: {
        id: true,
        title: true,
        unit: { select: { name: true } },
        draft: { select: { id: true } },
      },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take: 500,
    });
    return {
      units: placesIn(actor, found).map(({ id, name }) => ({ id, name })),
      policies: policies.map(({ id, title, unit, draft }) => ({
        id,
        title,
        owner: unit.name,
        hasDraft: draft !== null,
      })),
    };
  });
}

/**
 * Brings in a file as the draft of a new policy, or as the next draft of a policy, whose earlier draft is kept as a
 * copy. The file's bytes stay with the draft as they came; null is no file.
 * @throws Refusal "not-found" without `policies:write` there, "invalid" about the file, "conflict" for a title that
 * another policy has
 */
export async function bringInFile(
  actor: Actor,
  given: unknown,
  bytes: Uint8Array | null,
): Promise<{ policyId: string; draftId: string }> {
  const input = parse(bringInFileInput, given);
  const { unitId, policyId, fileName } = input;
  await mayWrite(actor, input);
  if (!bytes) throw new Refusal("invalid", "Choose a file", [{ field: "file", message: "Choose a file" }]);
  const understood = await understandFile(bytes, fileName, input.title);
  if (unitId)
    return startPolicy(
      actor,
      { unitId, title: understood.title.slice(0, 200), text: understood.text },
      (transaction, made) => keepWithDraft(transaction, actor, made, fileName, understood, bytes),
    );
  return asNextDraft(actor, policyId as string, fileName, understood, bytes);
}

/** Asked before anything is read: reading takes seconds. */
async function mayWrite(actor: Actor, { unitId, policyId }: { unitId?: string; policyId?: string }) {
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const where = (id: string) => ({ organisationId_id: { organisationId, id } });
    const unit = unitId
      ? await transaction.unit.findUnique({ where: where(unitId), select: { id: true } })
      : null;
    const policy = policyId
      ? await transaction.policy.findUnique({ where: where(policyId), select: { unitId: true } })
      : null;
    const owner = unit?.id ?? policy?.unitId;
    if (!owner) throw notFound();
    demand(actor, "policies:write", owner);
  });
}

async function asNextDraft(
  actor: Actor,
  policyId: string,
  fileName: string,
  understood: UnderstoodFile,
  bytes: Uint8Array,
): Promise<{ policyId: string; draftId: string }> {
  const { organisationId } = actor;
  await startDraft(actor, policyId);
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    if (draft.text !== understood.text)
      await putText(transaction, actor, draft, understood.text, "before-file");
    const made = { policyId, draftId: draft.id };
    await keepWithDraft(transaction, actor, made, fileName, understood, bytes);
    await recordEvent(transaction, actor, "draft-file-brought-in", {
      policyId,
      unitId: policy.unitId,
      details: { policy: policy.title, file: fileName },
    });
    return made;
  });
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const mediaTypes: Record<"text" | "markdown" | "word" | "pdf", KeptType> = {
  text: "text/plain",
  markdown: "text/markdown",
  word: WORD,
  pdf: "application/pdf",
};

async function keepWithDraft(
  transaction: Transaction,
  { organisationId, personId, name }: Actor,
  made: { policyId: string; draftId: string },
  fileName: string,
  { file, notPlaced, notes }: UnderstoodFile,
  bytes: Uint8Array,
): Promise<void> {
  const kind = file.kind === "text" && /\.(md|markdown)$/i.test(fileName) ? "markdown" : file.kind;
  const fileId = await keepFile(transaction, organisationId, { bytes, mediaType: mediaTypes[kind] });
  await transaction.draftFile.create({
    data: {
      organisationId,
      id: newId(),
      ...made,
      fileId,
      fileName,
      kind,
      text: file.text,
      notPlaced,
      notes,
      broughtInById: personId,
      broughtInBy: name,
      broughtInAt: now(),
    },
  });
}
