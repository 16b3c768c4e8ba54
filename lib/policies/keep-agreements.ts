import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { acknowledgementKey } from "./acknowledgement.ts";
import { agreementFields, agreementStatements, declarationText } from "./document/agreement-parts.ts";
import { parseDocument } from "./document/parse-document.ts";
import type { PolicyAgreement, PolicyDocument } from "./document/types.ts";
import { carryAcknowledgementOver } from "./keep-acknowledgement.ts";
import { matchSeries } from "./match-series.ts";
import { yearsOfTitle } from "./years-of-title.ts";

export type KeptAgreement = {
  id: string;
  key: string;
  title: string;
  round: number;
  audience: string[];
  statements: number;
};

/**
 * Stores the agreements of a new version with their statements and audiences. An agreement that continues an
 * earlier one keeps its series; its round is raised when it is to be signed again. An audience that the text did not
 * change is carried over as the organisation had adjusted it. A text without any agreement keeps the standard
 * acknowledgement that the school had asked for.
 */
export async function keepAgreements(
  transaction: Transaction,
  of: {
    organisationId: string;
    policyId: string;
    unitId: string;
    versionId: string;
    document: PolicyDocument;
    beforeId: string | null;
    /** Whether everyone bound signs again; or which agreements they sign again, by key. */
    material: boolean | ((key: string) => boolean);
  },
): Promise<KeptAgreement[]> {
  const { organisationId, policyId, versionId, document, material } = of;
  const again = typeof material === "boolean" ? () => material : material;
  const earlier = of.beforeId ? await agreementsOf(transaction, organisationId, of.beforeId) : [];
  const matches = matchSeries(earlier, document.agreements);
  const kept: KeptAgreement[] = [];
  if (of.beforeId && document.agreements.length === 0)
    return carryAcknowledgementOver(transaction, {
      ...of,
      beforeId: of.beforeId,
      material: again(acknowledgementKey),
    });
  for (const [index, agreement] of document.agreements.entries()) {
    const continued = matches[index] ?? null;
    const seriesId =
      continued?.seriesId ?? (await startSeries(transaction, organisationId, policyId, agreement.key));
    const round = continued ? continued.round + (again(agreement.key) ? 1 : 0) : 1;
    const id = newId();
    const statements = agreementStatements(document, agreement);
    await transaction.agreement.create({
      data: {
        organisationId,
        id,
        versionId,
        seriesId,
        key: agreement.key,
        title: agreement.title,
        position: index + 1,
        round,
        countersign: agreement.countersign,
        countersignUntil: agreement.countersignUntil,
        pupilOrder: agreement.order,
        origin: "policy",
        declaration: declarationText(agreement),
        countersignDeclaration: countersignWords(agreement),
        fields: agreementFields(agreement) as unknown as Prisma.InputJsonValue,
        createdAt: now(),
      },
    });
    await transaction.statement.createMany({
      data: statements.map((statement, at) => ({
        organisationId,
        id: newId(),
        agreementId: id,
        position: at + 1,
        depth: 0,
        text: statement.text,
        leadIn: statement.leadIn,
      })),
    });
    const sameAudience =
      continued && [...continued.audience].sort().join() === [...agreement.audience].sort().join();
    await transaction.audience.createMany({
      data: sameAudience
        ? continued.audiences.map((row) => ({ ...row, id: newId(), agreementId: id }))
        : audienceOf(agreement).map((row) => ({
            ...row,
            organisationId,
            id: newId(),
            agreementId: id,
            unitId: of.unitId,
          })),
    });
    kept.push({
      id,
      key: agreement.key,
      title: agreement.title,
      round,
      audience: agreement.audience,
      statements: statements.length,
    });
  }
  return kept;
}

/** A version's agreements with the audience that its text gives each, whatever an administrator has made of it. */
async function agreementsOf(transaction: Transaction, organisationId: string, versionId: string) {
  const rows = await transaction.agreement.findMany({
    // what a school added is no part of the text, and nothing in the next text continues it
    where: { organisationId, versionId, origin: "policy" },
    include: { audiences: true, version: { select: { text: true } } },
    orderBy: { position: "asc" },
  });
  const written = rows[0] ? parseDocument(rows[0].version.text).agreements : [];
  return rows.map(({ audiences, key, round, seriesId }) => ({
    key,
    round,
    seriesId,
    audiences,
    audience: written.find((agreement) => agreement.key === key)?.audience ?? [],
  }));
}

/** A key may have been used by an agreement that was dropped since; a new series then needs one of its own. */
async function startSeries(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  key: string,
): Promise<string> {
  const taken = await transaction.series.findMany({
    where: { organisationId, policyId, key: { startsWith: key } },
    select: { key: true },
  });
  const keys = new Set(taken.map((row) => row.key));
  let free = key;
  for (let count = 2; keys.has(free); count++) free = `${key}-${count}`;
  const id = newId();
  await transaction.series.create({ data: { organisationId, id, policyId, key: free } });
  return id;
}

const countersignWords = (agreement: PolicyAgreement): string | null =>
  agreement.countersignPart
    ? declarationText({ ...agreement, declaration: agreement.countersignPart.declaration })
    : null;

function audienceOf(agreement: PolicyAgreement) {
  const years = yearsOfTitle(agreement.title);
  return agreement.audience.map((role) => ({
    role,
    yearFrom: role === "pupil" ? (years?.from ?? null) : null,
    yearTo: role === "pupil" ? (years?.to ?? null) : null,
    requirement: "must",
  }));
}
