import { networkKey } from "#lib/auth/network.ts";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";

/*
 * How many may arrive at one school's door within an hour, so that somebody at a distance who fills the list is
 * stopped and the door stays open for who stands at it. The tablet that reception has made the door's own counts for
 * itself: nothing that comes from elsewhere closes it. Every network has its own measure, and all that are not the
 * door's tablet one together.
 */

/** On the door's own tablet: one person every nine seconds. */
export const mostOnTheDoorsTablet = 400;
/** From one network: a training day with two hundred visitors in the school's Wi-Fi stays below. */
export const mostFromOneNetwork = 250;
/** From everywhere but the door's tablet. */
export const mostFromAll = 2_000;
/** From one network, or from everywhere, within an hour: more than comes to a school on most days. */
export const manyFromOneNetwork = 60;
export const manyFromAll = 250;

/** Where somebody arrives: on the tablet that is the door's own, or on another device of some network. */
export type CameFrom = { network: string; doorTablet: boolean };

/** What a visit keeps of where it was made, for the door's own tablet. */
export const doorsTablet = "door";

const anHourAgo = () => new Date(now().getTime() - 60 * 60 * 1000);

/**
 * What a visit keeps of where it was made. Of a network a hash that can be compared with others of the same school and
 * day, and with nothing else.
 */
const keyOf = ({ unit, today }: SchoolAtTheDoor, { network, doorTablet }: CameFrom): string =>
  doorTablet ? doorsTablet : networkKey(network, `${unit.id} ${today}`);

/**
 * Refuses one more arrival where there have been too many. @returns what the visit keeps of where it was made
 * @throws Refusal "too-many-tries"
 */
export async function refuseFlood(
  transaction: Transaction,
  school: SchoolAtTheDoor,
  from: CameFrom,
): Promise<string> {
  const key = keyOf(school, from);
  const { tablet, all, ...counted } = await countLately(
    transaction,
    school.organisationId,
    school.unit.id,
    key,
  );
  const tooMany = from.doorTablet
    ? tablet >= mostOnTheDoorsTablet
    : counted.same >= mostFromOneNetwork || all >= mostFromAll;
  if (tooMany)
    throw new Refusal(
      "too-many-tries",
      "More people have signed in here in the last hour than this page can take. Ask at reception.",
    );
  return key;
}

async function countLately(transaction: Transaction, organisationId: string, unitId: string, key: string) {
  const [row] = await transaction.$queryRaw<{ tablet: number; same: number; all: number }[]>`
    select count(*) filter (where network = ${doorsTablet})::int as tablet,
      count(*) filter (where network = ${key})::int as same,
      count(*) filter (where network <> ${doorsTablet})::int as all
    from visit where organisation_id = ${organisationId}::uuid and unit_id = ${unitId}::uuid
      and arrived_at > ${anHourAgo()}::timestamptz`;
  return row ?? { tablet: 0, same: 0, all: 0 };
}

/** Arrivals of the last hour that were not made on the door's tablet, when they are more than come to a school. */
export type Flood = { all: number; fromOneNetwork: number; isFull: boolean };

/** How the door is being flooded, or null. */
export async function floodAt(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Flood | null> {
  const [row] = await transaction.$queryRaw<{ all: number; most: number }[]>`
    select coalesce(sum(n), 0)::int as all, coalesce(max(n), 0)::int as most from (
      select count(*) as n from visit
      where organisation_id = ${organisationId}::uuid and unit_id = ${unitId}::uuid
        and arrived_at > ${anHourAgo()}::timestamptz and network <> ${doorsTablet}
      group by network
    ) each`;
  const { all, most } = row ?? { all: 0, most: 0 };
  if (most < manyFromOneNetwork && all < manyFromAll) return null;
  return { all, fromOneNetwork: most, isFull: most >= mostFromOneNetwork || all >= mostFromAll };
}
