import type { Metadata } from "next";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayMoment } from "#lib/dates.ts";
import { draftCopies } from "#lib/policies/drafts/draft-copies.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { whyKept } from "./why-kept.ts";

export const metadata: Metadata = { title: "Earlier texts" };

type Props = { params: Promise<{ id: string }> };

export default async function EarlierTextsPage({ params }: Props) {
  const actor = await requireActor();
  const { draft, copies } = await orNotFound(draftCopies(actor, (await params).id));
  const path = `/policies/${draft.policyId}/draft`;
  const { timeZone } = actor.organisation;
  return (
    <Shell actor={actor} current="/policies" width="wide" above={<BackLink href={path}>The draft</BackLink>}>
      <PageHeading
        caption={draft.policyTitle}
        lead="The text is kept about every ten minutes while somebody writes, before anything is put in its place, and whenever two people wrote at the same time."
      >
        Earlier texts
      </PageHeading>
      {copies.length === 0 ? (
        <EmptyState title="No earlier texts yet">
          <p>The first one is kept when somebody changes the draft.</p>
        </EmptyState>
      ) : (
        <Table
          caption={copies.length === 1 ? "1 text" : `${copies.length} texts, newest first`}
          columns={[
            { header: "Kept", rowHeader: true },
            { header: "Why" },
            { header: "By" },
            { header: "Words", numeric: true },
          ]}
          rows={copies.map((copy) => ({
            key: copy.id,
            cells: [
              <a key="at" href={`${path}/earlier/${copy.id}`}>
                {sayMoment(copy.savedAt, timeZone)}
              </a>,
              whyKept[copy.reason],
              copy.savedBy ?? "Countersign",
              copy.words.toLocaleString("en-GB"),
            ],
          }))}
        />
      )}
    </Shell>
  );
}
