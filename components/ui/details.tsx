import type { ReactNode } from "react";

/** Something that most readers don't need, one press away; works without JavaScript. */
export function Details({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="cs-details">
      <summary>{summary}</summary>
      <div className="cs-details__body cs-stack">{children}</div>
    </details>
  );
}
