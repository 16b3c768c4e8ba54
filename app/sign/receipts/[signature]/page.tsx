import type { Metadata } from "next";
import { ReceiptDetails } from "#components/signing/receipt-details.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Notice, Panel } from "#components/ui/notice.tsx";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { nextToSign } from "#lib/signing/next-to-sign.ts";
import { parentsPart } from "#lib/signing/parents-part.ts";
import { receipt } from "#lib/signing/receipts.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { ContinueLink } from "../../continue-link.tsx";

export const metadata: Metadata = { title: "You have signed" };

type Props = {
  params: Promise<{ signature: string }>;
  searchParams: Promise<{ again?: string }>;
};

export default async function ReceiptPage({ params, searchParams }: Props) {
  const actor = await requireActorAtGate();
  const { signature } = await params;
  const found = await orNotFound(receipt(actor, signature));
  const obligations = await obligationsOf(actor.organisationId, actor.personId, actor.today);
  const parents = (await parentsPart(actor, obligations)).get(found.signatureId);
  const next = nextToSign(obligations, found.subjectId);
  return (
    <Shell actor={actor} current="/sign">
      <Panel title="You have signed">
        <p>{found.agreementTitle}</p>
      </Panel>
      {(await searchParams).again && (
        <Notice>
          <p>You had signed this already. This is the receipt of that signature; nothing was signed twice.</p>
        </Notice>
      )}
      {found.voided && (
        <Notice tone="important">
          <p>
            This signature no longer counts. {found.atSchool ? "Your school" : found.unitName} can tell you
            why.
          </p>
        </Notice>
      )}
      {parents && (
        <Notice title={parents === "awaited" ? "Signed. Waiting for your parent or carer" : undefined}>
          <p>
            {parents === "awaited"
              ? "A parent or carer signs this too. There is nothing more for you to do."
              : "You have signed, and so has your parent or carer."}
          </p>
        </Notice>
      )}
      <ReceiptDetails receipt={found} timeZone={actor.organisation.timeZone} />
      <p>
        <a href={`/sign/receipts/${signature}/download`}>Download receipt</a>
      </p>
      {next ? (
        <section className="cs-section cs-stack" aria-labelledby="next">
          <h2 id="next">Next to sign</h2>
          <p>
            {next.agreementTitle}
            {next.capacity === "countersign" ? `, for ${next.subjectName}` : ""}
          </p>
          <LinkButton href={`/sign/${next.id}`}>Sign the next agreement</LinkButton>
        </section>
      ) : (
        <p className="cs-section">You have signed everything that is ready for you to sign.</p>
      )}
      {!actor.mustSign && <ContinueLink actor={actor} quiet={next !== undefined} />}
    </Shell>
  );
}
