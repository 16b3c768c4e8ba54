import type { PlacedChange } from "./compare-documents.ts";

/** A clause as far as a comparison tells of it. */
export type ReadClause = { number: string | null; text: string };

/**
 * The clauses of the later of two documents, made of those of the earlier one and of what `placedChanges` says: proof
 * that a comparison leaves nothing out.
 */
export function applyChanges(before: readonly ReadClause[], changes: readonly PlacedChange[]): ReadClause[] {
  const told = new Set(changes.map((one) => one.before).filter((place) => place !== null));
  const untold = before.filter((_, place) => !told.has(place));
  const after = new Map<number, ReadClause>();
  for (const { change, after: place } of changes)
    if (place !== null) after.set(place, { number: change.number, text: change.after ?? "" });
  return Array.from(
    { length: untold.length + after.size },
    (_, place) => after.get(place) ?? (untold.shift() as ReadClause),
  );
}
