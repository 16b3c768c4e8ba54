import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { refusalPage } from "#lib/auth/refusal-page.ts";
import { changesSomething, mayProceed } from "#lib/auth/same-origin.ts";

/*
 * What every request passes before any page: where it came from, how large it is, and what its page may
 * load. This is not authorisation: who may do what is decided in lib/, beside the data, because proxies
 * have been bypassed before.
 */

const largestBody = 1_000_000;
/** The one form that brings a file: a scan of 10 MB, and what is typed beside it. */
const bringsScan = /^\/(school\/[^/]+|organisation)\/paper\/record$/;
const largestWithScan = 11_000_000;
const inDevelopment = process.env.NODE_ENV === "development";
const publicUrl = process.env.COUNTERSIGN_URL?.trim()
  ? new URL(process.env.COUNTERSIGN_URL.trim())
  : undefined;
/** Styles and scripts only from our own files; a script inside a page needs the nonce of its request. */
function contentSecurityPolicy(nonce: string): string {
  const tools = inDevelopment
    ? { script: " 'unsafe-eval'", style: " 'unsafe-inline'" }
    : { script: "", style: "" };
  return (
    `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${tools.script}; ` +
    `style-src 'self'${tools.style}; img-src 'self' data:; object-src 'none'; base-uri 'none'; ` +
    "form-action 'self'; frame-ancestors 'none'"
  );
}

/** Refuses what did not come from our own pages or is too large; null when the request may go on. */
function refusal(request: NextRequest): NextResponse | null {
  const { method, headers } = request;
  if (!changesSomething(method)) return null;
  const source = {
    method,
    origin: headers.get("origin"),
    fetchSite: headers.get("sec-fetch-site"),
    host: headers.get("host"),
  };
  if (!mayProceed(source, publicUrl?.origin)) return refused(403, "foreign");
  const length = headers.get("content-length");
  // Without a length it cannot be refused before it is read; browsers always send one.
  if (length === null && headers.has("transfer-encoding")) return refused(411, "unmeasured");
  const withScan = bringsScan.test(request.nextUrl.pathname);
  if (Number(length ?? 0) > (withScan ? largestWithScan : largestBody))
    return refused(413, withScan ? "scan" : "large");
  return null;
}

function refused(status: number, why: Parameters<typeof refusalPage>[0]): NextResponse {
  const { html, policy } = refusalPage(why);
  return new NextResponse(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}

function answer(request: NextRequest, id: string): NextResponse {
  const no = refusal(request);
  if (no) return no;
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy); // Next reads the nonce for its scripts from here
  headers.set("x-request-id", id);
  headers.set("x-countersign-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next compares Origin with the host once more, and behind a proxy would only know the inner one.
  if (publicUrl) headers.set("x-forwarded-host", publicUrl.host);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export function proxy(request: NextRequest): NextResponse {
  const id = randomUUID();
  const response = answer(request, id);
  response.headers.set("x-request-id", id);
  response.headers.set("cache-control", "private, no-store");
  if (publicUrl?.protocol === "https:") {
    response.headers.set("strict-transport-security", "max-age=31536000");
  }
  return response;
}

/** Everything but the built files, which are the same for all and may be kept for good. */
export const config = { matcher: "/((?!_next/static/).*)" };
