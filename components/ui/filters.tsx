import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type FiltersProps = {
  /** Where the list is; the filters are its query, so a filtered list has an address of its own. */
  action: string;
  /** The fields: `Select`, `TextField`. */
  children: ReactNode;
  /** Other parts of the query to keep. */
  keep?: Record<string, string>;
  /** Shown when something is filtered: leads to the whole list. */
  clear?: string;
};

/** The filters of a list: a plain form that asks for the same page with a query. */
export function Filters({ action, children, keep = {}, clear }: FiltersProps) {
  return (
    <search>
      <form method="get" action={action} className="cs-filters">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="cs-filters__fields">{children}</div>
        <div className="cs-buttons">
          <Button variant="secondary">Show</Button>
          {clear && <a href={clear}>Clear filters</a>}
        </div>
      </form>
    </search>
  );
}
