import { LinkButton } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Prose } from "#components/ui/prose.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { signPage } from "#lib/signing/sign-page.ts";
import { Shell } from "../../shell.tsx";
import { ForParent } from "./for-parent.tsx";

/** Pages for when there is nothing to sign behind a link, one for each reason, each with a way on. */

type About = { actor: Actor; obligation: Obligation };

const BackToList = () => (
  <p className="cs-section">
    <LinkButton href="/sign" variant="secondary">
      Agreements to sign
    </LinkButton>
  </p>
);

/** @param late whether they have just pressed the button themself, after the other one had */
export function SignedByAnother({ actor, obligation, late }: About & { late: boolean }) {
  const path = `/sign/${obligation.id}`;
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Already signed</PageHeading>
      {late && (
        <Notice>
          <p>They signed before you pressed the button, so yours was not needed and is not recorded.</p>
        </Notice>
      )}
      <p>
        Another parent or carer has signed “{obligation.agreementTitle}” for {obligation.subjectName}. One
        signature is enough, so there is nothing for you to do.
      </p>
      {obligation.responseKind === "objection" ? (
        <p>You objected to that signature, and the school was told. The signature stands.</p>
      ) : (
        <ul className="cs-section cs-links">
          <li>
            <a href={`${path}/object`}>I object to this signature</a>
          </li>
          <li>
            <a href={`${path}/not-my-child`}>This is not my child</a>
          </li>
        </ul>
      )}
      <BackToList />
    </Shell>
  );
}

/** The parent or carer may read meanwhile; the form comes once the pupil has signed. */
export async function WaitingForPupil({ actor, obligation }: About) {
  const { agreement } = await signPage(actor, obligation);
  const path = `/sign/${obligation.id}`;
  const name = obligation.subjectName.split(" ")[0] ?? obligation.subjectName;
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading caption={`${obligation.agreementTitle}, for ${obligation.subjectName}`}>
        Waiting for {name} to sign first
      </PageHeading>
      <p>
        {name} signs at school or on their own screen. After that, you can sign here. You can read the
        agreement now.
      </p>
      <ul className="cs-links">
        <li>
          <a href={`${path}/question`}>Ask a question</a>
        </li>
        <li>
          <a href={`${path}/decline`}>I do not agree</a>
        </li>
        <li>
          <a href={`${path}/not-my-child`}>This is not my child</a>
        </li>
      </ul>
      <section className="cs-section" aria-labelledby="agreement">
        <h2 id="agreement">{obligation.agreementTitle}</h2>
        <Prose html={agreement.agreementHtml || agreement.documentHtml} />
        <ForParent agreement={agreement} />
      </section>
      <BackToList />
    </Shell>
  );
}

export function OfAge({ actor, subjectName, age }: { actor: Actor; subjectName: string; age: number }) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>{subjectName} signs alone now</PageHeading>
      <p>
        From the age of {age}, pupils sign this agreement themselves, without a parent or carer. There is
        nothing for you to sign. What you signed before stays on record.
      </p>
      <BackToList />
    </Shell>
  );
}

export function Superseded({ actor, href, signed }: { actor: Actor; href: string; signed: boolean }) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>There is a new version</PageHeading>
      <p>
        A new version of this agreement is in force, so the older one can no longer be signed. Nothing was
        signed.
      </p>
      <p>
        <LinkButton href={href}>
          {signed ? "See your receipt for the new version" : "Read the new version"}
        </LinkButton>
      </p>
    </Shell>
  );
}

export function NoLongerNeeded({ actor, forPupil }: { actor: Actor; forPupil: boolean }) {
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>You do not need to sign this</PageHeading>
      <p>
        {forPupil
          ? "You are no longer asked to sign this for a pupil, so there is nothing to sign. If you think that is a mistake, the school’s office can put it right."
          : "This agreement no longer applies to you, so there is nothing to sign."}{" "}
        What you signed before stays on record.
      </p>
      <BackToList />
    </Shell>
  );
}
