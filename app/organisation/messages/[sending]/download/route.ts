import { sendingDownload } from "../../../../school/[urn]/messages/_shared/sending-page.tsx";

type Context = { params: Promise<{ sending: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { sending } = await params;
  return sendingDownload(null, sending);
}
