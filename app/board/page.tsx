import type { Metadata } from "next";
import { ReviewsDue } from "#components/overview/reviews-due.tsx";
import { DecisionsTable } from "#components/policies/decisions-table.tsx";
import { PoliciesTable } from "#components/policies/policies-table.tsx";
import { WordingsToConfirm } from "#components/policies/wordings-to-confirm.tsx";
import { ReportForm } from "#components/ratification/decide-forms.tsx";
import { WaitingList } from "#components/ratification/waiting-list.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayDay } from "#lib/dates.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { wordingsToConfirm } from "#lib/policies/adoptions/adoption-lists.ts";
import { boardPage } from "#lib/policies/board-page.ts";
import { policiesInView } from "#lib/policies/queries.ts";
import { dueOf } from "#lib/policies/reviews/reviews-due.ts";
import { sayBodies } from "#lib/policies/words.ts";
import { type BoardWork, boardWork } from "#lib/ratification/board-work.ts";
import { seesBoards } from "#lib/ratification/decides-by-duty.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";
import { reportAction } from "./actions.ts";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export const metadata: Metadata = { title: "Waiting for ratification" };

export default async function BoardPage({ searchParams }: Props) {
  const actor = await requireActor();
  const { waiting, corrections, toReport } = await orNotFound(boardWork(actor));
  const { done } = await searchParams;
  // a delegate without a seat comes for what they decide, and for nothing else
  const sees = seesBoards(actor);
  const { bodies, policies, decisions } = sees
    ? await orNotFound(boardPage(actor))
    : { bodies: [], policies: [], decisions: [] };
  // a seat shows every policy of its body here, and opens none of them at /policies
  const readable = new Set(
    unitsWhere(actor, "policies:read").length > 0 ? (await policiesInView(actor)).map(({ id }) => id) : [],
  );
  const published = new Map(
    policies.flatMap(({ id, slug, inForce }) => (inForce ? [[id, slug] as const] : [])),
  );
  const hrefOf = (policyId: string) => {
    if (readable.has(policyId)) return `/policies/${policyId}`;
    const slug = published.get(policyId);
    return slug && `/p/${actor.organisation.slug}/${slug}`;
  };
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <Shell actor={actor} current="/board" width="wide">
      <PageHeading caption={sayBodies(bodies)}>Waiting for ratification</PageHeading>
      {done === "reported" && <Notice tone="success">The report has been recorded.</Notice>}
      {waiting.length > 0 ? (
        <WaitingList waiting={waiting} />
      ) : (
        <EmptyState title="Nothing is waiting for a decision">
          <p>A version that is sent to you for ratification appears here.</p>
        </EmptyState>
      )}
      <WordingsToConfirm wordings={await wordingsToConfirm(actor)} />
      <Corrections corrections={corrections} />
      <ToReport toReport={toReport} today={actor.today} />
      {sees && (
        <p className="cs-section">
          <a href="/board/bodies">Boards, governing bodies and committees</a>: who sits on them, and their
          rules.
        </p>
      )}
      {actor.seats.some(({ part }) => part === "chair") && (
        <p>
          <a href="/board/questions">Questions and refusals of heads</a> come to you as the chair.
        </p>
      )}
      {sees && (
        <>
          <ReviewsDue {...dueOf(policies, actor.today)} hrefOf={hrefOf} />
          <section className="cs-section" aria-labelledby="policies">
            <h2 id="policies">Policies</h2>
            {policies.length > 0 ? (
              <PoliciesTable caption={`${count} by title`} policies={policies} hrefOf={hrefOf} />
            ) : (
              <p>There are no policies yet.</p>
            )}
          </section>
          <section className="cs-section" aria-labelledby="decisions">
            <h2 id="decisions">Decisions</h2>
            <DecisionsTable decisions={decisions} hrefOf={hrefOf} />
          </section>
        </>
      )}
    </Shell>
  );
}

function Corrections({ corrections }: Pick<BoardWork, "corrections">) {
  if (corrections.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="corrections">
      <h2 id="corrections">Corrections for you to confirm</h2>
      <ul>
        {corrections.map(({ proposalId, title, number, body }) => (
          <li key={proposalId}>
            <a href={`/board/proposals/${proposalId}`}>
              {title}, version {number}
            </a>
            , decided by {body}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ToReport({ toReport, today }: Pick<BoardWork, "toReport"> & { today: string }) {
  if (toReport.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="to-report">
      <h2 id="to-report">To be reported at the next meeting</h2>
      <p>Minor changes that were approved between meetings.</p>
      <ul className="cs-tasks">
        {toReport.map((one) => (
          <li key={one.decisionId}>
            <p>
              <strong>
                {one.title}, version {one.number}
              </strong>
            </p>
            <p className="cs-tasks__about">
              Approved by {one.by} on {sayDay(one.decidedOn)}, to be reported to {one.body.name}.
            </p>
            {one.records && (
              <ReportForm
                action={reportAction.bind(null, one.decisionId)}
                prefix={`report-${one.decisionId}-`}
                values={{ reportedOn: { ...datePartsOf(today) }, minuteReference: "" }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
