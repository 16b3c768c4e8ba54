import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate, sayDay } from "#lib/dates.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import type { ClauseChange } from "#lib/policies/document/compare-documents.ts";
import { changesBetween } from "#lib/policies/readable-text.ts";
import { type ReadableAgreement, readableAgreement } from "./readable-agreement.ts";
import { isTyped } from "./schema.ts";
import { fieldsFor } from "./sign-agreement.ts";

/** One field of the form, in the agreement's own words: typed in by the signer, or filled in by signing. */
export type FormField = {
  name: string;
  label: string;
  kind: ReadableAgreement["fields"][number]["kind"];
  typed: boolean;
  value: string;
};

export type SignPage = {
  agreement: ReadableAgreement;
  fields: FormField[];
  /** The clauses that differ from what this person signed before; null when they have not. */
  changes: { sinceNumber: string; clauses: ClauseChange[] } | null;
};

/** What the page of one obligation shows. The obligation is one that `findObligation` gave for this actor. */
export async function signPage(actor: Actor, obligation: Obligation): Promise<SignPage> {
  const agreement = await readableAgreement(
    actor.organisationId,
    obligation.agreementId,
    obligation.wordingId,
  );
  const fields = fieldsFor(agreement, obligation.capacity);
  const needsTutorGroup = fields.some((field) => field.kind === "tutor-group");
  const schools = fields.some((field) => field.kind === "school") ? await schoolNames(actor, obligation) : "";
  const tutorGroup = needsTutorGroup ? await tutorGroupOf(actor, obligation.subjectId) : "";
  const filled = {
    name: actor.legalName,
    school: schools,
    "tutor-group": tutorGroup,
    date: sayDay(actor.today),
  };
  return {
    agreement,
    fields: fields.map((field) => ({
      ...field,
      typed: isTyped(field.kind),
      value: filled[field.kind as keyof typeof filled] ?? "",
    })),
    changes: obligation.signedBefore ? await changesSinceSigned(actor, obligation) : null,
  };
}

async function schoolNames(actor: Actor, obligation: Obligation): Promise<string> {
  const own = actor.memberships.filter((membership) => obligation.unitIds.includes(membership.unitId));
  if (obligation.capacity === "own" && own.length > 0)
    return [...new Set(own.map((membership) => membership.unitName))].join(", ");
  const { organisationId } = actor;
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({
      where: { organisationId, id: { in: obligation.unitIds } },
      select: { name: true },
      orderBy: { name: "asc" },
    }),
  );
  return units.map((unit) => unit.name).join(", ");
}

async function tutorGroupOf(actor: Actor, pupilId: string): Promise<string> {
  const { organisationId, today } = actor;
  const day = dayToDate(today);
  const membership = await inOrganisation(organisationId, (transaction) =>
    transaction.classMembership.findFirst({
      where: {
        organisationId,
        personId: pupilId,
        part: "pupil",
        startsOn: { lte: day },
        OR: [{ endsOn: null }, { endsOn: { gte: day } }],
      },
      select: { classGroup: { select: { name: true } } },
      orderBy: { startsOn: "desc" },
    }),
  );
  return membership?.classGroup.name ?? "";
}

async function changesSinceSigned(actor: Actor, obligation: Obligation): Promise<SignPage["changes"]> {
  const { organisationId, personId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const before = await transaction.signature.findFirst({
      where: {
        organisationId,
        seriesId: obligation.seriesId,
        // under any record that stands for them, or for the pupil
        subjectId: { in: await recordsOf(transaction, organisationId, obligation.subjectId) },
        signerId: { in: await recordsOf(transaction, organisationId, personId) },
        capacity: obligation.capacity,
      },
      orderBy: { signedAt: "desc" },
      select: { version: { select: { id: true, major: true, minor: true } } },
    });
    if (!before || before.version.id === obligation.versionId) return null;
    const { id, major, minor } = before.version;
    return {
      sinceNumber: `${major}.${minor}`,
      clauses: await changesBetween(transaction, organisationId, id, obligation.versionId),
    };
  });
}
