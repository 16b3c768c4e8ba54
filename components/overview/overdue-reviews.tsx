import { Tag } from "#components/ui/tag.tsx";
import type { PolicyInList } from "#lib/policies/queries.ts";

type OverdueReviewsProps = {
  policies: PolicyInList[];
  /** Where a policy is to be read, for those who may not read every one at `/policies`. */
  hrefOf?: (policyId: string) => string | undefined;
};

const policyHref = (policyId: string) => `/policies/${policyId}`;

/** Policies past their review date; nothing when there are none. */
export function OverdueReviews({ policies, hrefOf = policyHref }: OverdueReviewsProps) {
  if (policies.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="overdue">
      <h2 id="overdue">Overdue reviews</h2>
      <p>
        {policies.length === 1 ? "1 policy is" : `${policies.length} policies are`} past the review date and
        in force until replaced.
      </p>
      <ul className="cs-tasks">
        {policies.map(({ id, title, owner, inForce }) => (
          <li key={id}>
            <a className="cs-tasks__link" href={hrefOf(id)}>
              {title}
            </a>
            <p className="cs-tasks__about">
              {owner}, version {inForce?.number}, review {inForce?.review?.text}
            </p>
            <p className="cs-mark">
              <Tag tone="bad">Review overdue</Tag>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
