import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { lastRatified } from "./next-number.ts";

/**
 * Makes the text of a version that was taken back or returned a draft again, under the identifier that it had, so that
 * its writers, reviewers and consultations are those of the draft again. Where somebody has begun another draft of the
 * policy meanwhile, that one stays and the text is kept beside it as a copy.
 * @returns which of the two it came to
 */
export async function draftAgain(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
): Promise<{ draftId: string; kept: "draft" | "copy" }> {
  const version = await transaction.policyVersion.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: versionId } },
    include: { proposals: { orderBy: { sentAt: "desc" }, take: 1, select: { implementationOn: true } } },
  });
  const { policyId, text, draftId, writtenById } = version;
  const moment = now();
  const there = await transaction.draft.findUnique({
    where: { organisationId_policyId: { organisationId, policyId } },
    select: { id: true, revision: true },
  });
  if (there) {
    await transaction.draftCopy.create({
      data: {
        ...{ organisationId, id: newId(), policyId, draftId: there.id, revision: there.revision, text },
        reason: "before-return",
        savedById: writtenById,
        savedAt: moment,
      },
    });
    return { draftId: there.id, kept: "copy" };
  }
  const last = await lastRatified(transaction, organisationId, policyId);
  const id = draftId ?? newId();
  await transaction.draft.create({
    data: {
      organisationId,
      id,
      policyId,
      text,
      basedOnId: last?.id ?? null,
      updatedById: writtenById,
      updatedAt: moment,
      material: last ? version.material : null,
      materialReason: version.materialReason,
      summaryOfChange: version.summaryOfChange,
      contact: version.contact,
      implementationOn: version.proposals[0]?.implementationOn ?? null,
    },
  });
  return { draftId: id, kept: "draft" };
}
