import { wordingName } from "#lib/policies/drafts/change-parts.ts";

/*
 * What the tools do to the words in a text box. Written as if typed, so that the browser's own undo takes it back.
 */

type Box = HTMLTextAreaElement | HTMLInputElement;

export const isBox = (element: unknown): element is Box =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === "text");

/** Puts words in the place of what is selected; `select` says which of them are selected afterwards. */
function type(box: Box, words: string, select?: [number, number]): void {
  box.focus();
  const start = box.selectionStart ?? 0;
  const typed = document.execCommand("insertText", false, words);
  if (!typed) {
    box.setRangeText(words, start, box.selectionEnd ?? start, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (select) box.setSelectionRange(start + select[0], start + select[1]);
}

const chosen = (box: Box) => box.value.slice(box.selectionStart ?? 0, box.selectionEnd ?? 0);

/** Brackets inside brackets are words. */
const plain = (words: string) => words.replace(/[\\[\]]/g, "\\$&");

/** Bold (`**`) or italic (`*`); takes the marks off words that have them. */
export function mark(box: Box, marks: "**" | "*"): void {
  const [from, to] = [box.selectionStart ?? 0, box.selectionEnd ?? 0];
  const [before, after] = [/\**$/.exec(box.value.slice(0, from))?.[0], /^\**/.exec(box.value.slice(to))?.[0]];
  // marks just outside the chosen words belong to them; two are bold, one is italic, three are both
  const around = (stars = "") => stars.length === 3 || stars.length === marks.length;
  if (to > from && around(before) && around(after))
    box.setSelectionRange(from - marks.length, to + marks.length);
  const words = chosen(box);
  const inner = words.trim();
  const marked = around(/^\*+/.exec(inner)?.[0]) && around(/\*+$/.exec(inner)?.[0]);
  if (marked && inner.length > 2 * marks.length) {
    const bare = inner.slice(marks.length, -marks.length);
    type(box, bare, [0, bare.length]);
    return;
  }
  // marks hold only where they touch words
  const [lead = "", , trail = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words)?.slice(1) ?? [];
  const text = inner || "words";
  type(box, lead + marks + text + marks + trail, [
    lead.length + marks.length,
    lead.length + marks.length + text.length,
  ]);
}

/** Makes a link of the chosen words, with the cursor where its address is typed. */
export function link(box: Box): void {
  const words = plain(chosen(box).trim()) || "words";
  const whole = `[${words}](https://)`;
  type(box, whole, [whole.length - 1, whole.length - 1]);
}

/** A place that each school words for itself, with the chosen words as the usual ones. */
export function localWording(box: Box, taken: readonly string[]): void {
  const words = plain(chosen(box).trim()) || "the school office";
  type(box, `:local[${words}]{name="${wordingName(words, taken)}"}`, [7, 7 + words.length]);
}

const bullet = /^(\s*)([-*+]|\d{1,3}[.)])(\s+)/;

/** Makes the chosen lines a list, or plain lines again when they are one. */
export function bullets(box: Box): void {
  const start = box.value.lastIndexOf("\n", (box.selectionStart ?? 0) - 1) + 1;
  const next = box.value.indexOf("\n", box.selectionEnd ?? 0);
  const end = next < 0 ? box.value.length : next;
  box.setSelectionRange(start, end);
  const lines = box.value.slice(start, end).split("\n");
  const are = lines.every((line) => line.trim() === "" || bullet.test(line));
  const made = lines
    .map((line) => (line.trim() === "" ? line : are ? line.replace(bullet, "") : `- ${line.trim()}`))
    .join("\n");
  type(box, made, [0, made.length]);
}

/** In a list, a new line begins with a bullet, or the next number, as deep as the one above; true when that was done. */
export function nextBullet(box: Box): boolean {
  const at = box.selectionStart ?? 0;
  const line = box.value.slice(box.value.lastIndexOf("\n", at - 1) + 1, at);
  const [, indent = "", sign, space = " "] = bullet.exec(line) ?? [];
  if (!sign || line.trim() === sign) return false;
  const next = /^\d/.test(sign) ? `${Number.parseInt(sign, 10) + 1}${sign.slice(-1)}` : sign;
  type(box, `\n${indent}${next}${space}`);
  return true;
}

/** Sets the line of a list that the cursor is in deeper, or less deep. */
export function deeper(box: Box, back: boolean): void {
  const at = box.selectionStart ?? 0;
  const start = box.value.lastIndexOf("\n", at - 1) + 1;
  const line = box.value.slice(start);
  if (!bullet.test(line.split("\n")[0] ?? "") || (back ? !line.startsWith("  ") : start === 0)) return;
  box.setSelectionRange(start, back ? start + 2 : start);
  type(box, back ? "" : "  ");
  const to = Math.max(start, at + (back ? -2 : 2));
  box.setSelectionRange(to, to);
}

/** Text from Word as this text is written: a paragraph for each line, and its bullets as a list. */
export function fromWord(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  let made = "";
  let inList = false;
  for (const raw of lines) {
    if (raw.trim() === "") continue;
    const item = /^([ \t]*)([•·▪●◦‣]|o(?=\t)|[-–](?=\t))[ \t]*(\S.*)$/.exec(raw);
    const deep = item && (/[◦o]/.test(item[2] ?? "") || (item[1] ?? "").length > 0);
    const line = item ? `${deep ? "  " : ""}- ${item[3]}` : raw.trim().replace(/\t+/g, " ");
    made += made === "" ? line : (item && inList ? "\n" : "\n\n") + line;
    inList = item !== null;
  }
  return made;
}

/** Types words as if they had been typed where the cursor is. */
export const typeWords = (box: Box, words: string): void => type(box, words);
