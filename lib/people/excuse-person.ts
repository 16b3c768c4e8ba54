import type { Doer } from "./access.ts";
import { insertAway } from "./insert-away.ts";

/**
 * Excuses someone from signing at a unit, until a day or open-ended, as a head may.
 * @throws Refusal as `markAway`; "not-found" also without the permission to excuse
 */
export const excusePerson = (
  doer: Doer,
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ awayId: string }> => insertAway(doer, "excused", personId, unitId, given);
