import type { Obligation } from "#lib/obligations/obligations-of.ts";

/** What can be signed now and still waits for this person: not for a pupil first, and not declined or asked about. */
export const readyToSign = (obligations: Obligation[]): Obligation[] =>
  obligations.filter((one) => !one.signatureId && !one.waitingForPupil && !one.responseKind);

/** What to offer after a signature: the same child's next agreement, then the next child's, then one's own. */
export function nextToSign(obligations: Obligation[], subjectId?: string): Obligation | undefined {
  const ready = readyToSign(obligations);
  return ready.find((one) => one.subjectId === subjectId) ?? ready[0];
}
