import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { optionalActor } from "../../acting.ts";
import NotFound from "../../not-found.tsx";
import { Shell } from "../../shell.tsx";

/** A link to an agreement that was never this person's: it may be someone else's, or the address is not whole. */
export default async function NotForYou() {
  const actor = await optionalActor();
  if (!actor) return <NotFound />;
  return (
    <Shell actor={actor}>
      <PageHeading>This is not for you</PageHeading>
      <p>
        You are signed in as {actor.name}, and this address does not lead to an agreement of yours. It may be
        meant for somebody else, or part of it may be missing.
      </p>
      <p>
        <LinkButton href="/sign" variant="secondary">
          Agreements to sign
        </LinkButton>
      </p>
    </Shell>
  );
}
