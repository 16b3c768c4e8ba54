/** Where a piece of text was found: `lineAt` counts in characters of that piece. */
export type Place = { lineAt: (offset: number) => number; found: boolean };

/** Words compared at most to tell one place from another. */
const COMPARED = 10;
/** Places looked at for one piece, so that a text of one word repeated takes no longer than any other. */
const TRIED = 200;
/** Marks and attributes of the format may stand between two words. */
const SKIPPED = 12;

/**
 * Finds the lines of a document's pieces in the text that it was made from, which has other marks, numbers and
 * line breaks: by their words, each piece from where the one before it ended. `leftOut` are lines to pass over.
 */
export class LineFinder {
  readonly #words: string[] = [];
  readonly #lines: number[] = [];
  readonly #pairs = new Map<string, number[]>();
  readonly #firsts = new Set<number>();
  #cursor = 0;

  constructor(text: string, leftOut: ReadonlySet<number> = new Set()) {
    text.split(/\r\n?|\n/).forEach((raw, index) => {
      if (leftOut.has(index + 1)) return;
      this.#firsts.add(this.#words.length);
      for (const word of wordsOf(withoutMarkup(raw))) {
        this.#words.push(word);
        this.#lines.push(index + 1);
      }
    });
    this.#words.forEach((word, index) => {
      this.#remember(word, index);
      if (index + 1 < this.#words.length) this.#remember(`${word} ${this.#words[index + 1]}`, index);
    });
  }

  #remember(key: string, index: number): void {
    const known = this.#pairs.get(key);
    if (known) known.push(index);
    else this.#pairs.set(key, [index]);
  }

  /** Starts again at the first word after a line. */
  goTo(line: number): void {
    const next = this.#lines.findIndex((one) => one > line);
    this.#cursor = next < 0 ? this.#words.length : next;
  }

  /** Finds a piece after the one found before it, or else anywhere. */
  next(before: string, text: string): Place {
    return this.#find(before, text, true);
  }

  /** Finds a piece anywhere, from the top; the next one is looked for from where it was. */
  anywhere(before: string, text: string): Place {
    return this.#find(before, text, false);
  }

  #find(before: string, text: string, onwards: boolean): Place {
    const lead = wordsOf(before);
    const words = wordsOf(text);
    const whole = [...lead, ...words];
    let at = this.#search(whole, onwards ? this.#cursor : 0);
    let skipped = 0;
    if (lead.length > 0 && at.score < Math.min(whole.length, COMPARED)) {
      const other = this.#search(words, onwards ? this.#cursor : 0);
      if (other.score >= Math.min(words.length, COMPARED)) {
        at = other;
        skipped = lead.length;
      }
    }
    if (at.index < 0) {
      const line = this.#lines[Math.min(this.#cursor, this.#lines.length - 1)] ?? 1;
      return { lineAt: () => line, found: false };
    }
    const start = at.index;
    const sought = skipped > 0 ? words : whole;
    const end = start + Math.min(sought.length, at.score);
    // One short word may stand anywhere: what follows is not to be missed for it.
    const sure = at.score >= 3 || end - this.#cursor < 400;
    if (onwards && sure && end > this.#cursor) this.#cursor = end;
    let lines: number[] | null = null;
    const begins = wordStarts(text);
    const leading = skipped > 0 ? 0 : lead.length;
    return {
      found: true,
      lineAt: (offset) => {
        lines ??= this.#walk(start, sought);
        const word = firstFrom(begins(), offset) + leading;
        return lines[Math.min(word, lines.length - 1)] ?? 1;
      },
    };
  }

  /** The line of each word of a piece, going from word to word over whatever stands between them. */
  #walk(start: number, sought: string[]): number[] {
    let at = start;
    return sought.map((word, index) => {
      for (let step = 1; index > 0 && step <= SKIPPED; step += 1) {
        if (this.#words[at + step] !== word) continue;
        at += step;
        break;
      }
      return this.#lines[at] ?? 1;
    });
  }

  #search(sought: string[], from: number): { index: number; score: number } {
    const none = { index: -1, score: 0 };
    const [first, second] = sought;
    if (first === undefined) return none;
    const places = this.#pairs.get(second === undefined ? first : `${first} ${second}`);
    if (!places) {
      if (sought.length < 4) return none;
      return this.#search(sought.slice(1), from);
    }
    const onwards = places.slice(firstFrom(places, from)).slice(0, TRIED);
    const fits = this.#best(onwards, sought);
    if (fits.score === Math.min(sought.length, COMPARED)) return fits;
    const anywhere = this.#best(places.slice(0, TRIED), sought);
    return anywhere.score > fits.score ? anywhere : fits;
  }

  #best(places: number[], sought: string[]): { index: number; score: number } {
    let best = { index: -1, score: 0 };
    const most = Math.min(sought.length, COMPARED);
    for (const index of places) {
      if (sought.length < 2 && !this.#firsts.has(index)) continue;
      let score = 1;
      while (score < most && this.#words[index + score] === sought[score]) score += 1;
      if (score > best.score) best = { index, score };
      if (score === most) break;
    }
    return best;
  }
}

function firstFrom(places: number[], from: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Addresses, tags and settings are no words of the text. */
function withoutMarkup(line: string): string {
  return line
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, "")
    .replace(/\]\([^()]{0,500}\)/g, "] ")
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, " ")
    .replace(/^:{3,}\w+|\{[^{}]{0,300}\}/g, " ");
}

/** Where each word of a text begins; found out when it is first asked for. */
function wordStarts(text: string): () => number[] {
  let starts: number[] | null = null;
  return () => {
    starts ??= [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
    return starts;
  };
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
