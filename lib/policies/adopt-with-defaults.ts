import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { withChosenAgreements } from "./acknowledgement.ts";
import { shownHash, shownText } from "./document/canonical-text.ts";
import type { LocalWordingValues, PolicyDocument } from "./document/types.ts";

/**
 * The owner's own adoption of a version, with the text's own wording wherever it leaves room for a school's. It
 * makes the wording that people are shown for each agreement, kept once by its hash.
 */
export async function adoptWithDefaults(
  transaction: Transaction,
  of: {
    organisationId: string;
    versionId: string;
    unitId: string;
    document: PolicyDocument;
    agreements: { id: string; key: string }[];
    startsOn: Day;
    madeById: string | null;
  },
): Promise<void> {
  const { organisationId, document } = of;
  const localWording = Object.fromEntries(document.variables.map((place) => [place.name, place.default]));
  const adoptionId = newId();
  await transaction.adoption.create({
    data: {
      organisationId,
      id: adoptionId,
      versionId: of.versionId,
      unitId: of.unitId,
      localWording,
      startsOn: dayToDate(of.startsOn),
      madeById: of.madeById,
      madeAt: now(),
    },
  });
  await keepAdoptedWordings(transaction, {
    organisationId,
    adoptionId,
    document: await withChosenAgreements(transaction, organisationId, of.versionId, document),
    agreements: of.agreements,
    localWording,
  });
}

/** Makes the wording that people are shown for each agreement under one adoption. */
export async function keepAdoptedWordings(
  transaction: Transaction,
  of: {
    organisationId: string;
    adoptionId: string;
    /** With what the school added to it. */
    document: PolicyDocument;
    agreements: { id: string; key: string }[];
    localWording: LocalWordingValues;
  },
): Promise<void> {
  const { organisationId, adoptionId, document, localWording } = of;
  for (const agreement of of.agreements) {
    const text = shownText(document, {
      agreementKey: agreement.key,
      localWording,
      control: document.control,
      history: document.history,
    });
    const hash = shownHash(text);
    await transaction.wording.createMany({
      data: [{ organisationId, id: newId(), hash, text, createdAt: now() }],
      skipDuplicates: true,
    });
    const wording = await transaction.wording.findUniqueOrThrow({
      where: { organisationId_hash: { organisationId, hash } },
      select: { id: true },
    });
    await transaction.adoptedWording.create({
      data: { organisationId, id: newId(), adoptionId, agreementId: agreement.id, wordingId: wording.id },
    });
  }
}
