import { Tag } from "#components/ui/tag.tsx";
import type { ReviewDue } from "#lib/policies/version-states.ts";

/** When a review is due, as the school wrote it, with its mark when that is past. */
export function ReviewDate({ review }: { review: ReviewDue | null }) {
  if (!review) return "Not given";
  return (
    <>
      {review.text}
      {review.overdue && (
        <>
          {" "}
          <Tag tone="bad">Review overdue</Tag>
        </>
      )}
      {!review.overdue && review.lastDay === null && (
        <span className="text-soft"> (names no day, so it is never marked overdue)</span>
      )}
    </>
  );
}
