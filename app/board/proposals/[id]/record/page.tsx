import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { FormValues } from "#components/people/form-values.ts";
import { RecordDecisionForm } from "#components/ratification/record-decision-form.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { type ProposalPage, proposalPage } from "#lib/ratification/proposal-page.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { recordDecisionAction } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Record a decision" };

export default async function RecordDecisionPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor();
  const page = await orNotFound(proposalPage(actor, id));
  const { proposal, reach, seats, minutes, quorum } = page;
  if (!reach.records) notFound();
  const [last] = minutes;
  const waits = last && !last.answer;
  const back = `/board/proposals/${id}`;
  const may =
    !waits &&
    ((proposal.state === "waiting" && proposal.method === "meeting") ||
      (proposal.state === "decided" && last !== undefined));
  return (
    <Shell
      actor={actor}
      current="/board"
      above={
        <BackLink href={back}>
          {proposal.version.title}, version {proposal.version.number}
        </BackLink>
      }
    >
      <PageHeading caption={`${proposal.version.title}, version ${proposal.version.number}`}>
        {proposal.state === "decided" ? "Correct the record" : "What did the meeting decide?"}
      </PageHeading>
      {waits && (
        <Notice>
          <p>
            {last.recordedBy} has recorded this decision already,{" "}
            {sayMoment(last.recordedAt, actor.organisation.timeZone)}. It waits for the chair.
          </p>
        </Notice>
      )}
      {!waits && !may && (
        <Notice>
          <p>There is nothing to record here: it is not decided at a meeting, or does not wait any more.</p>
        </Notice>
      )}
      {proposal.state === "decided" && may && (
        <p>
          What was confirmed stays on record. This becomes a new record in its place once the chair has
          confirmed it.
        </p>
      )}
      {may && seats.length === 0 && (
        <Notice tone="important">
          <p>
            Nobody has a seat on {page.decider}. <a href="/board/bodies">Give people their seats first.</a>
          </p>
        </Notice>
      )}
      {may && seats.length > 0 && (
        <RecordDecisionForm
          action={recordDecisionAction.bind(null, id)}
          values={valuesOf(page, actor.today)}
          agreeing={proposal.agreeing}
          seats={seats}
          quorum={`${quorum} of the ${seats.length} who sit on it, not counting those with a conflict of interest`}
          cancel={back}
        />
      )}
    </Shell>
  );
}

/** What the form begins with: today with everybody there; or the record that is to be put right. */
function valuesOf({ proposal, seats, minutes: [last] }: ProposalPage, today: string): FormValues {
  const number = (count: number | null | undefined) =>
    count === null || count === undefined ? "" : String(count);
  const known = last && seats.find(({ personId }) => personId === last.chairId);
  const wasThere = (seatId: string) =>
    last?.attendance.find((one) => one.seatId === seatId) ?? { present: !last, conflict: null };
  return {
    outcome: last ? (last.outcome === "returned" ? "returned" : "agreed") : "",
    metOn: { ...datePartsOf(last?.metOn ?? today) },
    minuteReference: last?.minuteReference ?? "",
    implementationOn: { ...datePartsOf(last?.implementationOn ?? proposal.implementationOn) },
    pastDate: "",
    reasons: last?.reasons ?? "",
    votesFor: number(last?.votes.for),
    votesAgainst: number(last?.votes.against),
    abstained: number(last?.votes.abstained),
    chair: last ? (known?.id ?? "other") : (seats.find(({ part }) => part === "chair")?.id ?? ""),
    chairName: last && !known ? last.chairName : "",
    ...Object.fromEntries(
      seats.flatMap(({ id }) => [
        [`present-${id}`, wasThere(id).present ? "on" : ""],
        [`conflict-${id}`, wasThere(id).conflict ?? ""],
      ]),
    ),
  };
}
