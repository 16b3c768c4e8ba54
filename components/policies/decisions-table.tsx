import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { BoardPage } from "#lib/policies/board-page.ts";
import { sayMethod, sayOutcome } from "#lib/policies/words.ts";
import { PolicyName } from "./policies-table.tsx";

type DecisionsTableProps = Pick<BoardPage, "decisions"> & {
  /** Where a policy is to be read; its title is plain text where that is nowhere. */
  hrefOf: (policyId: string) => string | undefined;
};

/** What was decided, by whom, when and where it is minuted. */
export function DecisionsTable({ decisions, hrefOf }: DecisionsTableProps) {
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
          <PolicyName key="policy" title={made.title} href={hrefOf(made.policyId)} />,
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
