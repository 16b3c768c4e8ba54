import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { waitingVersion } from "#lib/policies/sending/waiting-version.ts";
import { rebuildAndCount } from "./come-into-force.ts";
import { policySettingsInput } from "./schema.ts";
import {
  type AdoptionRule,
  adoptionRuleNames,
  type DelegateDuty,
  type ExemptionApprover,
  exemptionApproverNames,
  type Renewal,
  renewalNames,
  sayDelegate,
} from "./words.ts";

/** Somebody who can approve a policy: `body:<id>`, or `duty:head` under delegation. */
export type Approver = { value: string; label: string };

export type PolicySettings = {
  id: string;
  title: string;
  unit: { id: string; name: string; isOrganisation: boolean };
  /** Who may be chosen for a step. */
  approvers: Approver[];
  /** Who approves before it is ratified; null with one step. */
  first: string | null;
  /** Who ratifies; null where nobody has said. */
  last: string | null;
  minorDuty: DelegateDuty | null;
  adoptionRule: AdoptionRule;
  renewal: Renewal;
  signWithinDays: number;
  exemptionBy: ExemptionApprover;
  indexable: boolean;
  /** The version that waits for a decision: until then, who decides stays. */
  waiting: string | null;
};

/** What is set for a policy. @throws Refusal "not-found" without `policies:settings` at its owner */
export async function policySettings(actor: Actor, policyId: string): Promise<PolicySettings> {
  if (!isId(policyId)) throw notFound();
  return inOrganisation(actor.organisationId, (transaction) => read(transaction, actor, policyId));
}

async function read(transaction: Transaction, actor: Actor, policyId: string): Promise<PolicySettings> {
  const { organisationId } = actor;
  const policy = await transaction.policy.findUnique({
    where: { organisationId_id: { organisationId, id: policyId } },
    include: {
      unit: { select: { id: true, name: true } },
      approvalSteps: { orderBy: { position: "asc" } },
    },
  });
  if (!policy) throw notFound();
  demand(actor, "policies:settings", policy.unitId);
  // a single school has no chief executive above its head, and no schools that adopt
  const isOrganisation = policy.unitId === organisationId && actor.organisation.kind !== "single-school";
  // in a federation and a single school, one governing body stands for everything; a trust has one at each school
  const anywhere = actor.organisation.kind !== "trust";
  const bodies = await transaction.body.findMany({
    where: { organisationId, ...(anywhere ? {} : { unitId: { in: [organisationId, policy.unitId] } }) },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const steps = policy.approvalSteps.map(({ bodyId, dutyKind }) =>
    bodyId ? `body:${bodyId}` : `duty:${dutyKind}`,
  );
  const waiting = await waitingVersion(transaction, organisationId, policyId);
  return {
    id: policyId,
    title: policy.title,
    unit: { ...policy.unit, isOrganisation },
    approvers: [
      ...bodies.map(({ id, name }) => ({ value: `body:${id}`, label: name })),
      {
        value: "duty:head",
        label: `${sayDelegate("head", policy.unit.name, isOrganisation)}, under delegation`,
      },
    ],
    first: steps.length > 1 ? (steps[0] ?? null) : null,
    last: steps.at(-1) ?? null,
    minorDuty: policy.minorDuty as DelegateDuty | null,
    adoptionRule: policy.adoptionRule as AdoptionRule,
    renewal: policy.renewal as Renewal,
    signWithinDays: policy.signWithinDays,
    exemptionBy: policy.exemptionBy as ExemptionApprover,
    indexable: policy.indexable,
    waiting: waiting && `version ${waiting.number}`,
  };
}

/**
 * Sets who approves a policy and how it is adopted, signed and published. Who is bound follows at once.
 * @throws Refusal "not-found" without `policies:settings` at its owner; "invalid"; "conflict" for another way of
 * approval while a version waits for its decision
 */
export async function changePolicySettings(actor: Actor, policyId: string, given: unknown): Promise<void> {
  const { organisationId } = actor;
  if (!isId(policyId)) throw notFound();
  await inOrganisation(
    organisationId,
    async (transaction) => {
      await lockPolicy(transaction, organisationId, policyId);
      const before = await read(transaction, actor, policyId);
      const input = parse(policySettingsInput, given);
      const wanted = {
        ...input,
        first: input.first ?? null,
        last: input.last ?? null,
        minorDuty: input.minorDuty ?? null,
      };
      demandKnown(before, wanted);
      const changes = changesOf(before, wanted);
      if (changes.length === 0) return;
      const steps = wanted.first !== before.first || wanted.last !== before.last;
      if (before.waiting && (steps || wanted.minorDuty !== before.minorDuty))
        throw new Refusal(
          "conflict",
          `${before.waiting[0]?.toUpperCase()}${before.waiting.slice(1)} waits for its decision: who decides can be changed once it is decided or taken back. Nothing was changed.`,
        );
      if (steps) await putSteps(transaction, organisationId, policyId, [wanted.first, wanted.last]);
      const { minorDuty, adoptionRule, renewal, signWithinDays, exemptionBy, indexable } = wanted;
      await transaction.policy.update({
        where: { organisationId_id: { organisationId, id: policyId } },
        data: { minorDuty, adoptionRule, renewal, signWithinDays, exemptionBy, indexable },
      });
      if (
        adoptionRule !== before.adoptionRule ||
        renewal !== before.renewal ||
        signWithinDays !== before.signWithinDays
      )
        await rebuildAndCount(transaction, organisationId, policyId);
      await recordEvent(transaction, actor, "policy-settings-changed", {
        policyId,
        unitId: before.unit.id,
        details: { policy: before.title, change: changes.join("; ") },
      });
    },
    { timeoutMs: 60_000 },
  );
}

type Wanted = Pick<
  PolicySettings,
  "first" | "last" | "minorDuty" | "adoptionRule" | "renewal" | "signWithinDays" | "exemptionBy" | "indexable"
>;

function demandKnown(
  { approvers, unit, adoptionRule: before }: PolicySettings,
  { first, last, adoptionRule }: Wanted,
): void {
  for (const [field, value] of Object.entries({ first, last }))
    if (value !== null && !approvers.some((one) => one.value === value))
      throw new Refusal("invalid", "Choose who decides from the list.", [
        { field, message: "Choose who decides from the list" },
      ]);
  if (!unit.isOrganisation && adoptionRule !== "none" && adoptionRule !== before)
    throw new Refusal("invalid", "This policy is a school’s own, so there is nothing to adopt.", [
      { field: "adoptionRule", message: "This policy is a school’s own, so there is nothing to adopt" },
    ]);
}

/** What changes, as the event says it. */
function changesOf(before: PolicySettings, wanted: Wanted): string[] {
  const label = (value: string | null) =>
    before.approvers.find((one) => one.value === value)?.label ?? "nobody";
  const lower = (text: string) => `${text[0]?.toLowerCase()}${text.slice(1)}`;
  const steps = wanted.first !== before.first || wanted.last !== before.last;
  const { unit } = before;
  return [
    steps &&
      (wanted.last === null
        ? "nobody approves it yet"
        : wanted.first
          ? `${label(wanted.first)} approves it, then ${label(wanted.last)} ratifies it`
          : `${label(wanted.last)} ratifies it`),
    wanted.minorDuty !== before.minorDuty &&
      (wanted.minorDuty
        ? `${sayDelegate(wanted.minorDuty, unit.name, unit.isOrganisation)} may approve a minor change`
        : "nobody may approve a minor change between meetings"),
    wanted.adoptionRule !== before.adoptionRule && lower(adoptionRuleNames[wanted.adoptionRule]),
    wanted.renewal !== before.renewal && `signed ${lower(renewalNames[wanted.renewal])}`,
    wanted.signWithinDays !== before.signWithinDays &&
      `${wanted.signWithinDays} ${wanted.signWithinDays === 1 ? "day" : "days"} to sign`,
    wanted.exemptionBy !== before.exemptionBy &&
      `exemptions are approved by ${lower(exemptionApproverNames[wanted.exemptionBy])}`,
    wanted.indexable !== before.indexable &&
      (wanted.indexable ? "search engines may list it" : "search engines may not list it"),
  ].filter((change) => change !== false);
}

/** Puts these steps in the place of those there are; the decisions that were made hold the step that they were. */
async function putSteps(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  wanted: (string | null)[],
): Promise<void> {
  await transaction.approvalStep.deleteMany({ where: { organisationId, policyId } });
  const steps = wanted.filter((step) => step !== null);
  await transaction.approvalStep.createMany({
    data: steps.map((step, index) => {
      const [kind, which = ""] = step.split(":");
      return {
        organisationId,
        id: newId(),
        policyId,
        position: index + 1,
        bodyId: kind === "body" ? which : null,
        dutyKind: kind === "duty" ? which : null,
        outcome: index === steps.length - 1 ? "ratify" : "approve",
      };
    }),
  });
}
