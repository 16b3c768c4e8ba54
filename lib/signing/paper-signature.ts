import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { readKept } from "#lib/kept-files.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { type ScanType, scanEndings } from "./check-scan.ts";
import { sayFormCode } from "./form-code.ts";
import { ownWords } from "./schema.ts";
import { receiptNumber, type SignatureRecord } from "./signature-record.ts";

/** A signature on paper, as it was recorded. */
export type PaperSignature = {
  signatureId: string;
  receiptNumber: string;
  subjectId: string;
  subjectName: string;
  signerName: string;
  /** As it stands on the paper; null once personal details were erased. */
  printedName: string | null;
  capacity: "own" | "countersign";
  agreement: string;
  policy: string;
  version: string;
  signedOn: Day;
  witness: string;
  formCode: string | null;
  recordedBy: string;
  recordedAt: Date | null;
  scan: { mediaType: ScanType; size: number } | null;
  voided: { reason: string; at: Date } | null;
};

const called = { select: { givenName: true, familyName: true, knownAs: true } } as const;
const say = (person: { givenName: string; familyName: string; knownAs: string | null }) =>
  `${person.knownAs ?? person.givenName} ${person.familyName}`;

/**
 * A signature on paper that was recorded at a school.
 * @throws Refusal "not-found" without `signatures:read` there, and for every other signature
 */
export async function paperSignature(
  actor: Actor,
  unitId: string,
  signatureId: string,
): Promise<PaperSignature> {
  demand(actor, "signatures:read", unitId);
  if (!isId(signatureId)) throw notFound();
  const { organisationId } = actor;
  const row = await inOrganisation(organisationId, (transaction) =>
    transaction.signature.findFirst({
      where: { organisationId, id: signatureId, unitId, method: "paper" },
      select: {
        signedOn: true,
        capacity: true,
        subjectId: true,
        subject: called,
        signer: called,
        recordedBy: called,
        agreement: { select: { title: true } },
        version: { select: { major: true, minor: true, title: true } },
        signatureRecord: { select: { record: true } },
        signatureVoid: { select: { reason: true, recordedAt: true } },
        events: { where: { kind: "signature-recorded" }, select: { happenedAt: true }, take: 1 },
        paperSignatures: {
          select: {
            witness: true,
            form: { select: { code: true } },
            file: { select: { mediaType: true, size: true } },
          },
        },
      },
    }),
  );
  const [paper] = row?.paperSignatures ?? [];
  if (!row || !paper) throw notFound();
  const record = row.signatureRecord && (JSON.parse(row.signatureRecord.record) as SignatureRecord);
  return {
    signatureId,
    receiptNumber: receiptNumber(signatureId),
    subjectId: row.subjectId,
    subjectName: say(row.subject),
    signerName: say(row.signer),
    printedName: record?.signer.printedName ?? null,
    capacity: row.capacity === "own" ? "own" : "countersign",
    agreement: row.agreement.title,
    policy: row.version.title,
    version: `${row.version.major}.${row.version.minor}`,
    signedOn: dateToDay(row.signedOn),
    witness: paper.witness,
    formCode: paper.form && sayFormCode(paper.form.code),
    recordedBy: row.recordedBy ? say(row.recordedBy) : "",
    recordedAt: row.events[0]?.happenedAt ?? null,
    scan: paper.file && { mediaType: paper.file.mediaType as ScanType, size: paper.file.size },
    voided: row.signatureVoid && { reason: row.signatureVoid.reason, at: row.signatureVoid.recordedAt },
  };
}

/**
 * The scan of a signature on paper, with a name for its file.
 * @throws Refusal "not-found" without `signatures:read` at the school where it was recorded, and without a scan
 */
export async function scanOf(
  actor: Actor,
  unitId: string,
  signatureId: string,
): Promise<{ bytes: Uint8Array; mediaType: ScanType; fileName: string }> {
  demand(actor, "signatures:read", unitId);
  if (!isId(signatureId)) throw notFound();
  const { organisationId } = actor;
  const file = await inOrganisation(organisationId, async (transaction) => {
    const paper = await transaction.paperSignature.findFirst({
      where: { organisationId, signatureId, signature: { unitId } },
      select: { file: true },
    });
    return paper?.file;
  });
  if (!file) throw notFound();
  const mediaType = file.mediaType as ScanType;
  return {
    bytes: await readKept(organisationId, file),
    mediaType,
    fileName: `scan-${receiptNumber(signatureId)}.${scanEndings[mediaType]}`,
  };
}

const mistake = z.object({ reason: ownWords("What was wrong").min(1, "Write what was wrong with it") });

/**
 * Marks a signature on paper as recorded by mistake: it is kept and no longer counts, and the person is asked again.
 * Twice changes nothing.
 * @throws Refusal "invalid" without a reason; "not-found" without `signatures:record` there, and for a signature
 * that was not made on paper
 */
export async function markAsMistake(
  actor: Actor,
  unitId: string,
  signatureId: string,
  given: { reason: string },
): Promise<{ made: boolean; subjectId: string }> {
  demand(actor, "signatures:record", unitId);
  const { reason } = parse(mistake, given);
  if (!isId(signatureId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const signature = await transaction.signature.findFirst({
      where: { organisationId, id: signatureId, unitId, method: "paper" },
      select: { subjectId: true, versionId: true, agreement: { select: { title: true } } },
    });
    if (!signature) throw notFound();
    const made = await insertVoid(transaction, actor, signatureId, reason);
    if (made)
      await recordEvent(transaction, actor, "signature-voided", {
        unitId,
        personId: signature.subjectId,
        versionId: signature.versionId,
        signatureId,
        details: { agreement: signature.agreement.title, reason },
      });
    return { made, subjectId: signature.subjectId };
  });
}

async function insertVoid(
  transaction: Transaction,
  actor: Actor,
  signatureId: string,
  reason: string,
): Promise<boolean> {
  const { count } = await transaction.signatureVoid.createMany({
    data: [
      {
        organisationId: actor.organisationId,
        id: newId(),
        signatureId,
        reason,
        recordedById: actor.personId,
        recordedAt: now(),
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}
