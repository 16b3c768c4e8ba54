import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { NotSignedPage } from "#lib/obligations/who-has-not-signed.ts";
import { SelectRows } from "./select-rows.tsx";

/** What may be done with the rows that are selected, and where the form is posted for it. */
export type NotSignedWays = {
  remind?: string;
  print?: string;
  record?: string;
  /** Where a session is opened for those who are selected, or whom the filters show. */
  session?: { href: string; label: string };
};

type NotSignedActionsProps = {
  ways: NotSignedWays;
  page: NotSignedPage;
  /** The list's filters, so that all they show can be found again. */
  filters: Record<string, string>;
  problems: FieldProblem[];
  /** The table with its boxes. */
  children: ReactNode;
};

export const rowKey = (row: { personId: string; seriesId: string }) => `${row.personId}_${row.seriesId}`;

/** The list as one form with a button for each thing that can be done; it needs no JavaScript. */
export function NotSignedActions({ ways, page, filters, problems, children }: NotSignedActionsProps) {
  return (
    <form method="post" action={ways.print ?? ways.remind}>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      {Object.entries(filters).map(([name, value]) => (
        <input key={name} type="hidden" name={`filter-${name}`} value={value} />
      ))}
      <input type="hidden" name="shown" value={page.rows.map(rowKey).join(" ")} />
      <SelectRows onPage={page.rows.length} total={page.total} error={errorOf(problems, "all-page")} />
      {children}
      <div className="cs-buttons mt-6">
        {ways.remind && <Button formAction={ways.remind}>Send reminder</Button>}
        {ways.print && (
          <Button variant="secondary" formAction={ways.print}>
            Print forms
          </Button>
        )}
        {ways.record && (
          <Button variant="secondary" formAction={ways.record} formMethod="get">
            Record paper signature
          </Button>
        )}
        {ways.session && (
          <Button variant="secondary" formAction={ways.session.href} formMethod="get">
            {ways.session.label}
          </Button>
        )}
      </div>
    </form>
  );
}
