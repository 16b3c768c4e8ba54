import type { ReactNode } from "react";

/** The link back to the page before, above the heading. */
export function BackLink({ href, children = "Back" }: { href: string; children?: ReactNode }) {
  return (
    <nav className="cs-back" aria-label="Back">
      <a href={href}>
        <span aria-hidden="true">‹ </span>
        {children}
      </a>
    </nav>
  );
}

/** The pages above this one, from the top; the page itself is not among them. */
export function Breadcrumbs({ items }: { items: { href: string; label: string }[] }) {
  return (
    <nav className="cs-breadcrumbs" aria-label="Where you are">
      <ol>
        {items.map(({ href, label }, index) => (
          <li key={href}>
            {index > 0 && <span aria-hidden="true">›</span>}
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PaginationProps = {
  /** What is paged, for those who go from landmark to landmark: "People". */
  label: string;
  /** Back to the first page; lists paged by key know no number. */
  first?: string;
  previous?: string;
  next?: string;
};

/** Links through a list that is paged by key. Nothing when there is only one page. */
export function Pagination({ label, first, previous, next }: PaginationProps) {
  if (!first && !previous && !next) return null;
  return (
    <nav className="cs-pages" aria-label={`${label}: pages`}>
      {first && <a href={first}>First page</a>}
      {previous && (
        <a href={previous} rel="prev">
          Previous page
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          Next page
        </a>
      )}
    </nav>
  );
}

/** The first thing on the page for the keyboard: past the header, to what the page is about. */
export function SkipLink({ to = "main" }: { to?: string }) {
  return (
    <a className="cs-skip" href={`#${to}`}>
      Skip to main content
    </a>
  );
}
