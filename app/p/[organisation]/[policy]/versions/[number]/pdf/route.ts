import { pdfAnswer } from "../../../../../pdf-answer.ts";

type Context = { params: Promise<{ organisation: string; policy: string; number: string }> };

/** A version that is or was in force as a PDF, for anyone. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { organisation, policy, number } = await params;
  return pdfAnswer(organisation, policy, { number });
}
