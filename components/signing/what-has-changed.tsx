import { ClauseChanges, OnlyMoved, splitChanges } from "#components/policies/clause-changes.tsx";
import type { SignPage } from "#lib/signing/sign-page.ts";

/**
 * First on the page of someone who signed an earlier version: only what differs from the text they signed. Clauses
 * that say the same under another number come last and closed, so that they don't hide the ones that matter.
 */
export function WhatHasChanged({ changes }: { changes: NonNullable<SignPage["changes"]> }) {
  const { sinceNumber, clauses } = changes;
  const { different, onlyMoved } = splitChanges(clauses);
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
      <OnlyMoved changes={onlyMoved} />
    </section>
  );
}
