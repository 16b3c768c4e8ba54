import { answerWithMark } from "../../_shared/answer-with-mark.ts";

type Context = { params: Promise<{ urn: string; id: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { urn, id } = await params;
  return answerWithMark(urn, id);
}
