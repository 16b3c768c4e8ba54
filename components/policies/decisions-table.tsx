import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { BoardPage } from "#lib/policies/board-page.ts";
import { sayMethod, sayOutcome } from "#lib/policies/words.ts";

/** What was decided, by whom, when and where it is minuted. */
export function DecisionsTable({ decisions }: Pick<BoardPage, "decisions">) {
  if (decisions.length === 0) return <p>No decision has been recorded yet.</p>;
  return (
    <Table
      caption={`${decisions.length} ${decisions.length === 1 ? "decision" : "decisions"}, newest first`}
      columns={[
        { header: "Policy", rowHeader: true },
        { header: "Version" },
        { header: "Outcome" },
        { header: "By" },
        { header: "Decided on", noWrap: true },
        { header: "Minute" },
        { header: "In force from", noWrap: true },
      ]}
      rows={decisions.map((made) => ({
        key: made.id,
        cells: [
          <a key="policy" href={`/policies/${made.policyId}`}>
            {made.title}
          </a>,
          made.number,
          `${sayOutcome(made)}${sayMethod(made)}`,
          made.body,
          made.decidedOn ? sayDay(made.decidedOn) : "Not recorded",
          made.minuteReference ?? "Not recorded",
          made.implementationOn ? sayDay(made.implementationOn) : "",
        ],
      }))}
    />
  );
}
