import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { sayDay } from "#lib/dates.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { compareDocuments } from "#lib/policies/document/compare-documents.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
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

export type Change = ReturnType<typeof compareDocuments>[number];

export type SignPage = {
  agreement: ReadableAgreement;
  fields: FormField[];
  /** The clauses that differ from what this person signed before; null when they have not. */
  changes: { sinceNumber: string; clauses: Change[] } | null;
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
  const day = new Date(`${today}T00:00:00Z`);
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
  const { before, after } = await inOrganisation(organisationId, async (transaction) => ({
    before: await transaction.signature.findFirst({
      where: {
        organisationId,
        seriesId: obligation.seriesId,
        subjectId: obligation.subjectId,
        signerId: personId,
        capacity: obligation.capacity,
      },
      orderBy: { signedAt: "desc" },
      select: { version: { select: { id: true, text: true, major: true, minor: true } } },
    }),
    after: await transaction.policyVersion.findUnique({
      where: { organisationId_id: { organisationId, id: obligation.versionId } },
      select: { id: true, text: true },
    }),
  }));
  if (!before || !after || before.version.id === after.id) return null;
  return {
    sinceNumber: `${before.version.major}.${before.version.minor}`,
    clauses: compareDocuments(parseDocument(before.version.text), parseDocument(after.text)),
  };
}
