import { scanDownload } from "../../../../school/[urn]/paper/_shared/scan-download.ts";

type Context = { params: Promise<{ signature: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { signature } = await params;
  return scanDownload(null, signature);
}
