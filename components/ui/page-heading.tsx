import type { ReactNode } from "react";

type PageHeadingProps = {
  children: ReactNode;
  /** A line above it: the school, the person, the step. */
  caption?: ReactNode;
  /** A sentence below it. */
  lead?: ReactNode;
};

/** The one `h1` of a page. */
export function PageHeading({ children, caption, lead }: PageHeadingProps) {
  return (
    <div className="cs-heading">
      {caption && <p className="cs-heading__caption">{caption}</p>}
      <h1>{children}</h1>
      {lead && <p className="cs-heading__lead">{lead}</p>}
    </div>
  );
}
