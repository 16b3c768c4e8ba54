"use client";

import { useEffect, useRef } from "react";

type KeptProseProps = { html: string; id?: string; lang?: string };

const onServer = typeof window === "undefined";

function read(key: string): string {
  const kept = (globalThis as { countersignHtml?: { get: (key: string) => string | undefined } })
    .countersignHtml;
  const html = kept?.get(key);
  // A page whose policy is missing must not be shown: someone might sign it.
  if (html === undefined) throw new Error("the text of this page was not kept long enough to be shown");
  return html;
}

/**
 * HTML that travels once. React sends what a server component shows twice, as HTML and as data; a long policy would
 * double the page. This writes it on the server and leaves what is there alone in the browser. Where a browser gets
 * here without the HTML (a navigation without loading the page), it loads the page.
 */
export function KeptProse({ html: key, ...rest }: KeptProseProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current?.childNodes.length === 0) window.location.reload();
  }, []);
  return (
    <div
      ref={place}
      className="cs-prose"
      {...rest}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by lib/policies
      dangerouslySetInnerHTML={{ __html: onServer ? read(key) : "" }}
    />
  );
}
