/** Text with the number of places that could not be read, which are U+FFFD in it. */
export type Decoded = { text: string; unreadable: number };

/**
 * Decodes text in UTF-8, UTF-16 (with a byte-order mark or without) or Windows-1252, whichever it is; null for
 * bytes that are no text. Line ends become line feeds.
 */
export function decodeText(bytes: Uint8Array): Decoded | null {
  const utf16 = byMark(bytes) ?? byZeros(bytes);
  if (utf16) return finished(new TextDecoder(utf16).decode(bytes));
  if (bytes.includes(0)) return null;
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  const broken = count(utf8, /\uFFFD/g);
  // A text of UTF-8 with a damaged place in it still has most of its letters beyond English whole.
  if (broken === 0 || count(utf8, /[^\p{ASCII}\uFFFD]/gu) > broken * 2) return finished(utf8);
  return finished(new TextDecoder("windows-1252").decode(bytes));
}

function finished(decoded: string): Decoded | null {
  const text = decoded.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const control = count(text, /(?![\t\n\f\v\u0085])\p{Cc}/gu);
  if (control > text.length * 0.005 + 2) return null;
  const unreadable = count(text, /\uFFFD/g);
  if (unreadable > text.length * 0.02 + 2) return null;
  return { text, unreadable };
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** English text in UTF-16 has a zero in every other byte. */
function byZeros(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (sample[at] === 0) even += 1;
    if (sample[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.8 && even < pairs * 0.05) return "utf-16le";
  return even > pairs * 0.8 && odd < pairs * 0.05 ? "utf-16be" : null;
}
