import { createHash } from "node:crypto";
import { today } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { membershipRoles } from "#lib/people/words.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import type { Form } from "./forms.ts";

/*
 * What the access tests need of arrivals and of who signs: visits to be ended by everyone who may not, a policy without
 * an agreement, and an agreement of the trust's.
 */

const day = () => today("Europe/London");

/** Somebody who came through a school's door and is here for some days. */
export async function aVisit(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
): Promise<string> {
  const [id, personId, membershipId] = [newId(), newId(), newId()];
  await transaction.person.create({
    data: {
      ...{ organisationId, id: personId, givenName: "Vera", familyName: "Visitor" },
      ...{ sortName: "visitor, vera", createdAt: new Date() },
    },
  });
  await transaction.membership.create({
    data: {
      ...{ organisationId, id: membershipId, personId, unitId, role: "visitor", occasion: `visit:${id}` },
      ...{ startsOn: dayToDate(day()), endsOn: dayToDate(addDays(day(), 5)), createdAt: new Date() },
    },
  });
  await transaction.visit.create({
    data: {
      ...{ organisationId, id, unitId, personId, membershipId, reason: "visitor", pass: id.slice(-12) },
      ...{ formId: newId(), arrivedAt: new Date(), untilOn: dayToDate(addDays(day(), 5)) },
    },
  });
  return id;
}

/** An agreement that binds somebody at a place today, of one policy. */
export async function anAgreement(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<string> {
  const on = dayToDate(day());
  const { agreementId } = await transaction.binding.findFirstOrThrow({
    where: {
      organisationId,
      policyId,
      startsOn: { lte: on },
      OR: [{ endsOn: null }, { endsOn: { gte: on } }],
    },
    orderBy: { agreementId: "asc" },
  });
  return agreementId;
}

export type ArrivalTarget = {
  unitId: string;
  left: string;
  confirmed: string;
  ended: string;
  refused: string;
  away: string;
  policyId: string;
  agreementId: string;
  withoutAgreement: string;
};

export async function anArrivalTarget(
  organisationId: string,
  unitId: string,
  tag: string,
): Promise<ArrivalTarget> {
  const { policyId: withoutAgreement } = await bringInPolicy(
    { organisationId, words: "a journey" },
    {
      unitId,
      text: `---\ntitle: Rules ${tag}\n---\n\n## 1. Rules\n\n1.1 Keep to them.\n`,
      fileName: "rules.md",
      implementationOn: "2024-09-01",
    },
  );
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findFirstOrThrow({
      where: { organisationId, unitId: organisationId },
      orderBy: { createdAt: "asc" },
    });
    return {
      unitId,
      left: await aVisit(transaction, organisationId, unitId),
      confirmed: await aVisit(transaction, organisationId, unitId),
      ended: await aVisit(transaction, organisationId, unitId),
      refused: await aVisit(transaction, organisationId, unitId),
      away: await aVisit(transaction, organisationId, unitId),
      policyId: policy.id,
      agreementId: await anAgreement(transaction, organisationId, policy.id),
      withoutAgreement,
    };
  });
}

/** Everything that the changes below could touch. */
export async function stateOfArrivals(organisationId: string, target: ArrivalTarget): Promise<string> {
  const visits = [target.left, target.confirmed, target.ended, target.refused, target.away];
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      select row::text from (
        select to_jsonb(v) as row from visit v where v.organisation_id = ${organisationId}::uuid and v.id = any (${visits}::uuid[])
        union all
        select to_jsonb(e) from event e where e.organisation_id = ${organisationId}::uuid and e.kind = 'door-tablet-made'
        union all
        select to_jsonb(m) from membership m join visit v on v.organisation_id = m.organisation_id and v.membership_id = m.id
          where m.organisation_id = ${organisationId}::uuid and v.id = any (${visits}::uuid[])
        union all
        select to_jsonb(a) from audience a where a.organisation_id = ${organisationId}::uuid and a.agreement_id = ${target.agreementId}::uuid
        union all
        select to_jsonb(s) from series s where s.organisation_id = ${organisationId}::uuid and s.policy_id = ${target.withoutAgreement}::uuid
        union all
        select to_jsonb(p) from pupil_signing p where p.organisation_id = ${organisationId}::uuid and p.unit_id = ${target.unitId}::uuid
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}

type ArrivalChange = {
  page: (target: ArrivalTarget) => string;
  button: RegExp;
  fields?: (target: ArrivalTarget) => Form;
  may: Permission;
  by?: "administrator";
};

const visits = "/school/999425/visits";
// What the form of who signs was tried out with: the fields that it posts, the others blank.
const whoSigns = { visitor: "may" };
const tried = createHash("sha256")
  .update(
    JSON.stringify(
      Object.fromEntries(
        [...membershipRoles, "yearFrom", "yearTo"].map((name) => [
          name,
          name in whoSigns ? whoSigns[name as keyof typeof whoSigns] : "",
        ]),
      ),
    ),
  )
  .digest("hex");

export const arrivalChanges: Record<string, ArrivalChange> = {
  recordLeavingAction: {
    page: () => visits,
    button: /^Left$/,
    fields: ({ left }) => ({ visit: left }),
    may: "visits:receive",
  },
  confirmVisitorAction: {
    page: ({ confirmed }) => `${visits}/${confirmed}`,
    button: /^Confirm$/,
    fields: ({ confirmed }) => ({ visit: confirmed }),
    may: "visits:receive",
  },
  makeDoorTabletAction: {
    page: () => `${visits}/door`,
    button: /^Make this device the tablet at the door$/,
    may: "visits:receive",
  },
  endVisitAction: {
    page: ({ ended }) => `${visits}/${ended}`,
    button: /^End this visit$/,
    may: "visits:receive",
  },
  notWhoTheySaidAction: {
    page: ({ refused }) => `${visits}/${refused}`,
    button: /^Not who they said$/,
    fields: () => ({ reason: "Somebody else came" }),
    may: "visits:receive",
  },
  turnAwayVisitorsAction: {
    page: () => `${visits}/turn-away`,
    button: /^Turn away those ticked$/,
    fields: ({ away }) => ({ visit: away, reason: "Nobody of this name came" }),
    may: "visits:receive",
  },
  decidePupilSigningAction: {
    page: () => "/school/999425/pupil-signing",
    button: /^Save for these years$/,
    fields: () => ({ yearFrom: "14", yearTo: "14", requirement: "may" }),
    may: "pupil-signing:decide",
  },
  changeAudienceAction: {
    page: ({ policyId, agreementId }) => `/policies/${policyId}/who-signs/${agreementId}`,
    button: /^See what this changes$/,
    fields: () => ({ ...whoSigns, tried }),
    may: "audiences:change",
    by: "administrator",
  },
  askForAcknowledgementAction: {
    page: ({ withoutAgreement }) => `/policies/${withoutAgreement}/who-signs`,
    button: /^Ask for an acknowledgement$/,
    fields: () => ({ roles: "trainee" }),
    may: "audiences:change",
    by: "administrator",
  },
};

/** What somebody who arrives posts, with no account. */
export const doorPosts: Record<string, string> = Object.fromEntries(
  ["start", "again", "submit", "respond/send", "answers/read", "finish"].map((step) => [
    `/visit/[code]/${step}`,
    `/visit/ZZZZZZ/${step}`,
  ]),
);
