import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import type { NotSignedPage } from "./who-has-not-signed.ts";

/** Builders for tests of lists as at a day: signatures and responses of days gone by, which nobody can make today. */

type Signing = {
  subjectId: string;
  signerId?: string;
  /** The agreement's key in its policy. */
  agreement: string;
  on: Day;
  round?: number;
  occasion?: string;
};

async function agreementWithKey(organisationId: string, key: string, round: number) {
  return inOrganisation(organisationId, (transaction) =>
    transaction.agreement.findFirstOrThrow({
      where: { organisationId, key, round },
      include: { version: true, adoptedWordings: true },
      orderBy: { createdAt: "asc" },
    }),
  );
}

/** A signature as it was made on a day; by another than the subject it is a countersignature. Returns its id. */
export async function aSignature(organisationId: string, unitId: string, made: Signing): Promise<string> {
  const round = made.round ?? 1;
  const agreement = await agreementWithKey(organisationId, made.agreement, round);
  const id = newId();
  const signerId = made.signerId ?? made.subjectId;
  await inOrganisation(organisationId, (transaction) =>
    transaction.signature.create({
      data: {
        organisationId,
        id,
        agreementId: agreement.id,
        versionId: agreement.versionId,
        seriesId: agreement.seriesId,
        round,
        occasion: made.occasion ?? "once",
        wordingId: agreement.adoptedWordings[0]?.wordingId ?? "",
        unitId,
        subjectId: made.subjectId,
        signerId,
        capacity: signerId === made.subjectId ? "own" : "countersign",
        signedOn: dayToDate(made.on),
        signedAt: new Date(`${made.on}T10:00:00Z`),
        method: "screen",
        textHash: "text",
        shownHash: "shown",
        recordHash: "record",
      },
    }),
  );
  return id;
}

/** A question or refusal of a day. */
export async function aResponse(
  organisationId: string,
  unitId: string,
  made: Signing & { kind: "question" | "refusal" },
): Promise<void> {
  const agreement = await agreementWithKey(organisationId, made.agreement, made.round ?? 1);
  const signerId = made.signerId ?? made.subjectId;
  await inOrganisation(organisationId, (transaction) =>
    transaction.response.create({
      data: {
        organisationId,
        id: newId(),
        kind: made.kind,
        obligationId: newId(),
        formId: newId(),
        agreementId: agreement.id,
        seriesId: agreement.seriesId,
        round: made.round ?? 1,
        occasion: made.occasion ?? "once",
        capacity: signerId === made.subjectId ? "own" : "countersign",
        subjectId: made.subjectId,
        signerId,
        unitId,
        words: "Does this cover my own phone?",
        madeAt: new Date(`${made.on}T10:00:00Z`),
      },
    }),
  );
}

/** Away or excused, from a day to a day. */
export async function anAbsence(
  actor: Actor,
  personId: string,
  unitId: string,
  absence: { kind: "away" | "excused"; startsOn: Day; endsOn?: Day },
): Promise<void> {
  const { organisationId } = actor;
  await inOrganisation(organisationId, (transaction) =>
    transaction.away.create({
      data: {
        organisationId,
        id: newId(),
        personId,
        unitId,
        kind: absence.kind,
        startsOn: dayToDate(absence.startsOn),
        endsOn: absence.endsOn ? dayToDate(absence.endsOn) : null,
        createdAt: new Date(),
      },
    }),
  );
}

/** The rows of a list as `family name: reason`. */
export const told = (page: NotSignedPage): string[] =>
  page.rows.map(({ familyName, reason }) => `${familyName}: ${reason}`);
