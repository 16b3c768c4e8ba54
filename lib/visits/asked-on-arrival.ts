import { inOrganisation } from "#lib/database/transaction.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { type ReadableAgreement, readableAgreement } from "#lib/signing/readable-agreement.ts";
import { fieldsFor } from "#lib/signing/sign-agreement.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";
import { roleOfReason, type VisitReason } from "./words.ts";

/** An agreement that somebody who arrives has to sign, with its text. */
export type AskedOnArrival = Pick<
  Obligation,
  "policyId" | "policyTitle" | "versionId" | "agreementId" | "seriesId" | "round" | "wordingId"
> & { agreement: ReadableAgreement; fields: ReadableAgreement["fields"] };

/** The occasion of what is signed for one visit: a later visit asks again. */
export const occasionOf = (visitId: string): string => `visit:${visitId}`;

/**
 * What somebody who comes for this reason must sign at the school today, each agreement in its newest round. What
 * they merely may sign is left out: nobody at the door has time for it.
 */
export async function askedOnArrival(
  school: SchoolAtTheDoor,
  reason: VisitReason,
): Promise<AskedOnArrival[]> {
  const { organisationId, unit, today } = school;
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Omit<AskedOnArrival, "agreement" | "fields">[]>`
      select * from (
        select distinct on (b.series_id) b.policy_id as "policyId", p.title as "policyTitle", b.version_id as "versionId",
          b.agreement_id as "agreementId", b.series_id as "seriesId", b.round, b.wording_id as "wordingId"
        from binding b join policy p on p.organisation_id = ${organisationId}::uuid and p.id = b.policy_id
        where b.organisation_id = ${organisationId}::uuid and b.unit_id = ${unit.id}::uuid
          and b.role = ${roleOfReason(reason)} and b.requirement = 'must'
          and b.starts_on <= ${today}::date and (b.ends_on is null or b.ends_on >= ${today}::date)
        order by b.series_id, b.round desc, b.starts_on desc
      ) one order by "policyTitle", "agreementId"`,
  );
  return withTexts(organisationId, rows);
}

/** What a visit that is still running has yet to sign, because a newer version asks everyone again. */
export async function askedOfVisit(
  school: SchoolAtTheDoor,
  visit: { id: string; personId: string },
): Promise<AskedOnArrival[]> {
  const { organisationId, today } = school;
  const asked = await obligationsOf(organisationId, visit.personId, today);
  const open = asked.filter(
    (one) => one.occasion === occasionOf(visit.id) && one.requirement === "must" && !one.signatureId,
  );
  return withTexts(organisationId, open);
}

async function withTexts(
  organisationId: string,
  rows: Omit<AskedOnArrival, "agreement" | "fields">[],
): Promise<AskedOnArrival[]> {
  const whole: AskedOnArrival[] = [];
  for (const row of rows) {
    const agreement = await readableAgreement(organisationId, row.agreementId, row.wordingId);
    whole.push({ ...row, agreement, fields: fieldsFor(agreement, "own") });
  }
  return whole;
}
