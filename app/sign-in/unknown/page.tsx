import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { settings } from "#lib/env.ts";
import { onTheWay } from "../going-on.ts";

export const metadata: Metadata = { title: "Your account is not known here" };

export default function UnknownAccount() {
  const { identityProvider } = settings();
  if (!identityProvider) notFound();
  const { name } = identityProvider;
  return (
    <Page>
      <PageHeading>Your {name} account is not known here</PageHeading>
      <div className="cs-stack">
        <p>You are signed in to {name}, but nobody in Countersign is linked to that account yet.</p>
        <p>
          Sign in with a code first; then you can link the account yourself. If your e-mail address is not
          known either, ask your school’s office.
        </p>
        <LinkButton href={onTheWay("/sign-in", "/sign-in/link")}>Sign in with a code</LinkButton>
      </div>
    </Page>
  );
}
