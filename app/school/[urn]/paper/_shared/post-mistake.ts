import { markAsMistake } from "#lib/signing/paper-signature.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther, textIn } from "../../../../posted.ts";
import { pathsOf, unitInView } from "../../not-signed/_shared/list-place.ts";
import type { Urn } from "../../people/_shared/place.ts";

/** Marks a signature on paper as recorded by mistake. */
export async function postMistake(request: Request, urn: Urn, signature: string): Promise<Response> {
  const actor = await actionActor();
  const path = `${pathsOf(urn).paper}/${encodeURIComponent(signature)}`;
  const reason = textIn(await readPosted(request), "reason");
  try {
    const unit = await unitInView(actor, urn, "signatures:record");
    await markAsMistake(actor, unit.id, signature, { reason });
    return seeOther(`${path}?done=mistake`, forget(path));
  } catch (error) {
    return backWith(error, { path, values: { reason } });
  }
}
