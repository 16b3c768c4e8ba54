import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { draftWith, sendNow } from "#lib/policies/sending/sending-for-tests.ts";
import { changePolicySettings } from "#lib/ratification/policy-settings.ts";
import { actorFor, aPolicyText } from "#lib/testing/builders.ts";
import { findPersonas, type PersonaKey } from "#prisma/demo/personas.ts";

/** A persona as they would act now. */
export async function acting(key: PersonaKey): Promise<Actor> {
  const persona = (await findPersonas()).find((one) => one.key === key);
  if (!persona) throw new Error(`${key} is not there`);
  return actorFor(persona.organisationId, persona.personId);
}

/** Binds nobody whom another journey makes: trainees alone. */
const text = (title: string, staffRule?: string) =>
  aPolicyText({ title, staffRule })
    .replace('audience="staff volunteer"', 'audience="trainee"')
    .replace('audience="pupil"', 'audience="trainee"');

/** A policy of the demonstration's trust, in force, for one journey alone. */
export async function aPolicy() {
  const owner = await acting("policy-owner");
  const title = `A policy to ratify ${randomUUID().slice(0, 8)}`;
  const { policyId, policySlug } = await bringInPolicy(
    { organisationId: owner.organisationId, words: "a journey" },
    { text: text(title), fileName: "policy.md", implementationOn: "2024-09-01" },
  );
  return { policyId, slug: policySlug, title };
}

/** Its next version, sent on by the owner to whoever approves it. */
export async function sendNext(
  policyId: string,
  title: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const owner = await acting("policy-owner");
  await draftWith(owner, policyId, text(title, "choose a longer password"));
  const { versionId } = await sendNow(owner, policyId, more);
  const proposal = await inOrganisation(owner.organisationId, (transaction) =>
    transaction.proposal.findFirstOrThrow({ where: { organisationId: owner.organisationId, versionId } }),
  );
  return proposal.id;
}

/** Sets who ratifies a policy, and which delegate may approve a minor change. */
export async function ratifiedBy(policyId: string, bodyName: string, minorDuty = ""): Promise<void> {
  const owner = await acting("policy-owner");
  const body = await inOrganisation(owner.organisationId, (transaction) =>
    transaction.body.findFirstOrThrow({ where: { organisationId: owner.organisationId, name: bodyName } }),
  );
  await changePolicySettings(owner, policyId, {
    ...{ first: "", last: `body:${body.id}`, minorDuty, adoptionRule: "none", renewal: "once" },
    ...{ signWithinDays: "14", exemptionBy: "head", indexable: "on" },
  });
}
