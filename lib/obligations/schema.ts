import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { membershipRoles } from "#lib/people/words.ts";
import { reasons, signers } from "./words.ts";

/** The last person and agreement of the page before, as `<person>_<agreement>`: a place in the list, without a name. */
const place = z
  .string()
  .regex(/^[0-9a-f-]{36}_[0-9a-f-]{36}$/)
  .transform((text) => {
    const [personId = "", seriesId = ""] = text.split("_");
    return { personId, seriesId };
  })
  .pipe(z.object({ personId: z.guid(), seriesId: z.guid() }));

/**
 * The filters of who has not signed, as the query of an address holds them. What cannot be a filter is no filter:
 * an address that somebody typed or cut off still shows the list.
 */
export const notSignedQuery = z.object({
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  role: z.enum(membershipRoles).optional().catch(undefined),
  class: z.guid().optional().catch(undefined),
  agreement: z.guid().optional().catch(undefined),
  reason: z.enum(reasons).optional().catch(undefined),
  whose: z.enum(signers).optional().catch(undefined),
  day: z.string().refine(isDay).optional().catch(undefined),
  after: place.optional().catch(undefined),
});

export type NotSignedQuery = z.output<typeof notSignedQuery>;

/** Whether an address asks for a day that is none, such as `31-31-2026`; the list is of today then. */
export const asksForNoDay = (day: string | string[] | undefined): boolean =>
  day !== undefined && day !== "" && !(typeof day === "string" && isDay(day));

/** The last school of the page before, in the address of an organisation's overview. */
export const afterSchool = z.guid().optional().catch(undefined);
