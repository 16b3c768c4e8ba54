import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import {
  acknowledgementDeclaration,
  acknowledgementKey,
  acknowledgementLeadIn,
  acknowledgementStatements,
  acknowledgementTitle,
} from "./acknowledgement.ts";

type Kept = { id: string; key: string; title: string; round: number; audience: string[]; statements: number };

/** Adds the standard acknowledgement to a version, as its school's choice, for some roles from a day on. */
export async function keepAcknowledgement(
  transaction: Transaction,
  of: {
    organisationId: string;
    policyId: string;
    policyTitle: string;
    versionId: string;
    unitId: string;
    roles: MembershipRole[];
    startsOn: Day;
  },
): Promise<Kept> {
  const { organisationId, policyId, versionId } = of;
  const key = { organisationId, policyId, key: acknowledgementKey };
  // Asked for before, dropped and asked for again: the same agreement, so that who signed it has signed it.
  const before = await transaction.series.findUnique({
    where: { organisationId_policyId_key: key },
    select: { id: true, agreements: { select: { round: true }, orderBy: { round: "desc" }, take: 1 } },
  });
  const seriesId = before?.id ?? newId();
  if (!before) await transaction.series.create({ data: { ...key, id: seriesId } });
  const kept = await insert(transaction, {
    organisationId,
    versionId,
    seriesId,
    title: acknowledgementTitle(of.policyTitle),
    round: before?.agreements[0]?.round ?? 1,
    declaration: acknowledgementDeclaration,
    statements: acknowledgementStatements.map((text) => ({ text, leadIn: acknowledgementLeadIn })),
  });
  await transaction.audience.createMany({
    data: of.roles.map((role) => ({
      organisationId,
      id: newId(),
      agreementId: kept.id,
      unitId: of.unitId,
      role,
      requirement: "must",
      startsOn: dayToDate(of.startsOn),
    })),
  });
  return { ...kept, audience: of.roles };
}

/**
 * Carries what the school added to the version before over to the next one, with its audience as it was adjusted. A
 * next version with an agreement of its own needs no added one any more.
 */
export async function carryAcknowledgementOver(
  transaction: Transaction,
  of: { organisationId: string; beforeId: string; versionId: string; material: boolean },
): Promise<Kept[]> {
  const { organisationId, beforeId, versionId } = of;
  const chosen = await transaction.agreement.findMany({
    where: { organisationId, versionId: beforeId, origin: "school-choice" },
    include: { audiences: true, statements: { orderBy: { position: "asc" } } },
    orderBy: { position: "asc" },
  });
  const carried: Kept[] = [];
  for (const { audiences, statements, seriesId, title, round, declaration } of chosen) {
    const kept = await insert(transaction, {
      organisationId,
      versionId,
      seriesId,
      title,
      round: round + (of.material ? 1 : 0),
      declaration,
      statements,
    });
    await transaction.audience.createMany({
      data: audiences.map((row) => ({ ...row, id: newId(), agreementId: kept.id })),
    });
    carried.push({ ...kept, audience: [...new Set(audiences.map(({ role }) => role))] });
  }
  return carried;
}

/**
 * The standard acknowledgement that a version's school had chosen and that a next one no longer asks for, because its
 * text has an agreement of its own; null when there was none.
 */
export async function acknowledgementLeftOut(
  transaction: Transaction,
  of: { organisationId: string; beforeId: string | null; ownAgreements: number },
): Promise<{ title: string } | null> {
  if (!of.beforeId || of.ownAgreements === 0) return null;
  return transaction.agreement.findFirst({
    where: { organisationId: of.organisationId, versionId: of.beforeId, origin: "school-choice" },
    select: { title: true },
  });
}

async function insert(
  transaction: Transaction,
  of: {
    organisationId: string;
    versionId: string;
    seriesId: string;
    title: string;
    round: number;
    declaration: string | null;
    statements: { text: string; leadIn: string | null }[];
  },
): Promise<Omit<Kept, "audience">> {
  const { organisationId, versionId, seriesId, title, round, declaration, statements } = of;
  const id = newId();
  await transaction.agreement.create({
    data: {
      organisationId,
      id,
      versionId,
      seriesId,
      key: acknowledgementKey,
      title,
      position: 1,
      round,
      countersign: "none",
      pupilOrder: "pupil-first",
      origin: "school-choice",
      declaration,
      fields: [],
      createdAt: now(),
    },
  });
  await transaction.statement.createMany({
    data: statements.map(({ text, leadIn }, at) => ({
      organisationId,
      id: newId(),
      agreementId: id,
      position: at + 1,
      depth: 0,
      text,
      leadIn,
    })),
  });
  return { id, key: acknowledgementKey, title, round, statements: statements.length };
}
