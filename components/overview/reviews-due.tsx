import type { PolicyInList } from "#lib/policies/queries.ts";
import { OverdueReviews } from "./overdue-reviews.tsx";

type ReviewsDueProps = {
  overdue: PolicyInList[];
  /** Due within the next 90 days. */
  soon: PolicyInList[];
  /** Where a policy is to be read, for those who may not read every one at `/policies`. */
  hrefOf?: (policyId: string) => string | undefined;
};

const policyHref = (policyId: string) => `/policies/${policyId}`;

/** Policies past their review date, and those whose review comes next; nothing when there are none. */
export function ReviewsDue({ overdue, soon, hrefOf = policyHref }: ReviewsDueProps) {
  return (
    <>
      <OverdueReviews policies={overdue} hrefOf={hrefOf} />
      {soon.length > 0 && (
        <section className="cs-section" aria-labelledby="due-soon">
          <h2 id="due-soon">Reviews due soon</h2>
          <p>
            {soon.length === 1 ? "1 policy is" : `${soon.length} policies are`} to be reviewed within the next
            90 days.
          </p>
          <ul className="cs-tasks">
            {soon.map(({ id, title, owner, inForce }) => {
              const href = hrefOf(id);
              return (
                <li key={id}>
                  {href ? (
                    <a className="cs-tasks__link" href={href}>
                      {title}
                    </a>
                  ) : (
                    <p>{title}</p>
                  )}
                  <p className="cs-tasks__about">
                    {owner}, version {inForce?.number}, review {inForce?.review?.text}
                  </p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}
