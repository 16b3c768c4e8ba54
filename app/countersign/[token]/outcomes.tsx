import { Page } from "#components/layout/page.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { linkDays } from "#lib/messages/links.ts";

/** Pages for links that open nothing, one for each reason, each with a way on. */

type About = { organisation: string; unitName: string };

const SignInInstead = () => (
  <p className="cs-section">
    <LinkButton href="/sign-in?then=%2Fsign">Sign in with your e-mail address</LinkButton>
  </p>
);

export function LinkUnknown() {
  return (
    <Page>
      <PageHeading>This link does not work</PageHeading>
      <p>
        Part of the link may be missing: open it from the message itself, or copy the whole of it. You can
        also sign in with the e-mail address that the message was sent to, and find your agreements there.
      </p>
      <SignInInstead />
    </Page>
  );
}

export function LinkExpired({ about: { organisation, unitName } }: { about: About }) {
  return (
    <Page organisation={{ name: organisation }}>
      <PageHeading caption={unitName}>This link has expired</PageHeading>
      <p>
        Links work for {linkDays} days. What you are asked to sign is still there: sign in with the e-mail
        address that the message was sent to. We send a code to it, and you need no password.
      </p>
      <SignInInstead />
    </Page>
  );
}

export function LinkEnded({ about: { organisation, unitName } }: { about: About }) {
  return (
    <Page organisation={{ name: organisation }}>
      <PageHeading caption={unitName}>This link is no longer in use</PageHeading>
      <p>
        It does not lead to anything any more. If you expected to sign something here, ask the school’s
        office.
      </p>
    </Page>
  );
}
