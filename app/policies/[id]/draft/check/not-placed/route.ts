import { settleNotPlaced } from "#lib/policies/check/correct-draft.ts";
import { postCheck } from "../post-check.ts";

type Context = { params: Promise<{ id: string }> };

/** What becomes of something in the file that was not placed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  return postCheck(request, id, (actor, revision, given) =>
    settleNotPlaced(actor, id, revision, Number(given.at), given),
  );
}
