import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { Shell } from "../../shell.tsx";

/** Pages for when there is nothing to sign behind a link, one for each reason, each with a way on. */

type About = { actor: Actor; obligation: Obligation };

const BackToList = () => (
  <p>
    <LinkButton href="/sign" variant="secondary">
      Agreements to sign
    </LinkButton>
  </p>
);

export function SignedByAnother({ actor, obligation }: About) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Already signed</PageHeading>
      <p>
        Another parent or carer has signed “{obligation.agreementTitle}” for {obligation.subjectName}. One
        signature is enough, so there is nothing for you to do.
      </p>
      <BackToList />
    </Shell>
  );
}

export function WaitingForPupil({ actor, obligation }: About) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Waiting for your child</PageHeading>
      <p>
        {obligation.subjectName} needs to sign “{obligation.agreementTitle}” first. Once that is done, you can
        sign it here.
      </p>
      <BackToList />
    </Shell>
  );
}

export function Superseded({ actor, href, signed }: { actor: Actor; href: string; signed: boolean }) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>There is a new version</PageHeading>
      <p>
        A new version of this agreement is in force, so the older one can no longer be signed. Nothing was
        signed.
      </p>
      <p>
        <LinkButton href={href}>
          {signed ? "See your receipt for the new version" : "Read the new version"}
        </LinkButton>
      </p>
    </Shell>
  );
}

export function NoLongerNeeded({ actor }: { actor: Actor }) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>You do not need to sign this</PageHeading>
      <p>
        This agreement no longer applies to you, so there is nothing to sign. What you signed before stays on
        record.
      </p>
      <BackToList />
    </Shell>
  );
}
