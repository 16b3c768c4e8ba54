import { Tag } from "#components/ui/tag.tsx";
import type { PolicyInList } from "#lib/policies/queries.ts";

/** Policies past their review date; nothing when there are none. */
export function OverdueReviews({ policies }: { policies: PolicyInList[] }) {
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
            <a className="cs-tasks__link" href={`/policies/${id}`}>
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
