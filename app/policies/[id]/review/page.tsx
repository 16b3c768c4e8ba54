import type { Metadata } from "next";
import { cache } from "react";
import { ReviewDate } from "#components/policies/review-date.tsx";
import { ReviewForm } from "#components/policies/review-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import { reviewPage } from "#lib/policies/reviews/review-page.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { recordReviewAction } from "./actions.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ done?: string; replaces?: string | string[] }>;
};

const pageOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(reviewPage(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Review of ${(await pageOf((await params).id)).page.policy.title}` };
}

const parts = (day: string) => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { day: String(Number(date)), month: String(Number(month)), year };
};

export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { done, replaces } = await searchParams;
  const { actor, page } = await pageOf(id);
  const { policy, inForce, reviews } = page;
  const corrected = reviews.find((one) => one.id === replaces) ?? null;
  return (
    <Shell
      actor={actor}
      current="/policies"
      above={<BackLink href={`/policies/${policy.id}`}>{policy.title}</BackLink>}
    >
      <PageHeading caption={policy.title}>Review</PageHeading>
      {done === "recorded" && (
        <Notice tone="success">The review is recorded, and stands in the change history.</Notice>
      )}
      {done === "draft" && (
        <Notice tone="success" title="The review is recorded">
          <p>
            <a href={`/policies/${policy.id}/draft`}>Go on to the draft of the next version</a>
          </p>
        </Notice>
      )}
      {inForce ? (
        <>
          <p>
            Version {inForce.number} is in force. Review date: <ReviewDate review={inForce.review} />
          </p>
          <section className="cs-section" aria-labelledby="record">
            <h2 id="record">{corrected ? "Correct the record of a review" : "Record a review"}</h2>
            <ReviewForm
              key={corrected?.id ?? reviews.length}
              action={recordReviewAction.bind(null, policy.id)}
              replaces={corrected?.id ?? null}
              values={{
                reviewedOn: parts(corrected?.reviewedOn ?? actor.today),
                outcome: corrected?.outcome ?? "",
                nextReview: corrected?.nextText ?? "",
                summary: corrected?.summary ?? "",
                contact: corrected?.contact ?? inForce.contact ?? "",
              }}
            />
          </section>
        </>
      ) : (
        <EmptyState title="No version is in force">
          <p>A review is of the version that is in force.</p>
        </EmptyState>
      )}
      {reviews.length > 0 && (
        <section className="cs-section" aria-labelledby="reviews">
          <h2 id="reviews">Reviews on record</h2>
          <Table
            caption={`${reviews.length} ${reviews.length === 1 ? "review" : "reviews"}, the newest first`}
            columns={[
              { header: "Date", rowHeader: true, noWrap: true },
              { header: "Summary" },
              { header: "Next review" },
              { header: <span className="cs-hidden">Correct</span> },
            ]}
            rows={reviews.map((review) => ({
              key: review.id,
              cells: [
                sayDay(review.reviewedOn),
                `${review.outcome === "unchanged" ? "It stays as it is." : "It is to be revised."} ${review.summary ?? ""}`,
                review.nextText ?? "Not given",
                <a key="correct" href={`/policies/${policy.id}/review?replaces=${review.id}#record`}>
                  Correct<span className="cs-hidden"> the review of {sayDay(review.reviewedOn)}</span>
                </a>,
              ],
            }))}
          />
        </section>
      )}
    </Shell>
  );
}
