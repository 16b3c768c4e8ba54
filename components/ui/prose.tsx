import type { ReactNode } from "react";

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
    <div className="cs-prose" {...rest} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
