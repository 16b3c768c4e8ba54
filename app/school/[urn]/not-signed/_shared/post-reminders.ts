import { recentlyMessaged } from "#lib/messages/recently-messaged.ts";
import { sendReminders } from "#lib/messages/send-reminders.ts";
import { type Selection, selectedRows } from "#lib/obligations/selected-rows.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther, textIn } from "../../../../posted.ts";
import type { Urn } from "../../people/_shared/place.ts";
import { pathsOf, unitInView } from "./list-place.ts";
import { filtersOf, readSelection } from "./selection.ts";

/**
 * Sends reminders for the rows that were selected. If somebody among them had a message in the last 24 hours, asks
 * first: `again` says what was answered, `others` or `all`.
 */
export async function postReminders(request: Request, urn: Urn): Promise<Response> {
  const actor = await actionActor();
  const form = await readPosted(request);
  const { list } = pathsOf(urn);
  const again = textIn(form, "again");
  const filters = filtersOf(form);
  try {
    const unit = await unitInView(actor, urn, "reminders:send");
    const selection = readSelection(form);
    const who = await selectedRows(actor, unit.id, selection);
    const people = [...new Set(who.map(({ personId }) => personId))];
    const recent = await recentlyMessaged(actor, unit.id, people);
    if (recent.length > 0 && again !== "others" && again !== "all")
      return seeOther(`${list}/remind?${asQuery(selection)}`, forget(list));
    const { sendingId } = await sendReminders(actor, unit.id, { who, evenIfRecent: again === "all" });
    const sent = again === "all" ? people.length : people.length - recent.length;
    return seeOther(
      `${list}?${new URLSearchParams({ ...filters, sent: String(sent), skipped: String(people.length - sent), sending: sendingId })}`,
      forget(list),
    );
  } catch (error) {
    return backWith(error, { path: list, query: new URLSearchParams(filters).toString() });
  }
}

/** A selection as the query of the page that asks. */
function asQuery({ rows, all, shown, filters }: Selection): URLSearchParams {
  const query = new URLSearchParams();
  for (const row of all === "page" ? shown : rows) if (all !== "filter") query.append("row", row);
  if (all === "filter") query.set("all", "filter");
  for (const [name, value] of Object.entries(filters)) query.set(`filter-${name}`, value);
  return query;
}
