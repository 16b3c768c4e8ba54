import type { Metadata } from "next";
import { AgreementsToSign } from "#components/signing/agreements-to-sign.tsx";
import { Answers } from "#components/signing/answers.tsx";
import { SignedAgreements } from "#components/signing/signed-agreements.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayDay } from "#lib/dates.ts";
import { backFromAbsence } from "#lib/obligations/back-from-absence.ts";
import { answersTo } from "#lib/obligations/my-answers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { yourPlace } from "#lib/organisations/words.ts";
import { runningExemptions } from "#lib/policies/exemptions/exemption-lists.ts";
import { sayClause } from "#lib/policies/exemptions/words.ts";
import { countMyReviews } from "#lib/policies/reviewing/answer-review.ts";
import { parentsPart } from "#lib/signing/parents-part.ts";
import { whatISigned } from "#lib/signing/receipts.ts";
import { schoolsOf } from "#lib/signing/schools-of.ts";
import { schoolsTaughtAt } from "#lib/signing-sessions/sessions-in-view.ts";
import { requireSigner } from "../acting.ts";
import { Shell } from "../shell.tsx";
import { ContinueLink } from "./continue-link.tsx";

export const metadata: Metadata = { title: "Agreements to sign" };

export default async function AgreementsPage() {
  const signer = await requireSigner();
  const [obligations, signed, taught, answered, back, exemptions, drafts] = await Promise.all([
    obligationsOf(signer.organisationId, signer.personId, signer.today),
    whatISigned(signer),
    schoolsTaughtAt(signer),
    answersTo(signer),
    backFromAbsence(signer),
    runningExemptions(signer),
    countMyReviews(signer),
  ]);
  // the gate is what these say; asking the session for it as well would find them twice
  const actor = { ...signer, mustSign: obligations.some((obligation) => obligation.closes) };
  const parents = await parentsPart(actor, obligations);
  const unsigned = obligations.filter((obligation) => !obligation.signatureId);
  const byAnother = obligations.filter(
    // what another record of theirs signed is among what they signed
    ({ signatureId, signerId }) =>
      signatureId && signerId !== actor.personId && !signed.some((one) => one.signatureId === signatureId),
  );
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Agreements to sign</PageHeading>
      {back && unsigned.some(({ capacity, requirement }) => capacity === "own" && requirement === "must") && (
        <Notice title="Welcome back">
          <p>You have until {sayDay(back.until)} to sign what came in while you were away.</p>
        </Notice>
      )}
      {drafts > 0 && !actor.mustSign && (
        <Notice>
          <p>
            <a href="/reviewing">
              {drafts === 1 ? "Somebody asks you to read a draft" : `You are asked to read ${drafts} drafts`}
            </a>
          </p>
        </Notice>
      )}
      {unsigned.length > 0 ? (
        <AgreementsToSign
          obligations={unsigned}
          schools={await schoolsOf(actor, unsigned)}
          place={yourPlace(
            actor,
            unsigned.flatMap(({ unitIds }) => unitIds),
          )}
          today={actor.today}
          mustSign={actor.mustSign}
        />
      ) : (
        <EmptyState title="Nothing to sign">
          <p>We will show an agreement here when there is one for you.</p>
        </EmptyState>
      )}
      <Answers responses={answered} timeZone={actor.organisation.timeZone} withAgreement />
      {exemptions.length > 0 && (
        <section className="cs-section" aria-labelledby="exemptions">
          <h2 id="exemptions">Your exemptions</h2>
          <ul className="cs-tasks">
            {exemptions.map(({ id, policy, clause, endsOn }) => (
              <li key={id}>
                {actor.mustSign ? (
                  <p>{policy.title}</p>
                ) : (
                  <a className="cs-tasks__link" href={`/exemptions/${id}`}>
                    {policy.title}
                  </a>
                )}
                <p className="cs-tasks__about">
                  You may depart from {sayClause(clause.words)}{" "}
                  {endsOn ? `until ${sayDay(endsOn)}` : "until it is revoked"}.
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!actor.mustSign && taught.length > 0 && (
        <section className="cs-section" aria-labelledby="class">
          <h2 id="class">For your class</h2>
          <ul className="cs-links">
            {taught.map(({ urn, name }) => (
              <li key={urn}>
                <a href={`/school/${urn}/class-sessions`}>Class sessions at {name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!actor.mustSign && actor.memberships.some(({ role }) => role !== "pupil") && (
        <p className="cs-section">
          <a href="/exemptions">Exemptions</a>: ask for permission to depart from a clause of a policy.
        </p>
      )}
      {!actor.mustSign && <ContinueLink actor={actor} quiet={unsigned.length > 0} />}
      <SignedAgreements
        signed={signed}
        byAnother={byAnother}
        parents={parents}
        timeZone={actor.organisation.timeZone}
      />
    </Shell>
  );
}
