import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

export type TableColumn = {
  header: ReactNode;
  /** Figures: aligned to the right, so that they can be compared down the column. */
  numeric?: boolean;
  /** The cell that names its row, read out with every other cell of the row. */
  rowHeader?: boolean;
  /** Dates and short codes that should not break. */
  noWrap?: boolean;
};

export type TableRow = { key: string; cells: ReactNode[] };

type TableProps = {
  /** Says what the table shows and how many: "12 people at Ashdown Infants have not signed". */
  caption: ReactNode;
  captionHidden?: boolean;
  columns: TableColumn[];
  rows: TableRow[];
  /** A last row of totals. */
  total?: ReactNode[];
};

/** A table that scrolls sideways inside its own region on a phone; the region can be reached with the keyboard. */
export function Table({ caption, captionHidden = false, columns, rows, total }: TableProps) {
  const captionId = `table-${useId()}`;
  const looks = columns.map(({ numeric, noWrap }) =>
    classNames(numeric && "cs-number", noWrap && "cs-nowrap"),
  );
  const row = (cells: ReactNode[]) =>
    columns.map((column, index) =>
      column.rowHeader ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not move
        <th key={index} scope="row" className={looks[index]}>
          {cells[index]}
        </th>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not move
        <td key={index} className={looks[index]}>
          {cells[index]}
        </td>
      ),
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className="cs-scroll" aria-labelledby={captionId} tabIndex={0}>
      <table className="cs-table">
        <caption id={captionId} className={classNames(captionHidden && "cs-hidden")}>
          <span className="cs-table__caption">{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not move
              <th key={index} scope="col" className={looks[index]}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>{row(cells)}</tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>{row(total)}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
