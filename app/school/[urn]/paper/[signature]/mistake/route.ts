import { postMistake } from "../../_shared/post-mistake.ts";

type Context = { params: Promise<{ urn: string; signature: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn, signature } = await params;
  return postMistake(request, urn, signature);
}
