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
  const [obligations, signed, taught, answered, back] = await Promise.all([
    obligationsOf(signer.organisationId, signer.personId, signer.today),
    whatISigned(signer),
    schoolsTaughtAt(signer),
    answersTo(signer),
    backFromAbsence(signer),
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
      {unsigned.length > 0 ? (
        <AgreementsToSign
          obligations={unsigned}
          schools={await schoolsOf(actor, unsigned)}
          today={actor.today}
          mustSign={actor.mustSign}
        />
      ) : (
        <EmptyState title="Nothing to sign">
          <p>We will show an agreement here when there is one for you.</p>
        </EmptyState>
      )}
      <Answers responses={answered} timeZone={actor.organisation.timeZone} withAgreement />
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
