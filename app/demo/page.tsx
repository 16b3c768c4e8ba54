import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { demonstrationOrganisations } from "#lib/auth/demonstration.ts";
import { findPersonas } from "#prisma/demo/personas.ts";
import { optionalActor, orNotFound } from "../acting.ts";
import { homeOf } from "../links.ts";
import { signInAs } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in to the demonstration" };

export default async function Demonstration() {
  const organisations = await orNotFound(demonstrationOrganisations());
  const [people, actor] = await Promise.all([findPersonas(), optionalActor()]);
  const first = (organisationId: string) =>
    people.findIndex((persona) => persona.organisationId === organisationId);
  organisations.sort((one, other) => first(one.organisationId) - first(other.organisationId));
  return (
    <Page width="wide">
      <PageHeading lead="Sign in as one of these people, without a code. They and their schools are made up.">
        Demonstration
      </PageHeading>
      {actor && (
        <Notice>
          <p>
            You are signed in as {actor.name}. <a href={homeOf(actor)}>Go on as {actor.name}</a>, or sign in
            as somebody else.
          </p>
        </Notice>
      )}
      {people.length === 0 && (
        <EmptyState title="There is nobody here yet">
          <p>The demonstration’s organisations have not been loaded into this database.</p>
        </EmptyState>
      )}
      {organisations.map(({ organisationId, name }) => {
        const theirs = people.filter((persona) => persona.organisationId === organisationId);
        if (theirs.length === 0) return null;
        return (
          <section key={organisationId} className="cs-section" aria-labelledby={`at-${organisationId}`}>
            <h2 id={`at-${organisationId}`}>{name}</h2>
            <ul className="cs-stack">
              {theirs.map((persona) => (
                <li
                  key={persona.key}
                  data-persona={persona.key}
                  className="grid items-center border-b border-line pb-4 sm:grid-cols-2 sm:gap-x-6"
                >
                  <form action={signInAs.bind(null, persona.key)}>
                    <Button variant="secondary" fullOnPhone aria-describedby={`words-${persona.key}`}>
                      Sign in as {persona.name}
                    </Button>
                  </form>
                  <p id={`words-${persona.key}`}>{persona.words}</p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <p className="cs-section">
        Messages to the demonstration’s people are <a href="/demo/mail">shown on a page</a>.
      </p>
    </Page>
  );
}
