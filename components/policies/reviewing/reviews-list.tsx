import type { ReactNode } from "react";
import { Tag, type TagTone } from "#components/ui/tag.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import type { ConsultationOfDraft, ReviewOfDraft } from "#lib/policies/reviewing/draft-reviews.ts";

type ReviewsListProps = {
  reviews: ReviewOfDraft[];
  timeZone: string;
  /** What can be done about one that is still asked. */
  actions?: (review: ReviewOfDraft) => ReactNode;
};

/** Who was asked to read a draft, with what they said of which text. */
export function ReviewsList({ reviews, timeZone, actions }: ReviewsListProps) {
  return (
    <ul className="cs-tasks">
      {reviews.map((review) => (
        <li key={review.id}>
          <p>
            <strong>{review.reviewer}</strong> <Tag tone={toneOf(review)}>{wordOf(review)}</Tag>
          </p>
          <p className="cs-tasks__about">
            Asked{review.askedBy ? ` by ${review.askedBy}` : ""} on {sayMoment(review.askedAt, timeZone)}
            {review.answeredAt ? `; answered on ${sayMoment(review.answeredAt, timeZone)}` : ""}
            {review.aboutEarlierText ? ", about an earlier text" : ""}.
          </p>
          {review.comments && <blockquote className="whitespace-pre-line">{review.comments}</blockquote>}
          {!review.withdrawn && actions?.(review)}
        </li>
      ))}
    </ul>
  );
}

function wordOf({ answer, withdrawn, aboutEarlierText }: ReviewOfDraft): string {
  if (answer === null) return "Not answered yet";
  const said = answer === "agreed" ? "Agreed" : "Sent back with comments";
  return aboutEarlierText || withdrawn ? `${said}, earlier text` : said;
}

function toneOf({ answer, withdrawn, aboutEarlierText }: ReviewOfDraft): TagTone {
  if (answer === null) return "waiting";
  if (aboutEarlierText || withdrawn) return "plain";
  return answer === "agreed" ? "good" : "bad";
}

/** With whom a draft was consulted on, when, and what came of it. */
export function ConsultationsList({
  consultations,
  actions,
}: {
  consultations: ConsultationOfDraft[];
  actions?: (consultation: ConsultationOfDraft) => ReactNode;
}) {
  return (
    <ul className="cs-tasks">
      {consultations.map((one) => (
        <li key={one.id}>
          <p>
            <strong>{one.withWhom}</strong>
          </p>
          <p className="cs-tasks__about">
            {one.endsOn
              ? one.endsOn === one.startsOn
                ? `On ${sayDay(one.startsOn)}`
                : `${sayDay(one.startsOn)} to ${sayDay(one.endsOn)}`
              : `Since ${sayDay(one.startsOn)}`}
            {one.recordedBy ? `; recorded by ${one.recordedBy}` : ""}
          </p>
          <p className="whitespace-pre-line">{one.outcome}</p>
          {actions?.(one)}
        </li>
      ))}
    </ul>
  );
}
