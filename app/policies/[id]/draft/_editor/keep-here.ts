/*
 * What was typed and has not reached the server is kept in the browser: for when the connection goes, the browser is
 * closed or the session has ended. Each open page keeps its own, so that none writes over another's.
 */

export type KeptHere = { key: string; text: string; revision: number; at: number };

const prefixOf = (draftId: string, personId: string) => `countersign draft ${draftId} ${personId} `;

/** A place for this page's text. */
export const placeHere = (draftId: string, personId: string) =>
  prefixOf(draftId, personId) + Math.random().toString(36).slice(2);

/** False where the browser keeps nothing (switched off, or full). */
export function keepHere(key: string, text: string, revision: number): boolean {
  try {
    localStorage.setItem(key, JSON.stringify({ text, revision, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** Takes away what this browser kept: the server has it, or nobody wants it. */
export function forgetHere(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // where nothing is kept, nothing has to go
  }
}

/** What earlier pages of the same person kept of this draft and could not send, oldest first. */
export function foundHere(draftId: string, personId: string, saved: string): KeptHere[] {
  const found: KeptHere[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefixOf(draftId, personId))) continue;
      const { text, revision, at } = JSON.parse(localStorage.getItem(key) ?? "{}");
      if (typeof text !== "string" || typeof revision !== "number" || text === saved)
        localStorage.removeItem(key);
      else found.push({ key, text, revision, at: Number(at) || 0 });
    }
  } catch {
    // a browser that keeps nothing has nothing to offer
  }
  return found.sort((one, other) => one.at - other.at);
}
