import type { Metadata } from "next";
import { Due, Events, PersonFacts, Signed, sayMembership } from "#components/people/person-facts.tsx";
import { Button } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { joinedInto } from "#lib/people/joined-records.ts";
import { may } from "#lib/permissions/permissions.ts";
import { Shell } from "../../../../shell.tsx";
import { Done } from "./done.tsx";
import { JoinedPage, OtherRecords, Parted } from "./joined.tsx";
import { recordOf } from "./person-frame.tsx";
import { type Query, requirePlace, type Urn } from "./place.ts";

/** The name of the person, for the title of their page. */
export async function personMetadata(urn: Urn, id: string): Promise<Metadata> {
  const { actor } = await requirePlace(urn, "people:read");
  const joined = await joinedInto(actor, id);
  if (joined) return { title: joined.duplicateName };
  return { title: (await recordOf(actor, id)).name };
}

/** Everything about a person that the actor may see, and the ways to the pages that change it. */
export async function PersonPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const place = await requirePlace(urn, "people:read");
  const { actor, unit, path } = place;
  const joined = await joinedInto(actor, id);
  if (joined) return <JoinedPage place={place} urn={urn} joined={joined} />;
  const person = await recordOf(actor, id);
  const { timeZone } = actor.organisation;
  const here = `${path}/${id}`;
  const mayChange = may(actor, "people:change", unit.id);
  const mayMerge = mayChange && may(actor, "people:merge", unit.id);
  const toEnd = person.memberships.filter(
    (membership) =>
      membership.endsOn === null &&
      (membership.unitId === unit.id || may(actor, "people:change", membership.unitId)),
  );
  return (
    <Shell actor={actor} current={path} width="wide" above={<BackLink href={path}>People</BackLink>}>
      <PageHeading caption={unit.name}>
        <span className="wrap-anywhere">{person.name}</span>
      </PageHeading>
      <Done query={query} />
      <Parted query={query} />
      <PersonFacts person={person} path={here} mayChange={mayChange} isSchool={unit.kind === "school"} />
      {mayChange && toEnd.length > 0 && (
        <div className="cs-buttons cs-no-print">
          {toEnd.map((membership) => (
            <form key={membership.id} method="get" action={`${here}/roles/${membership.id}/end`}>
              <Button variant="secondary">
                End membership
                {toEnd.length > 1 && `: ${sayMembership(membership)}`}
              </Button>
            </form>
          ))}
        </div>
      )}
      {mayMerge && actor.personId !== person.id && (
        <p className="mt-6 cs-no-print">
          <a href={`${here}/merge`}>This is the same person as…</a>
        </p>
      )}
      <OtherRecords actor={actor} urn={urn} personId={person.id} path={path} mayMerge={mayMerge} />
      <section className="cs-section" aria-labelledby="due">
        <h2 id="due">To sign</h2>
        <Due due={person.due} />
      </section>
      {person.signed && (
        <section className="cs-section" aria-labelledby="signed">
          <h2 id="signed">Signed</h2>
          <Signed signed={person.signed} timeZone={timeZone} />
        </section>
      )}
      {person.events && (
        <section className="cs-section" aria-labelledby="events">
          <h2 id="events">What happened</h2>
          <Events events={person.events} timeZone={timeZone} />
        </section>
      )}
    </Shell>
  );
}
