import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { settings } from "#lib/env.ts";
import { requireActor } from "../../acting.ts";
import { homeOf } from "../../links.ts";
import { Shell } from "../../shell.tsx";

export const metadata: Metadata = { title: "Link an account" };

type Props = { searchParams: Promise<{ linked?: string | string[] }> };

export default async function LinkAccount({ searchParams }: Props) {
  const { identityProvider } = settings();
  if (!identityProvider) notFound();
  const actor = await requireActor();
  const { name } = identityProvider;
  const { linked } = await searchParams;
  if (linked === "yes") {
    return (
      <Shell actor={actor}>
        <PageHeading lead={`From now on you can sign in to Countersign with ${name}.`}>
          Your {name} account is linked
        </PageHeading>
        <LinkButton href={homeOf(actor)}>Continue</LinkButton>
      </Shell>
    );
  }
  return (
    <Shell actor={actor}>
      <PageHeading>Link your {name} account</PageHeading>
      {linked === "another" && (
        <Notice tone="important">
          <p>That {name} account is linked to somebody else already. Nothing was changed.</p>
        </Notice>
      )}
      {linked === "no" && (
        <Notice tone="important">
          <p>That account cannot be linked here. Nothing was changed.</p>
        </Notice>
      )}
      <div className="cs-stack">
        <p>
          You are signed in as {actor.name}. Sign in to {name} once from here, and you can use it instead of a
          code from then on.
        </p>
        <form method="post" action="/sign-in/provider">
          <input type="hidden" name="link" value="yes" />
          <Button>Link my {name} account</Button>
        </form>
      </div>
    </Shell>
  );
}
