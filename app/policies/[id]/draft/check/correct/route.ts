import { correctDraft } from "#lib/policies/check/correct-draft.ts";
import { postCheck } from "../post-check.ts";

type Context = { params: Promise<{ id: string }> };

/** One correction of what was understood of a file. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  return postCheck(request, id, (actor, revision, given) => correctDraft(actor, id, revision, given));
}
