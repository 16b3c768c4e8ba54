import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { optionalActor } from "../../acting.ts";

export const metadata: Metadata = { title: "You have signed out" };

export default async function SignedOut() {
  if (await optionalActor()) redirect("/sign-out/confirm");
  return (
    <Page>
      <PageHeading lead="Nobody is signed in to Countersign in this browser.">
        You have signed out
      </PageHeading>
      <LinkButton href="/sign-in">Sign in</LinkButton>
    </Page>
  );
}
