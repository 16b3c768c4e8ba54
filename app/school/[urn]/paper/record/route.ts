import { postPaper } from "../_shared/post-paper.ts";

type Context = { params: Promise<{ urn: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  return postPaper(request, urn);
}
