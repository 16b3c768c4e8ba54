import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { rolePlurals } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { withChosenAgreements } from "./acknowledgement.ts";
import { keepAdoptedWordings } from "./adopt-with-defaults.ts";
import { countProgressSoon } from "./count-progress-soon.ts";
import { documentOf } from "./document-of.ts";
import { keepAcknowledgement } from "./keep-acknowledgement.ts";
import { lockPolicy } from "./lock-policy.ts";
import { rebuildBindings } from "./rebuild-bindings.ts";
import { acknowledgementInput } from "./schema.ts";
import { versionsOn } from "./version-states.ts";

/**
 * Asks for a standard acknowledgement of a policy whose version in force has no agreement of its own: those with the
 * roles chosen must sign it from today, in the days that the policy gives. It is marked as the school's choice wherever
 * it is shown, and the next version that has no agreement either takes it over.
 * @throws Refusal "not-found" without `audiences:change`, "invalid" without a role, "conflict" for a version that has
 * an agreement or where none is in force
 */
export async function askForAcknowledgement(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ agreementId: string }> {
  if (!isId(policyId)) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const policy = await lockPolicy(transaction, organisationId, policyId);
      demand(actor, "audiences:change", policy.unitId);
      const { roles } = parse(acknowledgementInput, given);
      const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
      const version = versions.find(({ state }) => state === "in-force");
      if (!version) throw new Refusal("conflict", "No version of this policy is in force.");
      if (await transaction.agreement.findFirst({ where: { organisationId, versionId: version.id } }))
        throw new Refusal("conflict", "This policy has an agreement already: change who signs it instead.");
      const { id } = await keepAcknowledgement(transaction, {
        organisationId,
        policyId,
        policyTitle: version.title,
        versionId: version.id,
        unitId: policy.unitId,
        roles: [...new Set(roles)],
        startsOn: today,
      });
      await word(transaction, organisationId, version.id, { id, key: "acknowledgement" });
      await rebuildBindings(transaction, organisationId, policyId);
      await recordEvent(transaction, actor, "acknowledgement-asked", {
        unitId: policy.unitId,
        policyId,
        versionId: version.id,
        details: {
          policy: policy.title,
          roles: roles.map((role) => rolePlurals[role].toLowerCase()).join(", "),
        },
      });
      await countProgressSoon(transaction, organisationId);
      return { agreementId: id };
    },
    { timeoutMs: 60_000 },
  );
}

/** What is shown for the new agreement in each adoption of its version that is there. */
async function word(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
  agreement: { id: string; key: string },
): Promise<void> {
  const text = await documentOf(transaction, organisationId, versionId);
  const document = await withChosenAgreements(transaction, organisationId, versionId, text);
  const adoptions = await transaction.adoption.findMany({
    where: { organisationId, versionId },
    select: { id: true, localWording: true },
  });
  for (const { id, localWording } of adoptions)
    await keepAdoptedWordings(transaction, {
      organisationId,
      adoptionId: id,
      document,
      agreements: [agreement],
      localWording: localWording as Record<string, string>,
    });
}
