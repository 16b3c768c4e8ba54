import type { Metadata } from "next";
import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { AnswerReviewForm } from "#components/policies/reviewing/answer-review-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { reviewToRead } from "#lib/policies/reviewing/answer-review.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { answerReviewAction } from "./actions.ts";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Read a draft" };

export default async function ReadDraftPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor();
  const review = await orNotFound(reviewToRead(actor, id));
  const { title, askedBy, askedAt, answer, answeredAt, aboutEarlierText, text, textHash } = review;
  const { timeZone } = actor.organisation;
  return (
    <Shell actor={actor} current="/reviewing" above={<BackLink href="/reviewing">Drafts to read</BackLink>}>
      <PageHeading
        caption={review.owner}
        lead={`A draft. ${askedBy ?? "Somebody"} asked you to read it on ${sayMoment(askedAt, timeZone)}.`}
      >
        {title}
      </PageHeading>
      {answer && answeredAt && (
        <Notice tone={aboutEarlierText ? "important" : "information"}>
          <p>
            {answer === "agreed" ? "You agreed" : "You sent it back with comments"} on{" "}
            {sayMoment(answeredAt, timeZone)}.
            {aboutEarlierText
              ? " The text has been changed since: read it again and answer again."
              : " You can answer again."}
          </p>
        </Notice>
      )}
      {text && textHash ? (
        <>
          {review.since && (
            <section className="cs-section" aria-labelledby="changes">
              <h2 id="changes">What has changed</h2>
              <p className="mb-4">
                {review.changes.length === 0
                  ? `No clause differs from version ${review.since}.`
                  : `${review.changes.length === 1 ? "One clause differs" : `${review.changes.length} clauses differ`} from version ${review.since}.`}
              </p>
              {review.changes.length > 0 && <ClauseChanges changes={review.changes} />}
            </section>
          )}
          <section className="cs-section" aria-labelledby="text">
            <h2 id="text">The text</h2>
            <PolicyText text={text} />
          </section>
          <section className="cs-section cs-no-print" aria-labelledby="answer">
            <h2 id="answer">What do you say?</h2>
            <AnswerReviewForm
              action={answerReviewAction.bind(null, review.id, textHash)}
              comments={aboutEarlierText ? "" : (review.comments ?? "")}
            />
          </section>
        </>
      ) : (
        <Notice tone="important" title="The text is being worked on">
          <p>It cannot be read at the moment. Come back later; you need not do anything until then.</p>
        </Notice>
      )}
    </Shell>
  );
}
