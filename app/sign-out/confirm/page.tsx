import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { optionalActor } from "../../acting.ts";
import { homeOf } from "../../links.ts";

export const metadata: Metadata = { title: "Sign out" };

export default async function SignOut() {
  const actor = await optionalActor();
  if (!actor) redirect("/sign-out/done");
  const { name, colour } = actor.organisation;
  return (
    <Page organisation={{ name, colour }}>
      <PageHeading>Do you want to sign out?</PageHeading>
      <p>You are signed in as {actor.name}.</p>
      <form method="post" action="/sign-out">
        <ButtonGroup>
          <Button>Sign out</Button>
          <a href={homeOf(actor)}>Stay signed in</a>
        </ButtonGroup>
      </form>
    </Page>
  );
}
