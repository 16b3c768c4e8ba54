import { now, today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate, sayDay } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { type NewMessage, queueMessages } from "#lib/outbox.ts";
import { whoActs } from "#lib/policies/sending/who-acts.ts";
import { type Version, versionsOn } from "#lib/policies/version-states.ts";
import { momentsToSend } from "./quiet-hours-of.ts";
import { addresseesOf } from "./recipients.ts";

/** So many days before the last day that a review date covers its owner is reminded. */
export const reminderDays = [90, 30, 0] as const;

/**
 * Reminds the owners of policies of reviews that come due, in every open organisation. For the worker, once a day or
 * more often: each reminder is written once. Whoever has the duty policy owner where the policy belongs, or in the
 * organisation, is told; where that post is vacant the organisation's administrators.
 */
export async function remindOfAllReviews(): Promise<number> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
  });
  let written = 0;
  for (const { id } of organisations) written += await remindOfReviews(id);
  return written;
}

/** The same for one organisation. Returns how many messages were written. */
export async function remindOfReviews(organisationId: string): Promise<number> {
  return inOrganisation(organisationId, async (transaction) => {
    const { timeZone, asksPeople } = await transaction.organisation.findUniqueOrThrow({
      where: { organisationId },
      select: { timeZone: true, asksPeople: true },
    });
    if (!asksPeople) return 0;
    const day = today(timeZone);
    const due = (await versionsOn(transaction, organisationId, day)).flatMap((version) => {
      const lastDay = version.state === "in-force" ? version.review?.lastDay : null;
      const step = lastDay ? stepOn(day, lastDay) : null;
      return lastDay && step !== null ? [{ version, lastDay, step }] : [];
    });
    if (due.length === 0) return 0;
    const when = await momentsToSend(transaction, organisationId, now());
    const messages: NewMessage[] = [];
    for (const { version, lastDay, step } of due)
      messages.push(
        ...(await messagesFor(transaction, organisationId, { version, lastDay, step, day, when })),
      );
    return (await queueMessages(transaction, messages)).length;
  });
}

/** The reminder that is due: the last of the three whose day has come; null before the first. */
function stepOn(day: Day, lastDay: Day): number | null {
  const left = Math.round((dayToDate(lastDay).getTime() - dayToDate(day).getTime()) / 86_400_000);
  return reminderDays.findLast((step) => left <= step) ?? null;
}

type Due = {
  version: Version;
  lastDay: Day;
  step: number;
  day: Day;
  when: (unitId: string) => Date | undefined;
};

async function messagesFor(
  transaction: Transaction,
  organisationId: string,
  { version, lastDay, step, day, when }: Due,
): Promise<NewMessage[]> {
  const { unitId, title } = await transaction.policy.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: version.policyId } },
    select: { unitId: true, title: true },
  });
  const owners = await whoActs(transaction, { organisationId, today: day }, unitId, {
    bodyId: null,
    dutyKind: "policy-owner",
  });
  const said = version.review?.text ?? sayDay(lastDay);
  const overdue = lastDay < day;
  const addressees = await addresseesOf(transaction, organisationId, owners);
  return [...addressees.values()].flatMap(({ id, name, asWritten }) =>
    asWritten === null
      ? []
      : [
          {
            organisationId,
            kind: "review-due" as const,
            personId: id,
            unitId,
            toAddress: asWritten,
            subject: `${overdue ? "Review overdue" : "Review due"}: ${title}`
              .replace(/\s+/g, " ")
              .slice(0, 200),
            body: `${[
              `Hello ${name},`,
              overdue
                ? `The review of ${title} is overdue: its review date is ${said}. Version ${version.number} stays in force until it is replaced.`
                : `${title}, version ${version.number}, is to be reviewed by ${sayDay(lastDay)}. Its review date is ${said}.`,
              "If nothing is to be changed, record that it was reviewed; nobody has to sign again. If it is to be revised, begin its draft there.",
              `${settings().url}/policies/${version.policyId}/review`,
            ].join("\n\n")}\n`,
            urgency: 5 as const,
            notBefore: when(unitId),
            // one for each of the three days, and three new ones once the date has been moved
            dedupeKey: `review-due:${version.policyId}:${lastDay}:${step}:${id}`,
          },
        ],
  );
}
