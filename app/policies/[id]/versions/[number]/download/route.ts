import { notFound } from "next/navigation";
import { versionAsWord } from "#lib/policies/word/policy-as-word.ts";
import { actionActor } from "../../../../../acting.ts";
import { wordDownload } from "../../../../word-download.ts";

type Context = { params: Promise<{ id: string; number: string }> };

/** One version as Word. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await actionActor();
  const { id, number } = await params;
  return (await wordDownload(versionAsWord(actor, id, number))) ?? notFound();
}
