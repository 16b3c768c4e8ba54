/** How often something is reviewed, in months: from `least` to `most`, sooner too where that is said. */
export type Cycle = { least: number; most: number; orSooner: boolean; words: string; start: number };

const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const COUNT = `(\\d{1,2}|${NUMBERS.join("|")}|twelve|eighteen|twenty-four|other|second|third)`;
const UNIT = "(years?|months?|terms?)";
const KIND = "(?:school |academic |calendar |full )?";

type Reader = readonly [RegExp, (parts: string[]) => [number, number] | null];

const READERS: readonly Reader[] = [
  [
    wordy(`every ${COUNT}(?: to | or |-|–)${COUNT} ${KIND}${UNIT}`),
    ([from, to, unit]) => spanOf(from, unit, to),
  ],
  [wordy(`(?:every|each) ${COUNT} ${KIND}${UNIT}`), ([count, unit]) => spanOf(count, unit)],
  [
    wordy(`(?:once|at least once) (?:in )?every ${COUNT} ${KIND}${UNIT}`),
    ([count, unit]) => spanOf(count, unit),
  ],
  [wordy(`${COUNT}[- ](year|month|term)(?:ly)?`), ([count, unit]) => spanOf(count, unit)],
  [
    wordy(`(?:on|over|in) an? ${COUNT} ${KIND}${UNIT} (?:cycle|basis|rota)`),
    ([count, unit]) => spanOf(count, unit),
  ],
  [wordy("twice an? (?:school |academic )?year|half[- ]yearly|every half[- ]year"), () => [6, 6]],
  [
    wordy("annual(?:ly)?|yearly|once an? year|(?:every|each) (?:school |academic |calendar )?year"),
    () => [12, 12],
  ],
  [wordy("biennial(?:ly)?"), () => [24, 24]],
  [wordy("triennial(?:ly)?"), () => [36, 36]],
  [wordy("termly|once a term|(?:every|each) (?:school )?term"), () => [4, 4]],
  [wordy("quarterly|every quarter"), () => [3, 3]],
  [wordy("monthly|(?:every|each) month"), () => [1, 1]],
];

const SOONER =
  /\b(?:at least|at a minimum|minimum|no less (?:than|often)|not less than|or (?:earlier|sooner|more (?:often|frequently))|(?:sooner|earlier|more (?:often|frequently)) (?:if|when|where|should)|unless|up to|within)\b/i;

/** The cycle that a sentence names; null when it names none, or more than one. */
export function cycleIn(sentence: string): Cycle | null {
  let found: Cycle | null = null;
  for (const [expression, read] of READERS) {
    const match = expression.exec(sentence);
    const span = match && read(match.slice(1));
    if (!match || !span) continue;
    if (found && (match.index < found.start || match.index >= found.start + found.words.length)) {
      if (found.least !== span[0] || found.most !== span[1]) return null;
    }
    found ??= {
      least: span[0],
      most: span[1],
      orSooner: SOONER.test(sentence),
      words: match[0],
      start: match.index,
    };
  }
  return found;
}

function wordy(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d-])(?:${source})(?![\\p{L}\\d])`, "iu");
}

function spanOf(count = "", unit = "", upTo = count): [number, number] | null {
  const months = /^year/i.test(unit) ? 12 : /^month/i.test(unit) ? 1 : 4;
  const [from, to] = [numberOf(count), numberOf(upTo)];
  return from > 0 && to >= from ? [from * months, to * months] : null;
}

function numberOf(word: string): number {
  const plain = word.toLowerCase();
  const others: Record<string, number> = {
    other: 2,
    second: 2,
    third: 3,
    twelve: 12,
    eighteen: 18,
    "twenty-four": 24,
  };
  return others[plain] ?? (/^\d/.test(plain) ? Number(plain) : NUMBERS.indexOf(plain) + 1);
}

/** `2 years`, `18 months` */
export function sayMonths(months: number): string {
  const near = Math.round(months);
  if (near >= 12 && near % 12 === 0) return near === 12 ? "1 year" : `${near / 12} years`;
  return near === 1 ? "1 month" : `${near} months`;
}
