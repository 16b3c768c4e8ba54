import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";

/** How far the parents and carers of a pupil have come with an agreement that the pupil has signed. */
export type ParentsPart = "awaited" | "signed";

/**
 * For each agreement that a pupil has signed and a parent or carer signs too: whether one has. Asked of the same gate
 * that asks the adults, so that both sides always read the same. Says nothing about who they are.
 * @param obligations the pupil's own, as `obligationsOf` gave them
 * @returns by signature; agreements that nobody countersigns are not in it
 */
export async function parentsPart(
  actor: Actor,
  obligations: Obligation[],
): Promise<Map<string, ParentsPart>> {
  const { organisationId, personId, today } = actor;
  const part = new Map<string, ParentsPart>();
  const own = obligations.filter(
    ({ capacity, subjectId, signatureId, countersign }) =>
      capacity === "own" && subjectId === personId && signatureId !== null && countersign !== "none",
  );
  if (own.length === 0 || !actor.memberships.some(({ role }) => role === "pupil")) return part;
  const day = dayToDate(today);
  const contacts = await inOrganisation(organisationId, (transaction) =>
    transaction.contact.findMany({
      where: {
        organisationId,
        pupilId: personId,
        maySign: true,
        doNotContact: false,
        disputedAt: null,
        startsOn: { lte: day },
        OR: [{ endsOn: null }, { endsOn: { gte: day } }],
      },
      select: { adultId: true },
    }),
  );
  const asked = await Promise.all(
    [...new Set(contacts.map(({ adultId }) => adultId))].map((adultId) =>
      obligationsOf(organisationId, adultId, today),
    ),
  );
  for (const one of own) {
    const theirs = asked
      .flat()
      .filter(
        ({ capacity, subjectId, seriesId }) =>
          capacity === "countersign" && subjectId === personId && seriesId === one.seriesId,
      );
    if (theirs.length === 0) continue;
    const signed =
      one.countersign === "all"
        ? theirs.every(({ signatureId }) => signatureId)
        : theirs.some(({ signatureId }) => signatureId);
    part.set(one.signatureId as string, signed ? "signed" : "awaited");
  }
  return part;
}
