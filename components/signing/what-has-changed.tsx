import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import type { SignPage } from "#lib/signing/sign-page.ts";

/** First on the page of someone who signed an earlier version: only what differs from the text they signed. */
export function WhatHasChanged({ changes }: { changes: NonNullable<SignPage["changes"]> }) {
  const { sinceNumber, clauses } = changes;
  return (
    <section className="cs-section" aria-labelledby="what-has-changed">
      <h2 id="what-has-changed">What has changed</h2>
      {clauses.length === 0 ? (
        <p>
          The wording is the same as in version {sinceNumber}, which you signed. You are asked to sign it
          again.
        </p>
      ) : (
        <>
          <p>
            Since version {sinceNumber}, which you signed,{" "}
            {clauses.length === 1 ? "one clause is" : `${clauses.length} clauses are`} different.
          </p>
          <ClauseChanges changes={clauses} />
        </>
      )}
    </section>
  );
}
