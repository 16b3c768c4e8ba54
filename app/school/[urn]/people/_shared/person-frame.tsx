import { cache, type ReactNode } from "react";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { type PersonRecord, personRecord } from "#lib/people/person-record.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { Done } from "./done.tsx";
import { type Place, type Query, requirePlace, type Urn } from "./place.ts";

/** A person whom the actor may change at a place, with the paths of their pages. */
export type PersonHere = Place & { urn: Urn; person: PersonRecord; here: string };

/** A person's record, read once in a request; the 404 page outside the actor's reach. */
export const recordOf = cache((actor: Actor, id: string) => orNotFound(personRecord(actor, id)));

/** For the pages that change something about a person: the 404 page for everyone who may not. */
export async function requirePerson(urn: Urn, id: string): Promise<PersonHere> {
  const place = await requirePlace(urn, "people:change");
  const person = await recordOf(place.actor, id);
  return { ...place, urn, person, here: `${place.path}/${id}` };
}

type PersonFrameProps = {
  at: PersonHere;
  heading: string;
  query?: Query;
  /** Where back leads; the person's page when not said. */
  back?: { href: string; words: string };
  children: ReactNode;
};

/** The frame of a page about one change to one person. */
export function PersonFrame({ at, heading, query = {}, back, children }: PersonFrameProps) {
  const { actor, person, path, here } = at;
  return (
    <Shell
      actor={actor}
      current={path}
      above={
        <BackLink href={back?.href ?? here}>
          <span className="wrap-anywhere">{back?.words ?? person.name}</span>
        </BackLink>
      }
    >
      <PageHeading caption={<span className="wrap-anywhere">{person.name}</span>}>{heading}</PageHeading>
      <Done query={query} />
      <div className="cs-stack">{children}</div>
    </Shell>
  );
}
