import { draftAsWord } from "#lib/policies/word/policy-as-word.ts";
import { actionActor } from "../../../../acting.ts";
import { seeOther } from "../../../../posted.ts";
import { wordDownload } from "../../../word-download.ts";

type Context = { params: Promise<{ id: string }> };

/** The draft as Word. One that can't be read as it stands leads to the editor, which says where. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await actionActor();
  const { id } = await params;
  return (await wordDownload(draftAsWord(actor, id))) ?? seeOther(`/policies/${id}/draft`);
}
