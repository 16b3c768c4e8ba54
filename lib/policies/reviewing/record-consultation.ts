import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { draftOf } from "../drafts/draft-of.ts";
import { lockPolicy } from "../lock-policy.ts";
import { consultationInput } from "./schema.ts";

/**
 * Records with whom the draft of a policy was consulted on, when, and what came of it; or corrects such a record by
 * another that takes its place. The same record posted twice is one.
 * @throws Refusal as `draftOf`; "invalid"; "conflict" for a record that somebody has corrected already
 */
export async function recordConsultation(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ id: string }> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    const { replacesId, startsOn, endsOn, ...said } = parse(consultationInput, given);
    if (startsOn > actor.today) {
      const message = "The first day is still to come: record a consultation once it has begun";
      throw new Refusal("invalid", `${message}.`, [{ field: "startsOn", message }]);
    }
    const days = { startsOn: dayToDate(startsOn), endsOn: endsOn ? dayToDate(endsOn) : null };
    const same = await transaction.consultation.findFirst({
      where: { organisationId, draftId: draft.id, ...said, ...days, consultationsAsReplaces: { none: {} } },
      select: { id: true },
    });
    if (same) return same;
    if (replacesId) {
      const corrected = await transaction.consultation.findFirst({
        where: { organisationId, id: replacesId, draftId: draft.id },
        select: { consultationsAsReplaces: { select: { id: true } } },
      });
      if (!corrected) throw notFound();
      if (corrected.consultationsAsReplaces.length > 0)
        throw new Refusal("conflict", "Somebody has corrected this record already: look at it again.");
    }
    const id = newId();
    await transaction.consultation.create({
      data: {
        ...{ organisationId, id, policyId, draftId: draft.id, ...said, ...days },
        replacesId: replacesId ?? null,
        recordedById: actor.personId,
        recordedAt: now(),
      },
    });
    await recordEvent(transaction, actor, replacesId ? "consultation-corrected" : "consultation-recorded", {
      policyId,
      unitId: policy.unitId,
      details: {
        policy: policy.title,
        whom: said.withWhom,
        from: startsOn,
        to: endsOn ?? "an open end",
        outcome: said.outcome,
      },
    });
    return { id };
  });
}
