import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { LetterForm } from "#components/sign-in/letter-form.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { signInWithLetter } from "./actions.ts";

export const metadata: Metadata = { title: "Your letter from school" };

/** The short address that letters give. Opening it changes nothing. */
export default function LetterPage() {
  return (
    <Page>
      <LetterForm action={signInWithLetter}>
        <PageHeading lead="Type the code that is printed on the letter. You need no account and no password.">
          Your letter from school
        </PageHeading>
      </LetterForm>
      <p className="mt-6">
        No letter, but an e-mail address? <a href="/sign-in">Sign in with your e-mail address</a>.
      </p>
    </Page>
  );
}
