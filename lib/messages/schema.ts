import { z } from "zod";
import { isId } from "#lib/identifiers.ts";
import { messageStates } from "./words.ts";

const id = z.string().refine(isId);

/** Whose signatures are to be reminded of: a person (a pupil, for a parent's or carer's) and the agreement's series. */
export const whoToRemind = z.object({
  who: z
    .array(z.object({ personId: id, seriesId: id }))
    .min(1, "Select who to remind")
    .max(20_000, "Select at most 20,000 rows at once"),
  /** Also those who had a message in the last 24 hours. */
  evenIfRecent: z.boolean().default(false),
});

/** What a list of messages can be filtered by; what cannot be a filter is none. */
export const messagesQuery = z.object({
  state: z.enum(messageStates).optional().catch(undefined),
  kind: z.enum(["ask", "reminder", "receipt", "answer"]).optional().catch(undefined),
  /** The last message of the page before. */
  after: id.optional().catch(undefined),
});

export type MessagesQuery = z.output<typeof messagesQuery>;
