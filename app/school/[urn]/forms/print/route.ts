import { schoolInView } from "#lib/obligations/queries.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { printForms } from "#lib/signing/print-forms.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther } from "../../../../posted.ts";
import { filtersOf, readSelection } from "../../not-signed/selection.ts";

type Context = { params: Promise<{ urn: string }> };

/** Makes the forms of the rows that were selected, and goes to where they are printed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  const form = await readPosted(request);
  const list = `/school/${urn}/not-signed`;
  try {
    const school = await schoolInView(actor, urn, "signatures:record");
    const { by, at } = await printForms(
      actor,
      school.id,
      await selectedRows(actor, school.id, readSelection(form)),
    );
    return seeOther(`/school/${urn}/forms?${new URLSearchParams({ by, at })}`, forget(list));
  } catch (error) {
    return backWith(error, { path: list, query: new URLSearchParams(filtersOf(form)).toString() });
  }
}
