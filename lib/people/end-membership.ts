import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import type { Doer, FoundUnit } from "./access.ts";
import { endDutyIn } from "./end-duty.ts";
import { refuseOverlap } from "./insert-membership.ts";
import { type FoundMembership, membershipFor } from "./membership-for.ts";
import { refuseReopening } from "./person-to-identify.ts";
import { mayGiveDuty } from "./power.ts";
import { endInput } from "./schema.ts";
import { type DutyKind, dutyNames, type MembershipRole, roleNames } from "./words.ts";

/** Being a pupil's parent, or a pupil, is no post: what someone may do here does not hang on it. */
const notPosts: MembershipRole[] = ["pupil", "parent"];

const after = (day: Day) => ({ OR: [{ endsOn: null }, { endsOn: { gt: dayToDate(day) } }] });

/** Whether the person keeps another membership of a kind at the unit beyond the day. */
async function keepsAnother(
  transaction: Transaction,
  organisationId: string,
  membership: FoundMembership,
  unitId: string,
  day: Day,
  posts: boolean,
): Promise<boolean> {
  const other = await transaction.membership.findFirst({
    where: {
      organisationId,
      personId: membership.personId,
      unitId,
      id: { not: membership.id },
      ...(posts ? { role: { notIn: notPosts } } : {}),
      ...after(day),
    },
    select: { id: true },
  });
  return other !== null;
}

/**
 * Ends what somebody had only through a membership: their classes of that part, and, when it was their last post at
 * the unit, their duties there. Someone who has left must not keep a duty because nobody thought of it.
 * @throws Refusal "conflict" when they have a duty there that the doer may not end
 */
export async function endWhatWentWithIt(
  transaction: Transaction,
  doer: Doer,
  membership: FoundMembership,
  unit: FoundUnit,
  day: Day,
): Promise<{ classes: number; duties: number }> {
  const { organisationId } = doer;
  const { personId, role } = membership;
  const pupil = role === "pupil";
  let classes = 0;
  if (pupil || !(await keepsAnother(transaction, organisationId, membership, unit.id, day, true))) {
    const ofThisUnit = {
      organisationId,
      personId,
      part: pupil ? "pupil" : "teacher",
      classGroup: { unitId: unit.id },
    };
    const ended = await transaction.classMembership.updateMany({
      where: { ...ofThisUnit, startsOn: { lte: dayToDate(day) }, ...after(day) },
      data: { endsOn: dayToDate(day) },
    });
    classes = ended.count + (await endBeforeTheyBegin(transaction, ofThisUnit, day));
  }
  if (
    notPosts.includes(role) ||
    (await keepsAnother(transaction, organisationId, membership, unit.id, day, true))
  )
    return { classes, duties: 0 };
  const duties = await transaction.duty.findMany({
    where: { organisationId, personId, unitId: unit.id, ...after(day) },
    select: { id: true, kind: true },
    orderBy: { id: "asc" },
  });
  const kept = duties.find(({ kind }) => !mayGiveDuty(doer, kind as DutyKind, unit.id));
  if (kept) {
    const message = `They have the duty ${dutyNames[kept.kind as DutyKind]} at ${unit.name}. Ask an organisation administrator to end it first`;
    throw new Refusal("conflict", `${message}.`, [{ field: "on", message }]);
  }
  for (const duty of duties) await endDutyIn(transaction, doer, duty.id, day);
  return { classes, duties: duties.length };
}

/** Classes that would have begun after the last day end on the day they begin, because ranges cannot be empty. */
async function endBeforeTheyBegin(
  transaction: Transaction,
  where: { organisationId: string; personId: string; part: string; classGroup: { unitId: string } },
  day: Day,
): Promise<number> {
  const later = await transaction.classMembership.findMany({
    where: { ...where, startsOn: { gt: dayToDate(day) } },
    select: { id: true, startsOn: true },
  });
  for (const { id, startsOn } of later)
    await transaction.classMembership.update({
      where: { organisationId_id: { organisationId: where.organisationId, id } },
      data: { endsOn: startsOn },
    });
  return later.length;
}

/**
 * Ends a membership: the day given is its last. Classes end with it, and duties with the last post; signatures stay.
 * The same again, or with a later day, changes the day; nothing is deleted.
 * @throws Refusal "not-found" for another school's; "invalid" for a day before it starts; "conflict" when the person
 * has a duty there that the doer may not end, or would stay longer though they have left for another school
 */
export async function endMembership(
  doer: Doer,
  membershipId: string,
  given: unknown,
): Promise<{ membershipId: string; personId: string; classes: number; duties: number }> {
  const { on } = parse(endInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { membership, unit } = await membershipFor(transaction, doer, membershipId);
    const { personId } = membership;
    if (on < membership.startsOn) {
      const message = `Last day must be ${sayDay(membership.startsOn)} or later, because the membership starts then`;
      throw new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    }
    if (membership.endsOn === on) return { membershipId, personId, classes: 0, duties: 0 };
    await refuseReopening(transaction, doer, personId, membership.endsOn, { field: "on", day: on });
    await refuseOverlap(
      transaction,
      organisationId,
      personId,
      unit.id,
      { role: membership.role, startsOn: membership.startsOn, endsOn: on },
      membershipId,
    );
    await transaction.membership.update({
      where: { organisationId_id: { organisationId, id: membershipId } },
      data: { endsOn: dayToDate(on) },
    });
    await recordEvent(transaction, doer, "membership-ended", {
      personId,
      unitId: unit.id,
      details: { role: roleNames[membership.role], school: unit.name, on },
    });
    const gone = await endWhatWentWithIt(transaction, doer, membership, unit, on);
    return { membershipId, personId, ...gone };
  });
}
