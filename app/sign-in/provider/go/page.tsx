import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { cookieName, unseal } from "#lib/auth/cookies.ts";
import { settings } from "#lib/env.ts";

export const metadata: Metadata = { title: "Sign in" };

/** Sends the browser on to the identity provider; with a link for one that does not go by itself. */
export default async function GoToProvider() {
  const { identityProvider } = settings();
  const address = await unseal("provider", (await cookies()).get(cookieName("provider"))?.value);
  if (!identityProvider || !address) redirect("/sign-in");
  return (
    <Page>
      <meta httpEquiv="refresh" content={`0; url=${address}`} />
      <PageHeading>On to {identityProvider.name}</PageHeading>
      <p>You sign in there, and come back here afterwards.</p>
      <LinkButton href={address}>Continue to {identityProvider.name}</LinkButton>
    </Page>
  );
}
