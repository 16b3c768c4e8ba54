import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import type { AdoptionRule, AdoptionStanding } from "#lib/policies/adoptions/school-policies.ts";

type AdoptionTagProps = { rule: AdoptionRule; standing: AdoptionStanding };

/** How far a school's adoption of a version is, and what its people sign meanwhile. */
export function AdoptionTag({ rule, standing: { version, adopted, waiting, sentBack } }: AdoptionTagProps) {
  const meanwhile =
    rule === "wait"
      ? "Nobody is asked to sign until then."
      : "Until then people sign with the text’s own words.";
  const number = `Version ${version.number}`;
  return (
    <div className="grid gap-2">
      {adopted ? (
        <p>
          <Tag tone="good">Adopted</Tag> {number}, since {sayDay(adopted.since)}
        </p>
      ) : (
        <p>
          <Tag tone="waiting">Not adopted yet</Tag> {number}. {meanwhile}
        </p>
      )}
      {waiting && (
        <p>
          <Tag tone="waiting">Waiting to be confirmed</Tag> Filled in by {waiting.filledInBy}
        </p>
      )}
      {sentBack && (
        <p>
          <Tag tone="bad">Sent back</Tag> By {sentBack.answeredBy}
        </p>
      )}
    </div>
  );
}
