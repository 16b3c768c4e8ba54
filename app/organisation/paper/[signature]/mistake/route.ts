import { postMistake } from "../../../../school/[urn]/paper/_shared/post-mistake.ts";

type Context = { params: Promise<{ signature: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { signature } = await params;
  return postMistake(request, null, signature);
}
