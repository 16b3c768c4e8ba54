import type { Metadata } from "next";
import { AgreementsToSign } from "#components/signing/agreements-to-sign.tsx";
import { SignedAgreements } from "#components/signing/signed-agreements.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { whatISigned } from "#lib/signing/receipts.ts";
import { requireSigner } from "../acting.ts";
import { Shell } from "../shell.tsx";
import { ContinueLink } from "./continue-link.tsx";

export const metadata: Metadata = { title: "Agreements to sign" };

export default async function AgreementsPage() {
  const signer = await requireSigner();
  const [obligations, signed] = await Promise.all([
    obligationsOf(signer.organisationId, signer.personId, signer.today),
    whatISigned(signer),
  ]);
  // the gate is what these say; asking the session for it as well would find them twice
  const actor = { ...signer, mustSign: obligations.some((obligation) => obligation.closes) };
  const unsigned = obligations.filter((obligation) => !obligation.signatureId);
  const byAnother = obligations.filter(
    (obligation) => obligation.signatureId && obligation.signerId !== actor.personId,
  );
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Agreements to sign</PageHeading>
      {unsigned.length > 0 ? (
        <AgreementsToSign obligations={unsigned} today={actor.today} mustSign={actor.mustSign} />
      ) : (
        <EmptyState title="Nothing to sign">
          <p>We will show an agreement here when there is one for you.</p>
        </EmptyState>
      )}
      {!actor.mustSign && <ContinueLink actor={actor} quiet={unsigned.length > 0} />}
      <SignedAgreements signed={signed} byAnother={byAnother} timeZone={actor.organisation.timeZone} />
    </Shell>
  );
}
