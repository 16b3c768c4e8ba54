import { Page } from "#components/layout/page.tsx";
import { ButtonGroup, LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { settings } from "#lib/env.ts";

export default function HomePage() {
  const { demo } = settings();
  return (
    <Page>
      <PageHeading lead="Read, sign and keep your school’s acceptable-use agreements.">
        Countersign
      </PageHeading>
      <div className="cs-stack">
        <p>
          Your school asks the people in it to agree to its rules for using computers, phones and the
          internet. Sign in to see what is waiting for you to sign, and what you have signed before. It takes
          a few minutes, and you get a receipt.
        </p>
        <p>You need the e-mail address that your school has for you. There is no password.</p>
        <ButtonGroup>
          <LinkButton href="/sign-in">Sign in</LinkButton>
          {demo && (
            <LinkButton href="/demo" variant="secondary">
              Try the demonstration
            </LinkButton>
          )}
        </ButtonGroup>
      </div>
      <section className="cs-section cs-stack">
        <h2>If you sign with your class</h2>
        <p>
          Your teacher shows you a class code. <a href="/class">Type the class code</a>
        </p>
      </section>
      <section className="cs-section cs-stack">
        <h2>If your school has no e-mail address for you</h2>
        <p>Ask the school’s office. They can put your address right, or help you to sign another way.</p>
      </section>
    </Page>
  );
}
