import type { Actor, CommandActor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { textHash } from "#lib/policies/document/canonical-text.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import { draftAgain } from "#lib/policies/sending/draft-again.ts";
import { comeIntoForce, rebuildAndCount } from "./come-into-force.ts";
import { nextProposal } from "./next-proposal.ts";
import type { Proposal } from "./proposal-of.ts";
import { ownersOf, tell } from "./tell.ts";
import { type Outcome, sayDelegate } from "./words.ts";

export type Deciding = {
  outcome: Outcome;
  decidedOn: Day;
  minuteReference?: string | null;
  minuteId?: string | null;
  /** When it comes into force; for what is ratified. */
  implementationOn?: Day;
  reasons?: string | null;
  chairName?: string | null;
  votes?: { for: number | null; against: number | null; abstained: number | null };
  /** The decision that this one corrects. */
  replacesId?: string | null;
};

/**
 * Writes a decision and everything that follows from it, in the caller's transaction, which holds the policy's lock:
 * what is ratified comes into force on its day, what is approved goes to the next step, what is returned is a draft
 * again. The owner is told.
 * @throws Refusal "conflict" when the text is not the one that was put to the vote, or its number is in use
 */
export async function decide(
  transaction: Transaction,
  by: (Pick<Actor, "organisationId" | "personId"> & { today: Day }) | (CommandActor & { today: Day }),
  proposal: Proposal,
  deciding: Deciding,
): Promise<{ decisionId: string; implementationOn: Day | null }> {
  const { organisationId, today } = by;
  const { version, policy, body } = proposal;
  const { outcome } = deciding;
  if (outcome !== "returned") demandSameText(proposal);
  const implementationOn =
    outcome === "ratified" ? (deciding.implementationOn ?? laterOf(proposal.implementationOn, today)) : null;
  if (implementationOn) await demandPlace(transaction, organisationId, proposal, implementationOn);
  const decisionId = newId();
  const personId = "personId" in by ? by.personId : null;
  await transaction.decision.create({
    data: {
      organisationId,
      id: decisionId,
      versionId: version.id,
      policyId: policy.id,
      major: version.major,
      minor: version.minor,
      step: proposal.step,
      outcome,
      method: proposal.method,
      bodyId: body?.id ?? null,
      bodyName: sayDecider(proposal),
      decidedOn: dayToDate(deciding.decidedOn),
      minuteReference: deciding.minuteReference ?? null,
      implementationOn: implementationOn && dayToDate(implementationOn),
      recordedById: personId,
      recordedByWords: "words" in by ? by.words : null,
      recordedAt: now(),
      replacesId: deciding.replacesId ?? null,
      proposalId: proposal.id,
      minuteId: deciding.minuteId ?? null,
      textHash: version.textHash,
      reasons: deciding.reasons ?? null,
      chairName: deciding.chairName ?? null,
      votesFor: deciding.votes?.for ?? null,
      votesAgainst: deciding.votes?.against ?? null,
      abstained: deciding.votes?.abstained ?? null,
    },
  });
  const corrected = deciding.replacesId
    ? await transaction.decision.findUniqueOrThrow({
        where: { organisationId_id: { organisationId, id: deciding.replacesId } },
        select: { outcome: true },
      })
    : null;
  let came = false;
  if (implementationOn)
    await comeIntoForce(transaction, {
      organisationId,
      proposal,
      implementationOn,
      today,
      madeById: personId,
    });
  else if (corrected?.outcome === "ratified") await rebuildAndCount(transaction, organisationId, policy.id);
  if (outcome === "approved" && !corrected) await nextProposal(transaction, organisationId, proposal, today);
  if (outcome === "returned" && corrected?.outcome !== "returned")
    came = (await draftAgain(transaction, organisationId, version.id)).kept === "draft";
  await tellOwner(transaction, by, proposal, deciding, { decisionId, implementationOn, came });
  return { decisionId, implementationOn };
}

/** Who decides a proposal, in words: the body, or whose duty it is. */
export const sayDecider = ({
  body,
  dutyKind,
  policy,
}: {
  body: { name: string } | null;
  dutyKind: string | null;
  policy: Pick<Proposal["policy"], "unitName" | "unitIsOrganisation">;
}): string =>
  body && !dutyKind ? body.name : sayDelegate(dutyKind ?? "", policy.unitName, policy.unitIsOrganisation);

const laterOf = (one: Day, other: Day): Day => (one > other ? one : other);

/** What was put to the vote is what comes into force: nothing may have touched the version or the record of it. */
function demandSameText({ version, textHash: votedOn }: Proposal): void {
  const now = textHash(parseDocument(version.text));
  if (now !== version.textHash || (votedOn !== null && votedOn !== now))
    throw new Refusal(
      "conflict",
      `The text of version ${version.number} is not the one that was put to the vote, so it cannot be decided. Ask your organisation’s administrator to look into it.`,
    );
}

/**
 * Refuses a number that another ratified version has, and a day on which the version could not come into force: a
 * newer one with a higher number would be in force already. On the same day, the higher number counts.
 */
export async function demandPlace(
  transaction: Transaction,
  organisationId: string,
  { version, policy }: Placed,
  implementationOn: Day,
): Promise<void> {
  const ratified = await othersRatified(transaction, organisationId, { version, policy });
  if (hasNumber(ratified, version))
    throw new Refusal(
      "conflict",
      `There is a ratified version ${version.number} of this policy already. Send this one on again, so that it gets the next number.`,
    );
  for (const { major, minor, implementationOn: from } of ratified) {
    const higher = major > version.major || (major === version.major && minor > version.minor);
    const lower = !higher;
    const day = from && dateToDay(from);
    if (!day) continue;
    if (higher && day < implementationOn)
      throw refuseDay(
        `Version ${major}.${minor} is newer and comes into force on ${sayDay(day)}: version ${version.number} cannot come into force after it`,
      );
    if (lower && day > implementationOn)
      throw refuseDay(
        `Version ${major}.${minor} comes into force on ${sayDay(day)}, after this date, and would take the place of this newer version: give a date from then on`,
      );
  }
}

type Placed = Pick<Proposal, "version" | "policy">;

/** Whether another ratified version of the policy has the number of this one. */
export const isNumberTaken = async (
  transaction: Transaction,
  organisationId: string,
  { version, policy }: Placed,
): Promise<boolean> =>
  hasNumber(await othersRatified(transaction, organisationId, { version, policy }), version);

const othersRatified = (transaction: Transaction, organisationId: string, { version, policy }: Placed) =>
  transaction.decision.findMany({
    where: {
      organisationId,
      policyId: policy.id,
      outcome: "ratified",
      versionId: { not: version.id },
      decisionsAsReplaces: { none: {} },
    },
    select: { major: true, minor: true, implementationOn: true },
  });

type Numbered = { major: number; minor: number };

const hasNumber = (ratified: Numbered[], { major, minor }: Numbered): boolean =>
  ratified.some((one) => one.major === major && one.minor === minor);

const refuseDay = (message: string) =>
  new Refusal("invalid", `${message}.`, [{ field: "implementationOn", message }]);

async function tellOwner(
  transaction: Transaction,
  by: { organisationId: string; today: Day },
  proposal: Proposal,
  { outcome, reasons, replacesId }: Deciding,
  { decisionId, implementationOn, came }: { decisionId: string; implementationOn: Day | null; came: boolean },
): Promise<void> {
  const { version, policy } = proposal;
  const what = `${version.title}, version ${version.number}`;
  const who = sayDecider(proposal);
  const said = {
    ratified: `${who} has ratified ${what}. It is in force from ${implementationOn ? sayDay(implementationOn) : ""}, without anything more to do.`,
    approved: `${who} has approved ${what}. It now waits for the next step.`,
    returned: `${who} has returned ${what}. The reasons: ${reasons ?? ""}`,
  }[outcome];
  await tell(transaction, {
    organisationId: by.organisationId,
    personIds: await ownersOf(transaction, by.organisationId, {
      unitId: policy.unitId,
      sentById: proposal.sentById,
      today: by.today,
    }),
    unitId: policy.unitId,
    subject: `${{ ratified: "Ratified", approved: "Approved", returned: "Returned with reasons" }[outcome]}: ${what}`,
    lines: [
      replacesId ? `The record has been corrected. ${said}` : said,
      ...(came ? ["Its text is your draft again, with everything that was there."] : []),
    ],
    path: `/policies/${policy.id}`,
    key: `decided:${decisionId}`,
  });
}
