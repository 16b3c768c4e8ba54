import { sendingDownload } from "../../_shared/sending-page.tsx";

type Context = { params: Promise<{ urn: string; sending: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { urn, sending } = await params;
  return sendingDownload(urn, sending);
}
