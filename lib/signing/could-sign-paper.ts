import type { Actor } from "#lib/auth/actor.ts";
import type { Day } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import type { PaperSigner, PaperToRecord } from "./paper-to-record.ts";

/**
 * Whether this person could sign the paper on that day; a contact recorded since counts as well.
 * @param withPupil whether the pupil's own signature is recorded from the same paper
 * @throws Refusal about the field `signedOn` or `signer`: "superseded", "invalid", "no-longer-needed",
 * "waiting-for-pupil"
 */
export async function couldSignPaper(
  { asked, agreement, subjectName }: PaperToRecord,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  { signer, day, withPupil }: { signer: PaperSigner; day: Day; withPupil: boolean },
): Promise<void> {
  const then = await obligationsOf(organisationId, signer.id, day);
  const now = day === today ? then : await obligationsOf(organisationId, signer.id, today);
  const isIt = (one: Obligation) =>
    one.seriesId === asked.seriesId &&
    one.capacity === signer.capacity &&
    (signer.capacity === "own" || one.subjectId === asked.subjectId);
  const same = [...now, ...then].filter(
    (one) => isIt(one) && one.round === asked.round && one.occasion === asked.occasion,
  );
  if (same.length === 0) {
    const other = then.find(isIt);
    if (other && other.round > asked.round)
      throw new Refusal("superseded", "This paper’s wording had been replaced by then.", [
        {
          field: "signedOn",
          message: `“${agreement.title}” had a new version by then, which has to be signed instead. Print a new form`,
        },
      ]);
    if (other && other.occasion !== asked.occasion)
      throw new Refusal("invalid", "The date on the paper belongs to another academic year.", [
        {
          field: "signedOn",
          message:
            "The date on the paper belongs to another academic year, for which this was signed or asked then",
        },
      ]);
    throw new Refusal("no-longer-needed", "They were not asked.", [
      {
        field: "signer",
        message: `${signer.name} was not asked to sign this for ${subjectName} on that day`,
      },
    ]);
  }
  if (!withPupil && same.every((one) => one.waitingForPupil))
    throw new Refusal("waiting-for-pupil", "The pupil signs first.", [
      { field: "signer", message: `${subjectName} signs first. Record their own signature, then this one` },
    ]);
}
