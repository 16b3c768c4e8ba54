"use client";
import type { PartContent } from "#lib/policies/drafts/parts.ts";
import { WordsBox } from "./words-box.tsx";

type TableContent = PartContent & { kind: "table" | "history" };

type Props = {
  name: string;
  label: string;
  content: TableContent;
  describedBy: string | undefined;
  change: (content: TableContent) => void;
};

/** A table with a text box in each of its cells. */
export function TableFields({ name, label, content, describedBy, change }: Props) {
  const [head = [], ...body] = content.rows;
  const put = (row: number, column: number, words: string) =>
    change({
      ...content,
      rows: content.rows.map((cells, place) =>
        place === row ? cells.map((cell, at) => (at === column ? words : cell)) : cells,
      ),
    });
  const box = (row: number, column: number, words: string) => (
    <WordsBox
      value={words}
      onWords={(next) => put(row, column, next.replace(/\n/g, " "))}
      name={`${name}.cell.${row}.${column}`}
      data-cell={`${row} ${column}`}
      aria-label={
        row === 0
          ? `Heading of column ${column + 1}`
          : `${head[column] || `Column ${column + 1}`}, row ${row}`
      }
      aria-describedby={describedBy}
    />
  );
  return (
    <div className="cs-draft__table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className="table-scroll" aria-label={label} tabIndex={0}>
        <table>
          <caption className="cs-draft__label">{label}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are told apart by their place alone
                <th key={column} scope="col">
                  {box(0, column, cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <tr key={row}>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column}>{box(row + 1, column, cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
