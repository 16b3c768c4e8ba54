import type { refusalPage } from "./refusal-page.ts";
import { changesSomething, mayProceed } from "./same-origin.ts";

export type RefusedRequest = { status: 403 | 411 | 413; why: Parameters<typeof refusalPage>[0] };

/** The most that a form may bring, in bytes. */
export const largestBody = 1_000_000;
/** With a file of 10 MB, and what is typed beside it. */
export const largestWithFile = 11_000_000;

/** The origin of the address that people use, where one is set. */
export function publicOrigin(): string | undefined {
  const url = process.env.COUNTERSIGN_URL?.trim();
  return url ? new URL(url).origin : undefined;
}

/**
 * Why a request is refused by its first lines alone, before any of its body is read: it did not come from our own
 * pages, does not say how large it is, or is too large. Null when it may go on. What it says of its size holds: of a
 * body that is longer, the server reads no more than was said.
 * @param file what the form may bring besides what is typed
 */
export function refuseRequest(
  { method, headers }: { method: string; headers: Pick<Headers, "get" | "has"> },
  { origin, file }: { origin: string | undefined; file?: "scan" | "policy" },
): RefusedRequest | null {
  if (!changesSomething(method)) return null;
  const source = {
    method,
    origin: headers.get("origin"),
    fetchSite: headers.get("sec-fetch-site"),
    host: headers.get("host"),
  };
  if (!mayProceed(source, origin)) return { status: 403, why: "foreign" };
  const length = headers.get("content-length");
  // Without a length it cannot be refused before it is read; browsers always send one.
  if (length === null && headers.has("transfer-encoding")) return { status: 411, why: "unmeasured" };
  if (Number(length ?? 0) > (file ? largestWithFile : largestBody))
    return { status: 413, why: file ?? "large" };
  return null;
}
