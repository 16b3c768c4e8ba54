import type { Metadata } from "next";
import { Page } from "#components/layout/page.tsx";
import { AgreementsToSign } from "#components/signing/agreements-to-sign.tsx";
import { SignedAgreements } from "#components/signing/signed-agreements.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice, Panel } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { findLink, isLinkFor, type Link, maskedAddress } from "#lib/messages/links.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { yourPlace } from "#lib/organisations/words.ts";
import { whatISigned } from "#lib/signing/receipts.ts";
import { schoolsOf } from "#lib/signing/schools-of.ts";
import { optionalActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { ContinueLink } from "../../sign/continue-link.tsx";
import { sendCode } from "./actions.ts";
import { LinkEnded, LinkExpired, LinkUnknown } from "./outcomes.tsx";

export const metadata: Metadata = { title: "Agreements to sign", robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ wait?: string }> };

/** Where the link of a message leads. Opening it changes nothing, so that what scans the mail may open it too. */
export default async function CountersignPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await findLink(token);
  switch (found.outcome) {
    case "unknown":
      return <LinkUnknown />;
    case "expired":
      return <LinkExpired about={found} />;
    case "ended":
      return <LinkEnded about={found} />;
  }
  const { link } = found;
  const actor = await optionalActor();
  if (actor && (await isLinkFor(link, actor))) return <Asked actor={actor} />;
  const code = sendCode.bind(null, token);
  const wait = (await searchParams).wait === "1";
  return actor ? (
    <ForSomebodyElse actor={actor} link={link} code={code} wait={wait} />
  ) : (
    <WhatItIsAbout link={link} code={code} wait={wait} />
  );
}

type LinkProps = { link: Link; code: () => Promise<void>; wait: boolean };

const TooManyCodes = () => (
  <Notice tone="important" title="Wait a little">
    <p>Too many codes have been sent to this address. Try again in 15 minutes, or tomorrow.</p>
  </Notice>
);

/** Says who asks, and never whom or about which child: the message may have been forwarded. */
function WhatItIsAbout({ link, code, wait }: LinkProps) {
  return (
    <Page organisation={link.organisation}>
      {wait && <TooManyCodes />}
      <PageHeading caption={link.unitName}>You are asked to read and sign agreements</PageHeading>
      <div className="cs-stack">
        <p>
          {link.unitName} asks you to read its rules for using computers and the internet, and to sign that
          you agree. It takes a few minutes. You need no account and no password.
        </p>
        <p>First we make sure that it is you: we send a code to the address that the link was sent to.</p>
      </div>
      <form action={code} className="cs-section">
        <p className="mb-4">
          The code goes to <strong className="wrap-anywhere">{maskedAddress(link.toAddress ?? "")}</strong>
        </p>
        <Button fullOnPhone>Send me a code</Button>
      </form>
    </Page>
  );
}

function ForSomebodyElse({ actor, link, code, wait }: LinkProps & { actor: Actor }) {
  return (
    <Shell actor={actor}>
      {wait && <TooManyCodes />}
      <PageHeading>This link is for somebody else</PageHeading>
      <p>
        You are signed in as {actor.name}. The link was sent by {link.unitName} to{" "}
        <strong className="wrap-anywhere">{maskedAddress(link.toAddress ?? "")}</strong>. If that address is
        yours, sign out of this one and have a code sent to it.
      </p>
      <form action={code} className="cs-section">
        <Button fullOnPhone>Sign out and send me a code</Button>
      </form>
      <p className="cs-section">
        <a href="/sign">Go to your own agreements</a>
      </p>
    </Shell>
  );
}

/** Everything that whoever is signed in is asked: each child's, then their own. */
async function Asked({ actor: signedIn }: { actor: Actor }) {
  const obligations = await obligationsOf(signedIn.organisationId, signedIn.personId, signedIn.today);
  const actor = { ...signedIn, mustSign: obligations.some(({ closes }) => closes) };
  const [signed, schools] = await Promise.all([whatISigned(actor), schoolsOf(actor, obligations)]);
  const unsigned = obligations.filter(({ signatureId }) => !signatureId);
  const byAnother = obligations.filter(
    ({ signatureId, signerId }) => signatureId && signerId !== actor.personId,
  );
  return (
    <Shell actor={actor} current="/sign">
      {unsigned.length > 0 ? (
        <>
          <PageHeading>Agreements to sign</PageHeading>
          <AgreementsToSign
            obligations={unsigned}
            schools={schools}
            place={yourPlace(
              actor,
              unsigned.flatMap(({ unitIds }) => unitIds),
            )}
            today={actor.today}
            mustSign={actor.mustSign}
          />
        </>
      ) : signed.length > 0 || byAnother.length > 0 ? (
        <Panel title="Everything is signed">
          <p>There is nothing more for you to do.</p>
        </Panel>
      ) : (
        <>
          <PageHeading>Nothing to sign</PageHeading>
          <p>You are not asked to sign anything at present.</p>
        </>
      )}
      {!actor.mustSign && <ContinueLink actor={actor} quiet={unsigned.length > 0} />}
      <SignedAgreements signed={signed} byAnother={byAnother} timeZone={actor.organisation.timeZone} />
    </Shell>
  );
}
