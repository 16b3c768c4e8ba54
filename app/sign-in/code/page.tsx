import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Page } from "#components/layout/page.tsx";
import { CodeForm } from "#components/sign-in/code-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { cookieName } from "#lib/auth/cookies.ts";
import { codeMinutes } from "#lib/auth/sign-in-codes.ts";
import { settings } from "#lib/env.ts";
import { optionalActor } from "../../acting.ts";
import { homeOf } from "../../links.ts";
import { signInWithCode } from "../actions.ts";
import { onTheWay, thenOf } from "../going-on.ts";

export const metadata: Metadata = { title: "Enter your sign-in code" };

type Props = { searchParams: Promise<{ then?: string | string[] }> };

export default async function SignInCode({ searchParams }: Props) {
  const then = thenOf((await searchParams).then);
  const actor = await optionalActor();
  if (actor)
    redirect(actor.mustSign && !then?.startsWith("/countersign/") ? "/sign" : (then ?? homeOf(actor)));
  const again = then?.startsWith("/countersign/") ? then : onTheWay("/sign-in", then);
  const asked = (await cookies()).has(cookieName("code"));
  return (
    <Page above={<BackLink href={again} />}>
      <CodeForm action={signInWithCode} then={then}>
        <PageHeading>Enter your sign-in code</PageHeading>
        <div className="cs-stack mb-6">
          {asked ? (
            <p>
              If we know this address, we have sent a code to it. It works for {codeMinutes} minutes, in this
              browser.
            </p>
          ) : (
            <p>
              This browser has not asked for a sign-in code, or did so more than a day ago. A code works only
              in the browser that asked for it.
            </p>
          )}
          {settings().demo && (
            <p>
              In this demonstration, <a href="/demo/mail">messages are shown on a page</a>.
            </p>
          )}
        </div>
      </CodeForm>
      <p className="mt-6">
        No message after a few minutes? Look among unwanted mail, then <a href={again}>ask for a new code</a>.
        Your school’s office can tell you which address it has for you.
      </p>
    </Page>
  );
}
