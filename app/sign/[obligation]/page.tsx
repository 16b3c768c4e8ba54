import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Answers } from "#components/signing/answers.tsx";
import { SignForm } from "#components/signing/sign-form.tsx";
import { WhatHasChanged } from "#components/signing/what-has-changed.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Prose } from "#components/ui/prose.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { dateToDay, sayDay } from "#lib/dates.ts";
import { answersTo } from "#lib/obligations/my-answers.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { yourPlace } from "#lib/organisations/words.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { signPage } from "#lib/signing/sign-page.ts";
import { orNotFound, requireSigner } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { formNotes } from "../form-notes.ts";
import { ForParent } from "./for-parent.tsx";
import { NoLongerNeeded, OfAge, SignedByAnother, Superseded, WaitingForPupil } from "./outcomes.tsx";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).check === "1" ? "Error: Read and sign" : "Read and sign" };
}

type Props = {
  params: Promise<{ obligation: string }>;
  /** `late`: the form was posted when there was nothing left to sign. */
  searchParams: Promise<{ check?: string; late?: string }>;
};

export default async function ReadAndSignPage({ params, searchParams }: Props) {
  const actor = await requireSigner();
  const found = await orNotFound(findObligation(actor, (await params).obligation));
  switch (found.outcome) {
    case "signed":
      redirect(`/sign/receipts/${found.signatureId}?again=1`);
      break;
    case "signed-by-another":
      return (
        <SignedByAnother
          actor={actor}
          obligation={found.obligation}
          late={(await searchParams).late === "1"}
        />
      );
    case "waiting-for-pupil":
      return <WaitingForPupil actor={actor} obligation={found.obligation} />;
    case "superseded":
      return (
        <Superseded actor={actor} href={`/sign/${found.now.id}`} signed={found.now.signatureId !== null} />
      );
    case "no-longer-needed":
      return <NoLongerNeeded actor={actor} forPupil={found.forPupil} />;
    case "of-age":
      return <OfAge actor={actor} subjectName={found.subjectName} age={found.age} />;
    default:
      return (
        <ReadAndSign
          actor={actor}
          obligation={found.obligation}
          checked={(await searchParams).check === "1"}
        />
      );
  }
}

async function ReadAndSign({
  actor,
  obligation,
  checked,
}: {
  actor: Actor;
  obligation: Obligation;
  checked: boolean;
}) {
  const { agreement, fields, changes } = await signPage(actor, obligation);
  const answered = obligation.responseKind
    ? (await answersTo(actor, obligation.seriesId)).filter(
        (one) =>
          one.capacity === obligation.capacity &&
          (one.forWhom === null || one.subjectId === obligation.subjectId),
      )
    : [];
  const notes = checked ? await formNotes() : null;
  const path = `/sign/${obligation.id}`;
  // A parent on a phone meets their child's agreement and the form before a policy of many pages, which follows.
  const agreementFirst = obligation.capacity === "countersign" && agreement.agreementHtml !== "";
  const due = dateToDay(obligation.dueOn);
  const place = yourPlace(actor, obligation.unitIds);
  return (
    <Shell actor={actor} current="/sign" above={<BackLink href="/sign">Agreements to sign</BackLink>}>
      {notes && (
        <div id="problems">
          <ErrorSummary problems={notes.problems} />
        </div>
      )}
      <PageHeading
        caption={obligation.capacity === "countersign" ? `For ${obligation.subjectName}` : undefined}
      >
        {agreement.title}
      </PageHeading>
      <p>
        {agreement.policyTitle === agreement.title ? "" : `Part of ${agreement.policyTitle}, `}
        version {agreement.number}, in force since {sayDay(obligation.startsOn)}.
        {obligation.capacity === "own" && obligation.requirement === "may"
          ? " You may sign; you do not have to."
          : due > actor.today
            ? ` Sign by ${sayDay(due)}.`
            : ""}
      </p>
      {agreementFirst ? (
        <p className="cs-no-print">
          <a href="#whole-policy">Read the whole policy</a>
        </p>
      ) : (
        <p className="cs-no-print">
          <a href="#sign-here">Go to the form to sign</a>
        </p>
      )}
      {obligation.responseKind === "question" && answered.length === 0 && (
        <Notice>
          <p>You asked a question about this agreement, and your {place} was told. You can still sign it.</p>
        </Notice>
      )}
      {obligation.responseKind === "refusal" && (
        <Notice>
          <p>
            You said that you do not agree, and your {place} was told. The policy applies
            {obligation.capacity === "own" ? " to you" : ""} all the same. You can still sign it.
          </p>
        </Notice>
      )}
      {obligation.responseKind === "not-my-child" && (
        <Notice>
          <p>You said that this is not your child. The school has looked at that, and asks you again.</p>
        </Notice>
      )}
      <Answers responses={answered} timeZone={actor.organisation.timeZone} />
      {changes && <WhatHasChanged changes={changes} />}
      {!agreementFirst && <Prose html={agreement.documentHtml} />}
      <section className="cs-section cs-no-print" aria-labelledby="sign-here">
        <h2 id="sign-here">
          {obligation.capacity === "own"
            ? "Sign this agreement"
            : `Sign this agreement for ${obligation.subjectName}`}
        </h2>
        {agreement.agreementHtml && <Prose html={agreement.agreementHtml} />}
        {obligation.capacity === "countersign" && <ForParent agreement={agreement} />}
        <SignForm
          obligation={obligation}
          fields={fields}
          legalName={actor.legalName}
          values={notes?.values ?? {}}
          problems={notes?.problems ?? []}
        />
        <ul className="cs-section cs-links">
          <li>
            <a href={`${path}/question`}>Ask a question</a>
          </li>
          <li>
            <a href={`${path}/decline`}>I do not agree</a>
          </li>
          {obligation.capacity === "countersign" && (
            <li>
              <a href={`${path}/not-my-child`}>This is not my child</a>
            </li>
          )}
          <li>
            <a href="/privacy">How we use this information</a>
          </li>
        </ul>
      </section>
      {agreementFirst && (
        <section className="cs-section" aria-labelledby="whole-policy">
          <h2 id="whole-policy">The whole policy</h2>
          <Prose html={agreement.documentHtml} />
        </section>
      )}
    </Shell>
  );
}
