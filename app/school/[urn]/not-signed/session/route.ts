import { schoolInView } from "#lib/obligations/queries.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { sessionForRows } from "#lib/signing-sessions/session-for-rows.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, seeOther } from "../../../../posted.ts";
import { readSelection } from "../_shared/selection.ts";

type Context = { params: Promise<{ urn: string }> };

/** Goes to where a session is opened, for those who were selected; with nobody selected, for whom the filters show. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  const list = `/school/${urn}/not-signed`;
  const selection = readSelection(new URL(request.url).searchParams);
  const { filters, rows, all } = selection;
  try {
    const school = await schoolInView(actor, urn, "signing-sessions:open");
    const session =
      rows.length === 0 && !all
        ? { classGroupId: filters.class, seriesId: filters.agreement }
        : await sessionForRows(
            actor,
            school.id,
            await selectedRows(actor, school.id, selection),
            filters.class,
          );
    const to = { class: "", role: "", agreement: session.seriesId ?? "" };
    if ("role" in session) to.role = session.role;
    else to.class = session.classGroupId ?? "";
    const query = new URLSearchParams(Object.entries(to).filter(([, value]) => value !== ""));
    const path = `/school/${urn}/class-sessions${query.size > 0 ? `?${query}` : ""}`;
    return seeOther(to.role ? `${path}#staff` : path, forget(list));
  } catch (error) {
    return backWith(error, { path: list, query: new URLSearchParams(filters).toString() });
  }
}
