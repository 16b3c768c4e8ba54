import { pdfAnswer } from "../../../../../pdf-answer.ts";

type Context = { params: Promise<{ organisation: string; policy: string; urn: string }> };

/** The version in force as a school has it, as a PDF, for anyone. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { organisation, policy, urn } = await params;
  return pdfAnswer(organisation, policy, { urn });
}
