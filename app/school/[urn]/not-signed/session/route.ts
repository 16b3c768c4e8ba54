import { goToOpenSession } from "../_shared/open-session.ts";

type Context = { params: Promise<{ urn: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return goToOpenSession((await params).urn, request);
}
