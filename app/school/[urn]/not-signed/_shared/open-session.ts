import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { sessionForRows } from "#lib/signing-sessions/session-for-rows.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, seeOther } from "../../../../posted.ts";
import { sessionsPath } from "../../class-sessions/_shared/place.ts";
import type { Urn } from "../../people/_shared/place.ts";
import { pathsOf, unitInView } from "./list-place.ts";
import { readSelection } from "./selection.ts";

/** Goes to where a session is opened, for those who were selected; with nobody selected, for whom the filters show. */
export async function goToOpenSession(urn: Urn, request: Request): Promise<Response> {
  const actor = await actionActor();
  const { list } = pathsOf(urn);
  const selection = readSelection(new URL(request.url).searchParams);
  const { filters, rows, all } = selection;
  try {
    const unit = await unitInView(actor, urn, "signing-sessions:open");
    const session =
      rows.length === 0 && !all
        ? { classGroupId: filters.class, seriesId: filters.agreement }
        : await sessionForRows(actor, unit.id, await selectedRows(actor, unit.id, selection), filters.class);
    const to = { class: "", role: "", agreement: session.seriesId ?? "" };
    if ("role" in session) to.role = session.role;
    else to.class = session.classGroupId ?? "";
    const query = new URLSearchParams(Object.entries(to).filter(([, value]) => value !== ""));
    const path = `${sessionsPath(urn)}${query.size > 0 ? `?${query}` : ""}`;
    return seeOther(to.role ? `${path}#staff` : path, forget(list));
  } catch (error) {
    return backWith(error, { path: list, query: new URLSearchParams(filters).toString() });
  }
}
