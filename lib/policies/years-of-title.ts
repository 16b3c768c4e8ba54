/** Year groups from and to, inclusive; Reception is 0, nursery −1. */
export type Years = { from: number; to: number };

const stages: [RegExp, Years][] = [
  [/\bnursery\b/, { from: -1, to: -1 }],
  [/\b(early years|eyfs|reception|foundation stage)\b/, { from: -1, to: 0 }],
  [/\b(key stage 1|ks1)\b/, { from: 1, to: 2 }],
  [/\b(key stage 2|ks2)\b/, { from: 3, to: 6 }],
  [/\b(key stage 3|ks3)\b/, { from: 7, to: 9 }],
  [/\b(key stage 4|ks4)\b/, { from: 10, to: 11 }],
  [/\b(key stage 5|ks5|sixth[- ]form|post[- ]16)\b/, { from: 12, to: 14 }],
  [/\binfants?\b/, { from: 0, to: 2 }],
  [/\bjuniors?\b/, { from: 3, to: 6 }],
  [/\bprimary\b/, { from: 0, to: 6 }],
  [/\b(secondary|seniors?)\b/, { from: 7, to: 11 }],
];

/**
 * The year groups that an agreement's title names (`Infant & Junior pupils`, `Key Stage 2`, `Years 5 and 6`), or
 * null when it names none and every pupil is meant. A gap between two stages named together is filled.
 */
export function yearsOfTitle(title: string): Years | null {
  const words = title.toLowerCase();
  const found = stages.filter(([pattern]) => pattern.test(words)).map(([, years]) => years);
  for (const match of words.matchAll(
    /\byears?\s+(\d{1,2})(?:\s*(?:-|–|to|and|&)\s*(?:year\s+)?(\d{1,2}))?/g,
  )) {
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from <= 14 && to <= 14) found.push({ from: Math.min(from, to), to: Math.max(from, to) });
  }
  if (found.length === 0) return null;
  return {
    from: Math.min(...found.map((years) => years.from)),
    to: Math.max(...found.map((years) => years.to)),
  };
}
