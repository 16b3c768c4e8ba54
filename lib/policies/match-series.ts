/** An agreement as far as recognising it again goes. */
export type Recognisable = { key: string; audience: readonly string[] };

/**
 * Which earlier agreement each new one continues: by key, else by the same audience, else the last one left over on
 * both sides. What continues nothing starts a series of its own, and everyone bound signs it anew.
 */
export function matchSeries<Earlier extends Recognisable>(
  earlier: readonly Earlier[],
  later: readonly Recognisable[],
): (Earlier | null)[] {
  const left = new Set(earlier);
  const found: (Earlier | null)[] = later.map(() => null);
  const claim = (fits: (before: Earlier, after: Recognisable) => boolean) => {
    later.forEach((after, index) => {
      if (found[index]) return;
      const fitting = [...left].filter((before) => fits(before, after));
      const rivals = later.filter((other, at) => !found[at] && fitting[0] && fits(fitting[0], other));
      if (fitting.length !== 1 || rivals.length !== 1) return;
      found[index] = fitting[0] as Earlier;
      left.delete(fitting[0] as Earlier);
    });
  };
  const sorted = (audience: readonly string[]) => [...audience].sort().join(" ");
  claim((before, after) => before.key === after.key);
  claim((before, after) => sorted(before.audience) === sorted(after.audience));
  claim(() => true);
  return found;
}
