import type { ReactNode } from "react";

export type SummaryRow = {
  key: string;
  value: ReactNode;
  /** A link at the end of the row; `about` completes it for those who hear it alone ("Change" + "name"). */
  action?: { href: string; label: string; about: string };
};

/** Facts with their names: document control, a receipt, a person's details. */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  return (
    <dl className="cs-list">
      {rows.map(({ key, value, action }) => (
        <div key={key} className="cs-list__row">
          <dt>{key}</dt>
          <dd>{value}</dd>
          {action && (
            <dd className="cs-list__action">
              <a href={action.href}>
                {action.label}
                <span className="cs-hidden"> {action.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
