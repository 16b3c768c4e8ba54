/** One line of the table. */
export type Line = {
  /** The letter of the measurement. */
  part: string;
  what: string;
  /** What was measured, and what it is measured against, in words with their unit. */
  measured: string;
  against: string;
  /** Measured by against. */
  ratio: number;
  /** What the ratio must be at least or at most; none where it is there to be known only. */
  bound?: { least: number; aim: number } | { most: number };
};

export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** The median with the lowest and highest of the rounds, such as `212 (198–220) a second`. */
export function spread(values: number[], unit: string, places = 0): string {
  const say = (value: number) => value.toFixed(places);
  return `${say(median(values))} (${say(Math.min(...values))}–${say(Math.max(...values))}) ${unit}`;
}

function verdict({ ratio, bound }: Line): string {
  if (!bound) return "";
  if ("most" in bound) return `at most ${bound.most}: ${ratio <= bound.most ? "met" : "NOT MET"}`;
  const reached = ratio >= bound.aim ? "aim met" : ratio >= bound.least ? "met, aim not" : "NOT MET";
  return `at least ${bound.least}, aim ${bound.aim}: ${reached}`;
}

/** The lines as a table with a row for each. */
export function table(lines: Line[]): string {
  const rows = [
    ["", "what", "measured", "against", "ratio", "wanted"],
    ...lines.map((line) => [
      line.part,
      line.what,
      line.measured,
      line.against,
      line.ratio.toFixed(3),
      verdict(line),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
