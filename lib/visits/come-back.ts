import { LRUCache } from "lru-cache";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { tidyCode } from "#lib/organisations/school-code.ts";
import { type Visit, visitIn } from "./cleared-visit.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";
import { longestStay } from "./schema.ts";

/** Wrong passes that one door takes within ten minutes; somebody who tries them out gets no further. */
export const mostWrongPasses = 30;
const minutes = 10;
const wrong = new LRUCache<string, number>({ max: 10_000, ttl: minutes * 60 * 1000 });

const refused = (code: "invalid" | "too-many-tries", message: string) =>
  new Refusal(code, message, [{ field: "pass", message }]);

/**
 * Who has been here before, by the pass that they were given then: it may be running still or have run out.
 * @throws Refusal "invalid" for a pass that nobody has here, "too-many-tries" after many wrong ones at this school
 */
export async function comeBack(school: SchoolAtTheDoor, typed: string): Promise<Visit> {
  const { organisationId, unit, today } = school;
  const pass = tidyCode(typed.slice(0, 40));
  if (pass === "") throw refused("invalid", "Enter your pass code");
  const tries = wrong.get(unit.id) ?? 0;
  if (tries >= mostWrongPasses)
    throw refused("too-many-tries", "Too many wrong pass codes were tried here. Go on below as somebody new");
  const visit = /^[0-9A-Z]{7}$/.test(pass)
    ? await inOrganisation(organisationId, (transaction) => visitIn(transaction, school, { pass }))
    : null;
  // A pass that ran out long ago is nobody's any more.
  if (!visit || visit.untilOn < addDays(today, -longestStay)) {
    // The time of the first wrong one stays, so that they are counted anew after a while.
    wrong.set(unit.id, tries + 1, tries === 0 ? {} : { ttl: wrong.getRemainingTTL(unit.id) });
    throw refused("invalid", "No pass has that code here. Look at it again, or go on below as somebody new");
  }
  return visit;
}

/** Somebody who left and comes back while their visit is still running is here again. */
export async function backAgain(school: SchoolAtTheDoor, visit: Visit): Promise<Visit> {
  if (!visit.running || visit.leftAt === null) return visit;
  const { organisationId } = school;
  return inOrganisation(organisationId, async (transaction) => {
    await transaction.visit.update({
      where: { organisationId_id: { organisationId, id: visit.id } },
      data: { leftAt: null, leftRecordedById: null },
    });
    return { ...visit, leftAt: null };
  });
}
