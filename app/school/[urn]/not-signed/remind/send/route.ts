import { postReminders } from "../../_shared/post-reminders.ts";

type Context = { params: Promise<{ urn: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  return postReminders(request, urn);
}
