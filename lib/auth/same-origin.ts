/** What a request says about where it came from, and where it was sent. */
export type RequestSource = {
  method: string;
  /** The `Origin` header. */
  origin: string | null;
  /** The `Sec-Fetch-Site` header, which no page can set for itself. */
  fetchSite: string | null;
  /** The `Host` header. */
  host: string | null;
};

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request may change something, judged by its method. */
export function changesSomething(method: string): boolean {
  return !readingMethods.has(method.toUpperCase());
}

/** Host and port of an origin as browsers write it (`https://school.example:8443`), or null when it is not one. */
function hostOf(origin: string): string | null {
  try {
    const url = new URL(origin);
    return (url.protocol === "https:" || url.protocol === "http:") && url.origin === origin.toLowerCase()
      ? url.host
      : null;
  } catch {
    return null;
  }
}

/** A `Host` header without the port that goes without saying, as `URL.host` has it. */
function plainHost(host: string, scheme: string): string {
  const standardPort = scheme === "https:" ? ":443" : ":80";
  const small = host.toLowerCase();
  return small.endsWith(standardPort) ? small.slice(0, -standardPort.length) : small;
}

/**
 * Whether a name is one that only this machine or this network gives: a bare name, an address in figures. Anybody can
 * make a name of their own on the internet lead here, and its pages would then be of the same origin as ours.
 */
function isNear(hostname: string): boolean {
  return (
    !hostname.includes(".") || /^[\d.]+$|^\[/.test(hostname) || /\.(localhost|local|internal)$/.test(hostname)
  );
}

/**
 * Whether a request may be let through: it only reads, or it comes from one of our own pages.
 *
 * `Origin` decides where there is one: it must be the public address (or, where none is set, the host that
 * the request was sent to, if that is this machine's or this network's own name). `null` is nobody's, so it is refused: a sandboxed frame sends it, and a redirect
 * from elsewhere. Without `Origin`, `Sec-Fetch-Site` must say `same-origin`. With neither, or with a
 * contradiction, the answer is no.
 *
 * @param publicOrigin origin of the address that people use, such as `https://sign.school.example`
 */
export function mayProceed(request: RequestSource, publicOrigin: string | undefined): boolean {
  if (!changesSomething(request.method)) return true;
  const { origin, fetchSite, host } = request;
  if (fetchSite === "cross-site" || fetchSite === "same-site") return false;
  if (origin === null) return fetchSite === "same-origin";
  const originHost = hostOf(origin);
  if (originHost === null) return false;
  if (publicOrigin !== undefined) return origin.toLowerCase() === publicOrigin;
  const { protocol, hostname } = new URL(origin);
  return host !== null && originHost === plainHost(host, protocol) && isNear(hostname);
}
