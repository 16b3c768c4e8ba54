import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { findObligation } from "./find-obligation.ts";
import { keepResponse, type Words } from "./keep-response.ts";
import { notMyChildSchema } from "./schema.ts";

/**
 * Somebody was asked to sign for a child who is not theirs. From then on nothing of that child is shown or sent to
 * them; the office sees it at the contact and sets it right. Where they are asked for nothing else, their links end.
 * @throws Refusal "invalid"; "not-found" for what is not about a child of theirs; "no-longer-needed" when it is over
 */
export async function notMyChild(actor: Actor, obligationId: string, input: Words): Promise<void> {
  const parsed = parse(notMyChildSchema, input);
  const found = await findObligation(actor, obligationId);
  if (!("obligation" in found))
    throw new Refusal("no-longer-needed", "You are not asked to sign this any more.");
  const { obligation } = found;
  if (obligation.capacity !== "countersign") throw notFound();
  const { organisationId, personId: adultId } = actor;
  const today = dayToDate(actor.today);
  const current = { startsOn: { lte: today }, OR: [{ endsOn: null }, { endsOn: { gte: today } }] };
  await inOrganisation(organisationId, async (transaction) => {
    if (!(await keepResponse(transaction, actor, obligation, "not-my-child", parsed))) return;
    await transaction.contact.updateMany({
      where: { organisationId, adultId, pupilId: obligation.subjectId, disputedAt: null, ...current },
      data: { disputedAt: now() },
    });
    const others = await transaction.contact.count({
      where: { organisationId, adultId, disputedAt: null, ...current },
    });
    const roles = await transaction.membership.count({
      where: {
        organisationId,
        personId: adultId,
        role: { not: "parent" },
        OR: [{ endsOn: null }, { endsOn: { gte: today } }],
      },
    });
    if (others + roles > 0) return;
    await transaction.link.updateMany({
      where: { organisationId, personId: adultId, endedAt: null },
      data: { endedAt: now() },
    });
  });
}

/** Whether the actor has said so of what this link was about. */
export async function saidNotMyChild(actor: Actor, obligationId: string): Promise<boolean> {
  if (!isId(obligationId)) return false;
  const { organisationId, personId } = actor;
  const said = await inOrganisation(organisationId, (transaction) =>
    transaction.response.count({
      where: { organisationId, obligationId, signerId: personId, kind: "not-my-child" },
    }),
  );
  return said > 0;
}
