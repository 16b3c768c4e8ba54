import type { Doer } from "./access.ts";
import { insertAway } from "./insert-away.ts";

/**
 * Records that someone is away from a unit, until a day or open-ended, so that nothing is due meanwhile. There is no
 * place for a reason.
 * @throws Refusal "not-found" outside the doer's reach; "conflict" when they are away already, or not there at all
 */
export const markAway = (
  doer: Doer,
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ awayId: string }> => insertAway(doer, "away", personId, unitId, given);
