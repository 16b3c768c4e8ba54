import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { type Candidate, peopleBehind } from "#lib/auth/choose-person.ts";
import { cookieName } from "#lib/auth/cookies.ts";
import { readAskedFor } from "#lib/auth/sign-in-codes.ts";
import { Refusal } from "#lib/errors.ts";
import { choosePerson } from "../actions.ts";
import { onTheWay, thenOf } from "../going-on.ts";

export const metadata: Metadata = { title: "Who are you?" };

type Props = { searchParams: Promise<{ then?: string | string[] }> };

export default async function Who({ searchParams }: Props) {
  const then = thenOf((await searchParams).then);
  let people: Candidate[];
  try {
    people = await peopleBehind(readAskedFor((await cookies()).get(cookieName("code"))?.value));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    redirect(onTheWay("/sign-in", then));
  }
  return (
    <Page>
      <PageHeading lead={`${people.length} people are known by what you signed in with.`}>
        Who are you?
      </PageHeading>
      <ul className="cs-stack">
        {people.map(({ organisationId, personId, name, organisation, roles }) => (
          <li key={personId}>
            <form action={choosePerson.bind(null, { organisationId, personId }, then)}>
              <Button aria-describedby={`about-${personId}`}>Continue as {name}</Button>
              <p id={`about-${personId}`} className="mt-2">
                {roles.length > 0 ? roles.join("; ") : organisation}
              </p>
            </form>
          </li>
        ))}
      </ul>
    </Page>
  );
}
