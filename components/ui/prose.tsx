import type { ReactNode } from "react";

/** Tables in a text get a frame of their own that scrolls, so that the page never does. */
function withScrollingTables(html: string): string {
  return html
    .replaceAll("<table", '<div class="cs-scroll" role="group" aria-label="Table" tabindex="0"><table')
    .replaceAll("</table>", "</table></div>");
}

type ProseProps = { id?: string; lang?: string } & (
  | {
      /** HTML from the policy renderer, which sanitises it; nothing else may be passed. */ html: string;
      children?: never;
    }
  | { html?: never; children: ReactNode }
);

/** Text to be read: a policy, an agreement, a page of explanation. */
export function Prose({ html, children, ...rest }: ProseProps) {
  if (html === undefined) {
    return (
      <div className="cs-prose" {...rest}>
        {children}
      </div>
    );
  }
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by lib/policies
    <div className="cs-prose" {...rest} dangerouslySetInnerHTML={{ __html: withScrollingTables(html) }} />
  );
}
