import type { Metadata } from "next";
import { ReceiptDetails } from "#components/signing/receipt-details.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Notice, Panel } from "#components/ui/notice.tsx";
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
          <p>This signature no longer counts. Your school can tell you why.</p>
        </Notice>
      )}
      <ReceiptDetails receipt={found} timeZone={actor.organisation.timeZone} />
      <p>
        <a href={`/sign/receipts/${signature}/download`}>Download receipt</a>
      </p>
      {actor.mustSign ? (
        <p>
          <LinkButton href="/sign">Sign the next agreement</LinkButton>
        </p>
      ) : (
        <ContinueLink actor={actor} />
      )}
    </Shell>
  );
}
