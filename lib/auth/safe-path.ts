/** Pages that lead nowhere after signing in: the way in and the way out themselves, and what only programs ask for. */
const nowhere = /^\/(?:sign-in|sign-out|api|demo)(?:\/|$)/;
/** The one page among them that somebody can have asked for. */
const linkAnAccount = "/sign-in/link";

/**
 * A path of this site that someone may be taken on to, or null. Anything that a browser could read as another
 * site (`//host`, `/\host`, an address with a scheme, control characters) is nowhere.
 */
export function safePath(text: string | null | undefined): string | null {
  if (!text || text.length > 2000 || !/^\/(?!\/)/.test(text) || /[\\\p{Cc}]/u.test(text)) return null;
  const here = "http://countersign.invalid";
  if (!URL.canParse(text, here)) return null;
  const url = new URL(text, here);
  if (url.origin !== here || url.pathname.startsWith("//")) return null;
  if (nowhere.test(url.pathname) && url.pathname !== linkAnAccount) return null;
  return url.pathname + url.search + url.hash;
}
