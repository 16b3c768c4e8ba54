import { answerWithMark } from "../../../../school/[urn]/class-sessions/_shared/answer-with-mark.ts";

type Context = { params: Promise<{ id: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  return answerWithMark(null, (await params).id);
}
