import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { refusalPage } from "#lib/auth/refusal-page.ts";
import { type RefusedRequest, refuseRequest } from "#lib/auth/refuse-request.ts";

/*
 * What every request passes before any page: where it came from, how large it is, and what its page may
 * load. This is not authorisation: who may do what is decided in lib/, beside the data, because proxies
 * have been bypassed before.
 */

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

function refused({ status, why }: RefusedRequest): NextResponse {
  const { html, policy } = refusalPage(why);
  return new NextResponse(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}

function answer(request: NextRequest, id: string): NextResponse {
  const no = refuseRequest(request, { origin: publicUrl?.origin });
  if (no) return refused(no);
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

/**
 * Everything but the built files, which are the same for all and may be kept for good; and but some forms whose
 * routes do themselves what is done here (app/refused-post.ts): those that bring a file or the text of a whole policy,
 * because Next reads all of a body that has come through here before the route is asked, and of a file nothing is to be
 * read before it is known who sends it; and the one that signs, which a whole staff posts in the same minutes.
 */
export const config = {
  matcher:
    "/((?!_next/static/|(?:school/[^/]+|organisation)/paper/record$|policies/bring-in/file$|policies/[^/]+/draft/save$|sign/[^/]+/submit$).*)",
};
