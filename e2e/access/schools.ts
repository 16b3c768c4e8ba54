import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { today } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { fillInWording } from "#lib/policies/adoptions/fill-in-wording.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { askForExemption } from "#lib/policies/exemptions/ask-for-exemption.ts";
import { answerExemption } from "#lib/policies/exemptions/decide-exemption.ts";
import { aPolicyText } from "#lib/testing/builders.ts";
import type { Form } from "./forms.ts";

/** A policy that schools adopt, with wording that waits, and two exemptions of its staff. */
export type SchoolTarget = {
  policyId: string;
  person: string;
  unitId: string;
  waiting: string;
  running: string;
};

type Someone = () => Promise<{ personId: string }>;

const day = () => today("Europe/London");

/** Makes them, as the head and the people of the school would. The policy binds trainees alone. */
export async function aSchoolTarget(head: Actor, unitId: string, someone: Someone): Promise<SchoolTarget> {
  const { organisationId } = head;
  const rules = ["Ask :local[the office]{name=office}.", "1.2 One.", "1.3 Two.", "1.4 Three.", "1.5 Four."];
  const { policyId, versionId } = await bringInPolicy(
    { organisationId, words: "a journey" },
    {
      text: aPolicyText({ title: `Adopted ${randomUUID().slice(0, 8)}`, extra: rules.join("\n\n") })
        .replace('audience="staff volunteer"', 'audience="trainee"')
        .replace('audience="pupil"', 'audience="trainee"'),
      fileName: "policy.md",
      implementationOn: "2024-09-01",
    },
  );
  await inOrganisation(organisationId, (transaction) =>
    transaction.policy.update({
      where: { organisationId_id: { organisationId, id: policyId } },
      data: { adoptionRule: "defaults" },
    }),
  );
  await fillInWording(head, unitId, policyId, { versionId, values: { office: "The desk" } });
  const { personId: person } = await someone();
  const ask = async () => {
    const { personId } = await someone();
    const { exemptionId } = await askForExemption(head, policyId, {
      ...{ clause: "clause-1-2", unitId, personId, reason: "A project", startsOn: day(), endsOn: "" },
      formId: randomUUID(),
    });
    return exemptionId;
  };
  const [waiting, running] = [await ask(), await ask()];
  await answerExemption(head, running, { answer: "approved" });
  return { policyId, person, unitId, waiting, running };
}

type SchoolChange = {
  page: (t: SchoolTarget) => string;
  button: RegExp;
  fields?: (t: SchoolTarget) => Form;
  may: Permission;
  at?: "trust";
  by?: "administrator";
};

const wording = ({ policyId }: SchoolTarget) => `/school/999425/policies/${policyId}`;

/** What schools do with policies, each as a form of a page. */
export const schoolChanges: Record<string, SchoolChange> = {
  fillInWordingAction: {
    page: wording,
    button: /^Send for confirmation$/,
    fields: () => ({ "place-office": "A forged office" }),
    may: "adoptions:fill-in",
  },
  answerWordingAction: {
    page: wording,
    button: /^Save answer$/,
    fields: () => ({ answer: "confirmed" }),
    may: "adoptions:confirm",
  },
  recordReviewAction: {
    page: ({ policyId }) => `/policies/${policyId}/review`,
    button: /^Record review$/,
    fields: () => ({ outcome: "unchanged", nextReview: "Summer 2041", summary: "Forged" }),
    may: "reviews:record",
    at: "trust",
    by: "administrator",
  },
  askForExemptionAction: {
    page: ({ policyId, person, unitId }) =>
      `/exemptions/new?policy=${policyId}&name=Target&person=${person}_${unitId}`,
    button: /^Ask for exemption$/,
    fields: ({ person, unitId }) => ({
      ...{ clause: "clause-1-2", reason: "Forged", personId: person, unitId, formId: randomUUID() },
    }),
    may: "exemptions:ask",
  },
  answerExemptionAction: {
    page: ({ waiting }) => `/exemptions/${waiting}`,
    button: /^Save decision$/,
    fields: () => ({ answer: "refused", reason: "Forged" }),
    may: "exemptions:decide",
  },
  revokeExemptionAction: {
    page: ({ running }) => `/exemptions/${running}`,
    button: /^Revoke exemption$/,
    fields: () => ({ reason: "Forged" }),
    may: "exemptions:decide",
  },
};

/** Every row that they could change. */
export async function stateOfSchools(organisationId: string, { policyId }: SchoolTarget): Promise<string> {
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ row: string }[]>`
      select row::text from (
        select to_jsonb(t) as row from local_wording t join policy_version v on v.organisation_id = t.organisation_id
          and v.id = t.version_id where t.organisation_id = ${organisationId}::uuid and v.policy_id = ${policyId}::uuid
        union all select to_jsonb(t) from adoption t join policy_version v on v.organisation_id = t.organisation_id
          and v.id = t.version_id where t.organisation_id = ${organisationId}::uuid and v.policy_id = ${policyId}::uuid
        union all select to_jsonb(t) from review t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
        union all select to_jsonb(t) from draft t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
        union all select to_jsonb(t) from exemption t where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid
        union all select to_jsonb(t) from exemption_answer t join exemption e on e.organisation_id = t.organisation_id
          and e.id = t.exemption_id where t.organisation_id = ${organisationId}::uuid and e.policy_id = ${policyId}::uuid
      ) every order by 1`,
  );
  return rows.map(({ row }) => row).join("\n");
}
