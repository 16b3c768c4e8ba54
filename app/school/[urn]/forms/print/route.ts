import { postForms } from "../_shared/post-forms.ts";

type Context = { params: Promise<{ urn: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  return postForms(request, urn);
}
