import { makeLetters } from "#lib/messages/letters.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther } from "../../../../posted.ts";

type Context = { params: Promise<{ urn: string }> };

/** Makes letters for the adults that were chosen, and goes to where they are printed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  const form = await readPosted(request);
  const list = `/school/${urn}/letters`;
  try {
    const school = await schoolInView(actor, urn, "signatures:record");
    const chosen = form.getAll("adult").filter((value) => typeof value === "string");
    const { at, leftOut } = await makeLetters(actor, school.id, chosen);
    const query = new URLSearchParams({ at, ...(leftOut > 0 ? { "left-out": String(leftOut) } : {}) });
    return seeOther(`${list}/print?${query}`, forget(list));
  } catch (error) {
    return backWith(error, { path: list });
  }
}
