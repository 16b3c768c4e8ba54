import { Table } from "#components/ui/table.tsx";
import type { HistoryRow, HistoryTable } from "#lib/policies/history-of.ts";
import { historyAt } from "#lib/policies/words.ts";

type ChangeHistoryProps = {
  history: HistoryTable;
  /** Where a version's text is; numbers are plain without it. */
  hrefOf?: (number: string) => string;
};

const columns = ["Date", "Summary of change", "Contact", "Policy implementation date", "Review date"];

/** The rows of the old document as they came, then one for each ratified version and recorded review. */
export function ChangeHistory({ history: { earlier, rows }, hrefOf }: ChangeHistoryProps) {
  return (
    <section className="cs-section" aria-labelledby={historyAt}>
      <h2 id={historyAt}>Change history</h2>
      {earlier && (
        <Table
          caption="Earlier history, as it was written"
          columns={earlier.columns.map((header) => ({ header }))}
          rows={earlier.rows.map((cells, index) => ({ key: String(index), cells }))}
        />
      )}
      {rows.length > 0 && (
        <Table
          caption={`${rows.length} ${rows.length === 1 ? "entry" : "entries"}, the oldest first`}
          columns={columns.map((header) => ({ header }))}
          rows={rows.map((row) => ({
            key: row.key,
            cells: row.cells.map((cell, index) =>
              index === 1 ? <Summary key="summary" row={row} words={cell} hrefOf={hrefOf} /> : cell,
            ),
          }))}
        />
      )}
    </section>
  );
}

/** The number that a version's summary begins with leads to its text. */
function Summary({
  row: { number },
  words,
  hrefOf,
}: {
  row: HistoryRow;
  words: string;
  hrefOf: ChangeHistoryProps["hrefOf"];
}) {
  const named = `Version ${number}`;
  if (!number || !hrefOf || !words.startsWith(named)) return words;
  return (
    <>
      <a href={hrefOf(number)}>{named}</a>
      {words.slice(named.length)}
    </>
  );
}
