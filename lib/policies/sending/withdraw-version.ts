import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal, wrongField } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { countProgressSoon } from "../count-progress-soon.ts";
import { keepTitles } from "../keep-titles.ts";
import { lockPolicy } from "../lock-policy.ts";
import { rebuildBindings } from "../rebuild-bindings.ts";
import { versionsOn } from "../version-states.ts";
import { withdrawInput } from "./schema.ts";

/**
 * Takes a ratified version out of force from a day on, today or later. What was signed stays signed; the version before
 * it is in force again where there is one. Withdrawing twice from one day is done once.
 * @throws Refusal "not-found" without `policies:write` at its owner or without such a version; "invalid" without a
 * reason or for a day that has passed; "conflict" for a version that is not ratified or withdrawn already
 */
export async function withdrawVersion(
  actor: Actor,
  policyId: string,
  versionId: string,
  given: unknown,
): Promise<{ number: string; withdrawnOn: string }> {
  if (!isId(policyId) || !isId(versionId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const policy = await lockPolicy(transaction, organisationId, policyId);
      demand(actor, "policies:write", policy.unitId);
      const { withdrawnOn, reason } = parse(withdrawInput, given);
      const versions = await versionsOn(transaction, organisationId, actor.today, { policyIds: [policyId] });
      const version = versions.find(({ id }) => id === versionId);
      if (!version) throw notFound();
      const { number, startsOn } = version;
      if (!startsOn)
        throw new Refusal(
          "conflict",
          `Version ${number} was never ratified: there is nothing to withdraw. Take it back instead.`,
        );
      if (version.withdrawnOn === withdrawnOn) return { number, withdrawnOn };
      if (version.withdrawnOn)
        throw new Refusal(
          "conflict",
          `Version ${number} has been withdrawn already, from ${sayDay(version.withdrawnOn)}.`,
        );
      if (withdrawnOn < actor.today)
        throw wrongField(
          "withdrawnOn",
          "Choose today or a later day: until now people were bound by it, and that stays so",
        );
      await transaction.withdrawal.create({
        data: {
          organisationId,
          id: newId(),
          versionId,
          withdrawnOn: dayToDate(withdrawnOn),
          reason,
          recordedById: actor.personId,
          recordedAt: now(),
        },
      });
      await rebuildBindings(transaction, organisationId, policyId);
      await keepTitles(transaction, organisationId, { policyIds: [policyId] });
      await recordEvent(transaction, actor, "version-withdrawn", {
        policyId,
        versionId,
        unitId: policy.unitId,
        details: { policy: version.title, version: number, from: withdrawnOn, reason },
      });
      await countProgressSoon(transaction, organisationId);
      return { number, withdrawnOn };
    },
    { timeoutMs: 60_000 },
  );
}
