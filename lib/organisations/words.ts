import type { Actor } from "#lib/auth/actor.ts";

const kinds: Record<Actor["organisation"]["kind"], string> = {
  trust: "trust",
  federation: "federation",
  // its own unit is the school to everyone in it
  "single-school": "school",
};

/**
 * What to call whoever asks somebody for a signature, after "your": the school; or the trust or federation, for
 * trustees and others of whom it alone asks.
 * @param unitIds the units that ask
 */
export const yourPlace = (
  { organisationId, organisation }: Pick<Actor, "organisationId" | "organisation">,
  unitIds: readonly string[],
): string =>
  unitIds.length > 0 && unitIds.every((id) => id === organisationId) ? kinds[organisation.kind] : "school";
