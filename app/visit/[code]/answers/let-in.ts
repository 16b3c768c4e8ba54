import { type Visit, visitById } from "#lib/visits/cleared-visit.ts";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";
import { isCleared } from "#lib/visits/visits-at-school.ts";
import { arrivalNotes, keptVisit } from "../at-the-door.ts";

/** Whoever this browser has let in: they showed a pass, or have just signed. `next` is the page that they go on to. */
export type LetIn = { visit: Visit; phone: boolean; next: "cleared" | "agreement" };

/** Null for everyone else, and for whoever has only said who they are. */
export async function letIn(school: SchoolAtTheDoor): Promise<LetIn | null> {
  const notes = await arrivalNotes(school.code);
  if (notes) {
    const visit = notes.visitId ? await visitById(school, notes.visitId) : null;
    return visit?.running ? { visit, phone: notes.phone, next: "agreement" } : null;
  }
  const kept = await keptVisit(school.code);
  const visit = kept && (await visitById(school, kept.visitId));
  if (!kept || !visit?.running || !(await isCleared(school, visit.id))) return null;
  return { visit, phone: kept.phone, next: "cleared" };
}
