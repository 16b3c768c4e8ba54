/** Where in a file: a line of the text that was taken from it, or a page. */
export type Where = { line: number } | { page: number } | null;
export type Remark = { what: string; where: Where };

/** What a Word or PDF file was read as. */
export type FileRead = {
  /** Markdown in the shape of a plain text, lines ended by line feeds. */
  text: string;
  /** What was found and has no place in the text. */
  notPlaced: Remark[];
  /** How what stands in the text was come by: accepted changes, text boxes, joined columns. */
  notes: Remark[];
};

/** Writes a count with its noun: `1 insertion`, `3 insertions`. */
export const count = (number: number, noun: string, plural = `${noun}s`) =>
  `${number} ${number === 1 ? noun : plural}`;

/** A quotation for a remark, cut where it gets long. */
export function quote(text: string): string {
  const words = text.replace(/\s+/g, " ").trim();
  return `“${words.length > 200 ? `${words.slice(0, 200).trimEnd()}…` : words}”`;
}
