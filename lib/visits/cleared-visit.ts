import type { Transaction } from "#lib/database/transaction.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";
import { legalName } from "#lib/people/names.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";
import type { VisitReason } from "./words.ts";

/** A visit as it is shown to whoever made it. */
export type Visit = {
  id: string;
  personId: string;
  /** As they gave it when they arrived. */
  name: string;
  reason: VisitReason;
  firm: string | null;
  expectedBy: string | null;
  pass: string;
  formId: string;
  arrivedAt: Date;
  untilOn: Day;
  leftAt: Date | null;
  /** How many agreements were signed for it. */
  signed: number;
  /** It has not run out, has not ended and is in nobody else's name. */
  running: boolean;
};

type Key = { id: string } | { formId: string } | { pass: string };

const fields = {
  id: true,
  personId: true,
  name: true,
  reason: true,
  firm: true,
  expectedBy: true,
  pass: true,
  formId: true,
  arrivedAt: true,
  untilOn: true,
  leftAt: true,
  person: { select: { givenName: true, familyName: true, erasedAt: true } },
  membership: { select: { endsOn: true, occasion: true } },
} as const;

/** A visit to the school, by its identifier, its form or its pass; null where there is none. */
export async function visitIn(
  transaction: Transaction,
  { organisationId, unit, today }: Pick<SchoolAtTheDoor, "organisationId" | "unit" | "today">,
  key: Key,
): Promise<Visit | null> {
  const found = await transaction.visit.findFirst({
    where: { organisationId, unitId: unit.id, ...key },
    select: fields,
  });
  if (!found || found.person.erasedAt || isRefused(found)) return null;
  const { person, membership, untilOn, ...visit } = found;
  const signed = await transaction.signature.count({
    where: {
      organisationId,
      subjectId: { in: await recordsOf(transaction, organisationId, found.personId) },
      occasion: membership.occasion ?? "",
      signatureVoid: { is: null },
    },
  });
  const until = dateToDay(untilOn);
  const ended = membership.endsOn !== null && dateToDay(membership.endsOn) < today;
  // Leaving ends a visit of a day; somebody who is here for longer comes back tomorrow.
  const left = found.leftAt !== null && (until <= today || endsBefore(membership.endsOn, untilOn));
  return {
    ...visit,
    reason: visit.reason as VisitReason,
    // Their record may have been joined with another since, of which a pass says nothing.
    name: visit.name ?? legalName(person).trim(),
    untilOn: until,
    signed,
    running: until >= today && !ended && !left,
  };
}

/** Reception took the pass away: whoever came was not who they said. Nothing is a pass that begins like this. */
export const isRefused = ({ pass }: { pass: string }): boolean => pass.startsWith("-");
export const refusedPass = (visitId: string): string => `-${visitId}`;

const endsBefore = (endsOn: Date | null, untilOn: Date) => endsOn !== null && endsOn < untilOn;

/** The visit of a browser that keeps its identifier; null for one that is not of this school. */
export async function visitById(school: SchoolAtTheDoor, id: string): Promise<Visit | null> {
  if (!isId(id)) return null;
  return inOrganisation(school.organisationId, (transaction) => visitIn(transaction, school, { id }));
}

/** The visit that a form made; null before it was sent, and for forms of other schools. */
export async function visitOfForm(school: SchoolAtTheDoor, formId: string): Promise<Visit | null> {
  if (!isId(formId)) return null;
  return inOrganisation(school.organisationId, (transaction) => visitIn(transaction, school, { formId }));
}
