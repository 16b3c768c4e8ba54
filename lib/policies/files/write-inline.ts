/** Words that look alike throughout, as they stand in a file. */
export type Piece = {
  text: string;
  bold?: boolean;
  italic?: boolean;
  link?: string;
  /** For a file that was downloaded here: struck through, code, and which local wording it is. */
  struck?: boolean;
  code?: boolean;
  local?: string;
};

/**
 * Writes pieces as one Markdown text. Marks stand close to the words; what would be a mark but is only a
 * character in the file is escaped. Without `emphasis`, bold and italic are left out.
 */
export function writeInline(pieces: Piece[], emphasis = true): string {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    if (piece.text === "") continue;
    const blank = piece.text.trim() === "";
    const last = merged.at(-1);
    const alike =
      last &&
      last.link === piece.link &&
      (!emphasis || blank || (!!last.bold === !!piece.bold && !!last.italic === !!piece.italic));
    if (last && alike) last.text += piece.text;
    else
      merged.push(blank ? { text: piece.text, ...(piece.link ? { link: piece.link } : {}) } : { ...piece });
  }
  return merged.map((piece) => written(piece, emphasis)).join("");
}

function written(piece: Piece, emphasis: boolean): string {
  const lead = /^\s*/.exec(piece.text)?.[0] ?? "";
  const words = piece.text.trim();
  if (words === "") return piece.text;
  const trail = piece.text.slice(lead.length + words.length);
  let text = escapeMarks(words);
  // An address that shows itself needs no second one.
  if (piece.link !== undefined && piece.link.replace(/^mailto:|\/$/g, "") !== words.replace(/\/$/, ""))
    text = `[${text.replace(/\s*\n\s*/g, " ")}](${address(piece.link)})`;
  const mark = emphasis ? `${piece.bold ? "**" : ""}${piece.italic ? "*" : ""}` : "";
  const close = [...mark].reverse().join("");
  // Emphasis ends with its line, and a mark with nothing but signs in it says nothing.
  const marked = /[\p{L}\p{N}]/u.test(words)
    ? text
        .split("\n")
        .map((line) => (line.trim() ? line.replace(/^(\s*)(.*\S)(\s*)$/, `$1${mark}$2${close}$3`) : line))
        .join("\n")
    : text;
  return `${lead}${marked}${trail}`;
}

function address(link: string): string {
  return link.replace(/[\s<>()\\]/g, (character) =>
    encodeURIComponent(character).replace("(", "%28").replace(")", "%29"),
  );
}

/** Characters that Markdown would take as marks are escaped; lines to fill in (`____`) stay as they are. */
function escapeMarks(text: string): string {
  return text
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/<(?=[a-z/!?])/gi, "&lt;")
    .replace(/[*`\\]|\[(?=[^\]]*\]\()/g, (character) => `\\${character}`)
    .replace(/(?<![\p{L}\p{N}_])_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_(?![\p{L}\p{N}_])/gu, "\\_");
}
