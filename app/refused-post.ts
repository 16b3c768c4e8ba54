import { refusalPage } from "#lib/auth/refusal-page.ts";
import { publicOrigin, refuseRequest } from "#lib/auth/refuse-request.ts";

/**
 * For the routes in front of which proxy.ts does not stand: refuses by its first lines what did not come from our own
 * pages or is too large; null when it may go on. The first thing that such a route does; the second is to ask who sends
 * it and whether they may, and only then does it read.
 * @param file what the form may bring besides what is typed
 */
export function refusedPost(request: Request, file?: "scan" | "policy"): Response | null {
  const refused = refuseRequest(request, { origin: publicOrigin(), file });
  if (!refused) return null;
  const { html, policy } = refusalPage(refused.why);
  return new Response(html, {
    status: refused.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "private, no-store",
    },
  });
}
