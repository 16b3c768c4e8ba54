import { Button, ButtonGroup, LinkButton } from "#components/ui/button.tsx";

type NextVersionProps = {
  policyId: string;
  /** Starts the draft and goes on to it. */
  start: () => Promise<void>;
  /** When the draft was last saved, in words; null when nobody has begun. */
  written: string | null;
  /** The policy has no version yet. */
  first?: boolean;
};

/** For those who may write the policy: its draft, or how to begin one. */
export function NextVersion({ policyId, start, written, first = false }: NextVersionProps) {
  return (
    <section className="cs-section cs-no-print" aria-labelledby="next-version">
      <h2 id="next-version">{first ? "The draft" : "The next version"}</h2>
      {written && <p>{written}</p>}
      <ButtonGroup>
        {written ? (
          <>
            <LinkButton href={`/policies/${policyId}/draft`}>Go on writing</LinkButton>
            <LinkButton href={`/policies/${policyId}/draft/preview`} variant="secondary">
              See it as signers will
            </LinkButton>
          </>
        ) : (
          <form action={start}>
            <Button>Write the next version</Button>
          </form>
        )}
        <a href={`/policies/bring-in?policy=${policyId}`}>Bring in a file of it</a>
      </ButtonGroup>
    </section>
  );
}
