import { keepHtml } from "#components/ui/kept-html.ts";
import { KeptProse } from "#components/ui/kept-prose.tsx";

/** What was taken from a file, line by line; `html` is that of `originalHtml`. */
export function OriginalText({ html, lines }: { html: string; lines: number }) {
  return (
    <section
      className="cs-original"
      aria-label={`The original, ${lines === 1 ? "1 line" : `${lines} lines`}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      <KeptProse html={keepHtml(html)} />
    </section>
  );
}

/** A place in the original: a line leads there, a page only says so. */
export function Place({ where }: { where: { line: number } | { page: number } | null }) {
  if (!where) return null;
  return "line" in where ? <a href={`#line-${where.line}`}>Line {where.line}</a> : <>Page {where.page}</>;
}
