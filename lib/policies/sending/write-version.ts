import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { textHash } from "../document/canonical-text.ts";
import { printDocument } from "../document/print-document.ts";
import { parseReviewDate } from "../document/review-date.ts";
import type { PolicyDocument } from "../document/types.ts";
import type { PolicyDraft } from "../drafts/draft-of.ts";
import { type KeptAgreement, keepAgreements } from "../keep-agreements.ts";
import { nextNumber, type RatifiedVersion, type VersionNumber } from "./next-number.ts";

/** What is said of a version besides its text. */
export type AboutVersion = {
  material: boolean;
  materialReason: string | null;
  summaryOfChange: string;
  contact: string | null;
  /** The keys of the agreements that are signed again; of a material change, all that are not named keep signatures. */
  again: ReadonlySet<string>;
};

export type WrittenVersion = VersionNumber & {
  id: string;
  title: string;
  hash: string;
  agreements: KeptAgreement[];
};

/**
 * Makes a draft's text a version with its agreements. What people sign again is counted from the last ratified version:
 * nobody has signed any other. The caller has locked the policy and made sure that the draft may be sent.
 */
export async function writeVersion(
  transaction: Transaction,
  organisationId: string,
  draft: PolicyDraft,
  document: PolicyDocument,
  last: RatifiedVersion | null,
  about: AboutVersion,
): Promise<WrittenVersion> {
  const number = nextNumber(last, about.material);
  const id = newId();
  const title = document.title ?? draft.policyTitle;
  const hash = textHash(document);
  const reviewText = document.control.find(({ field }) => field === "review")?.value ?? null;
  const review = parseReviewDate(reviewText ?? "");
  await transaction.policyVersion.create({
    data: {
      organisationId,
      id,
      policyId: draft.policyId,
      ...number,
      title,
      text: printDocument(document),
      textHash: hash,
      material: about.material,
      materialReason: about.materialReason,
      summaryOfChange: about.summaryOfChange,
      contact: about.contact,
      reviewText,
      reviewPrecision: review?.precision ?? null,
      reviewLastDay: review ? dayToDate(review.lastDay) : null,
      source: "draft",
      draftId: draft.id,
      writtenById: await lastWriter(transaction, organisationId, draft.id),
      createdAt: now(),
    },
  });
  const agreements = await keepAgreements(transaction, {
    organisationId,
    policyId: draft.policyId,
    unitId: draft.unit.id,
    versionId: id,
    document,
    beforeId: last?.id ?? null,
    material: about.material && ((key: string) => about.again.has(key)),
  });
  return { ...number, id, title, hash, agreements };
}

async function lastWriter(
  transaction: Transaction,
  organisationId: string,
  draftId: string,
): Promise<string | null> {
  const draft = await transaction.draft.findUnique({
    where: { organisationId_id: { organisationId, id: draftId } },
    select: { updatedById: true },
  });
  return draft?.updatedById ?? null;
}
