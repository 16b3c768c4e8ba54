import { compareWhole } from "#lib/policies/document/compare-settings.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import { longPolicy } from "#scripts/bench/policy-text.ts";

/** The next version of a long policy: a third reworded, some taken out and put in, one section moved to the end. */
function nextVersion(text: string): string {
  const [head = "", ...sections] = text.split(/^(?=## )/m);
  const [moved = "", ...others] = sections;
  const later = others.map((section, index) =>
    section
      .replace(/without asking|the office first/g, "the head or the office first")
      .replace(/on the same day/g, index % 2 ? "within one working day" : "on the same day")
      .replace(/^(\d+\.5 .*)$/m, index % 5 ? "$1" : "")
      .replace(
        /^(\d+\.9 .*)$/m,
        index % 7 ? "$1" : "$1\n\nThis clause is new and says something of its own.",
      ),
  );
  const [last = "", ...agreement] = (later.pop() ?? "").split(/^(?=::::agreement)/m);
  return [head, ...later, last, moved, ...agreement].join("");
}

/** (j) Milliseconds to compare two 300-clause versions, against reading the two texts. */
export async function measureComparison(size: { rounds: number }): Promise<Line[]> {
  const text = longPolicy("A long policy");
  const later = nextVersion(text);
  const taken = { read: [] as number[], compare: [] as number[] };
  let told = 0;
  for (let round = 0; round <= size.rounds; round += 1) {
    const start = performance.now();
    const [before, after] = [parseDocument(text), parseDocument(later)];
    const read = performance.now();
    told = compareWhole(before, after).clauses.length;
    const compared = performance.now();
    if (round === 0) continue; // the first one is compiled
    taken.read.push(read - start);
    taken.compare.push(compared - read);
  }
  if (told === 0) throw new Error("the comparison found nothing");
  return [
    {
      part: "j",
      what: `comparison of two 300-clause versions, ${told} clauses different`,
      measured: spread(taken.compare, "ms", 1),
      against: `${spread(taken.read, "ms", 1)} to read both`,
      ratio: median(taken.compare) / median(taken.read),
    },
  ];
}
