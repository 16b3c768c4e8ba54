import { schoolInView } from "#lib/obligations/queries.ts";
import { markAsMistake } from "#lib/signing/paper-signature.ts";
import { actionActor } from "../../../../../acting.ts";
import { backWith, forget, readPosted, seeOther, textIn } from "../../../../../posted.ts";

type Context = { params: Promise<{ urn: string; signature: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn, signature } = await params;
  const actor = await actionActor();
  const path = `/school/${urn}/paper/${encodeURIComponent(signature)}`;
  const reason = textIn(await readPosted(request), "reason");
  try {
    const school = await schoolInView(actor, urn, "signatures:record");
    await markAsMistake(actor, school.id, signature, { reason });
    return seeOther(`${path}?done=mistake`, forget(path));
  } catch (error) {
    return backWith(error, { path, values: { reason } });
  }
}
