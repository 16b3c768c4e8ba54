const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The lines of a file's text as HTML, each with its number, to which `#line-12` leads. */
export function originalHtml(text: string): { html: string; lines: number } {
  const lines = text.replace(/\n$/, "").split(/\r\n?|\n/);
  const html = lines
    .map(
      (line, at) =>
        `<div id="line-${at + 1}"><span>${at + 1}</span> <span>${line.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)}</span></div>`,
    )
    .join("\n");
  return { html, lines: lines.length };
}
