import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { printForms } from "#lib/signing/print-forms.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther } from "../../../../posted.ts";
import { pathsOf, unitInView } from "../../not-signed/_shared/list-place.ts";
import { filtersOf, readSelection } from "../../not-signed/_shared/selection.ts";
import type { Urn } from "../../people/_shared/place.ts";

/** Makes the forms of the rows that were selected, and goes to where they are printed. */
export async function postForms(request: Request, urn: Urn): Promise<Response> {
  const actor = await actionActor();
  const form = await readPosted(request);
  const { list, forms } = pathsOf(urn);
  try {
    const unit = await unitInView(actor, urn, "signatures:record");
    const { by, at } = await printForms(
      actor,
      unit.id,
      await selectedRows(actor, unit.id, readSelection(form)),
    );
    return seeOther(`${forms}?${new URLSearchParams({ by, at })}`, forget(list));
  } catch (error) {
    return backWith(error, { path: list, query: new URLSearchParams(filtersOf(form)).toString() });
  }
}
