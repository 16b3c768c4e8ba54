const escaped: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const asHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign);

/** An address of a page, as far as it can be one: a full stop or bracket after it belongs to the sentence. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** Text with its addresses as links, everything else as it is. */
function withLinks(text: string): string {
  let html = "";
  let done = 0;
  for (const match of text.matchAll(address)) {
    const link = asHtml(match[0]);
    html += `${asHtml(text.slice(done, match.index))}<a href="${link}">${link}</a>`;
    done = match.index + match[0].length;
  }
  return html + asHtml(text.slice(done));
}

/**
 * A message's plain text as HTML that says the same: its paragraphs, and links that can be pressed. No pictures, and
 * nothing that is fetched as it is read.
 */
export function htmlOf(subject: string, text: string): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${withLinks(paragraph).replaceAll("\n", "<br>\n")}</p>`);
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${asHtml(subject)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 38em">
${paragraphs.join("\n")}
</body>
</html>
`;
}
