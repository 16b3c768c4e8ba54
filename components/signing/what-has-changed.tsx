import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import { Details } from "#components/ui/details.tsx";
import type { SignPage } from "#lib/signing/sign-page.ts";

/**
 * First on the page of someone who signed an earlier version: only what differs from the text they signed. Clauses
 * that say the same under another number come last and closed, so that they don't hide the ones that matter.
 */
export function WhatHasChanged({ changes }: { changes: NonNullable<SignPage["changes"]> }) {
  const { sinceNumber, clauses } = changes;
  const onlyMoved = clauses.filter(({ kind }) => kind === "renumbered" || kind === "moved");
  const different = clauses.filter((change) => !onlyMoved.includes(change));
  return (
    <section className="cs-section" aria-labelledby="what-has-changed">
      <h2 id="what-has-changed">What has changed</h2>
      {different.length > 0 ? (
        <>
          <p className="mb-4">
            Since version {sinceNumber}, which you signed,{" "}
            {different.length === 1 ? "one clause is" : `${different.length} clauses are`} different.
          </p>
          <ClauseChanges changes={different} />
        </>
      ) : (
        <p>No clause says anything else than in version {sinceNumber}, which you signed.</p>
      )}
      {onlyMoved.length > 0 && (
        <Details
          summary={
            onlyMoved.length === 1
              ? "One clause says the same in another place"
              : `${onlyMoved.length} clauses say the same in another place`
          }
        >
          <ClauseChanges changes={onlyMoved} />
        </Details>
      )}
    </section>
  );
}
