import { scanDownload } from "../../_shared/scan-download.ts";

type Context = { params: Promise<{ urn: string; signature: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { urn, signature } = await params;
  return scanDownload(urn, signature);
}
