import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { AddressForm } from "#components/sign-in/address-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { settings } from "#lib/env.ts";
import { optionalActor } from "../acting.ts";
import { homeOf } from "../links.ts";
import { requestCode } from "./actions.ts";
import { thenOf } from "./going-on.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ then?: string | string[]; error?: string | string[] }> };

export default async function SignIn({ searchParams }: Props) {
  const { then: asked, error } = await searchParams;
  const then = thenOf(asked);
  const actor = await optionalActor();
  if (actor) redirect(actor.mustSign ? "/sign" : (then ?? homeOf(actor)));
  const { identityProvider, demo } = settings();
  return (
    <Page>
      <AddressForm action={requestCode} then={then}>
        <PageHeading lead="You need no password. We send a code to your e-mail address, and you type it here.">
          Sign in
        </PageHeading>
        {error && identityProvider && (
          <Notice tone="important">
            <p>Signing in with {identityProvider.name} did not work. Try again, or use a code.</p>
          </Notice>
        )}
      </AddressForm>
      {identityProvider && (
        <section className="cs-section">
          <h2>Another way</h2>
          <form method="post" action="/sign-in/provider">
            {then && <input type="hidden" name="then" value={then} />}
            <Button variant="secondary">Sign in with {identityProvider.name}</Button>
          </form>
        </section>
      )}
      {demo && (
        <section className="cs-section cs-stack">
          <h2>This is a demonstration</h2>
          <p>
            You can <a href="/demo">sign in as one of its people</a> without a code. Messages to them are
            shown on a <a href="/demo/mail">page of their own</a>.
          </p>
        </section>
      )}
    </Page>
  );
}
