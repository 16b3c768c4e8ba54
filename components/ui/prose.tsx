import type { ReactNode } from "react";
import { keepHtml } from "./kept-html.ts";
import { KeptProse } from "./kept-prose.tsx";

type ProseProps = { id?: string; lang?: string } & (
  | {
      /** HTML from the policy renderer, which sanitises it; nothing else may be passed. */ html: string;
      children?: never;
    }
  | { html?: never; children: ReactNode }
);

/** Text to be read: a policy, an agreement, a page of explanation. A server component. */
export function Prose({ html, children, ...rest }: ProseProps) {
  if (html !== undefined) return <KeptProse html={keepHtml(html)} {...rest} />;
  return (
    <div className="cs-prose" {...rest}>
      {children}
    </div>
  );
}
