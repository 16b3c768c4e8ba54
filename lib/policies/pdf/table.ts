import { breakable, line, margin, type Paper, type Run, size } from "./paper.ts";

/** Cells as runs of words; the first row may be the heading of each column, the first cell the heading of its row. */
export type PdfTable = { rows: Run[][][]; headerRow: boolean; headerColumn?: boolean; widths?: number[] };

const inside = 5;

/** A table with its lines; its heading comes again on every page it goes on to, as decoration. */
export function putTable(
  paper: Paper,
  { rows: given, headerRow, headerColumn, widths: shares }: PdfTable,
): void {
  // made bold before anything is measured: bold words are wider
  const rows = given.map((row, index) =>
    row.map((cell, column) =>
      (headerRow && index === 0) || (headerColumn && column === 0)
        ? cell.map((run): Run => ({ ...run, face: "bold" }))
        : cell,
    ),
  );
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return;
  const { pdf } = paper;
  const whole = paper.right - paper.left;
  const widths = shares?.map((share) => share * whole) ?? columnWidths(rows, columns, whole);
  const points = columns > 6 ? 7 : columns > 3 ? size.small : size.text - 0.5;
  const heightOf = (row: Run[][]) =>
    Math.max(
      ...widths.map((width, column) => paper.heightOf(row[column] ?? [], width - 2 * inside, points)),
    ) +
    2 * inside;
  const header = headerRow ? (rows[0] ?? null) : null;
  const headerHeight = header ? heightOf(header) : 0;
  const tallest = paper.bottom - margin.top - headerHeight;
  const table = pdf.struct("Table");
  paper.root.add(table);
  rule(paper);
  rows.forEach((row, index) => {
    const isHeader = header !== null && index === 0;
    const height = heightOf(row);
    const element = pdf.struct("TR");
    table.add(element);
    const tag = (column: number) =>
      isHeader
        ? pdf.struct("TH", { scope: "Column" } as never)
        : headerColumn && column === 0
          ? pdf.struct("TH", { scope: "Row" } as never)
          : pdf.struct("TD");
    if (height > tallest) {
      // higher than a page: its cells one below the other
      for (let column = 0; column < columns; column++) {
        const cell = tag(column);
        element.add(cell);
        pdf.y += inside;
        paper.words(cell, row[column] ?? [], { x: paper.left + inside, width: whole - 2 * inside, points });
        cell.end();
      }
      pdf.y += inside;
      rule(paper);
      element.end();
      return;
    }
    if (pdf.y + height + (isHeader && rows[1] ? Math.min(heightOf(rows[1]), tallest) : 0) > paper.bottom) {
      pdf.addPage();
      rule(paper);
      if (header && !isHeader) repeatHeader(paper, header, widths, headerHeight, points);
    }
    const top = pdf.y;
    let x = paper.left;
    for (let column = 0; column < columns; column++) {
      const width = widths[column] ?? 0;
      const cell = tag(column);
      element.add(cell);
      pdf.y = top + inside;
      paper.words(cell, row[column] ?? [], { x: x + inside, width: width - 2 * inside, points });
      cell.end();
      x += width;
    }
    pdf.y = top + height;
    rule(paper);
    element.end();
  });
  table.end();
  pdf.x = paper.left;
}

function repeatHeader(paper: Paper, header: Run[][], widths: number[], height: number, points: number): void {
  const { pdf } = paper;
  const top = pdf.y;
  paper.artifact(() => {
    let x = paper.left;
    header.forEach((runs, column) => {
      const width = widths[column] ?? 0;
      pdf
        .font("bold")
        .fontSize(points)
        .text(breakable(runs.map(({ text }) => text).join("")), x + inside, top + inside, {
          width: width - 2 * inside,
          lineGap: points * 0.3,
        });
      x += width;
    });
  });
  pdf.y = top + height;
  rule(paper);
}

function rule(paper: Paper): void {
  const { pdf } = paper;
  paper.artifact(() => {
    pdf.lineWidth(0.6).strokeColor(line).moveTo(paper.left, pdf.y).lineTo(paper.right, pdf.y).stroke();
  });
}

/** By how much there is to read in each column, none narrower than its longest word. */
function columnWidths(rows: Run[][][], columns: number, whole: number): number[] {
  const words = (cell: Run[] | undefined) => (cell ?? []).map(({ text }) => text).join("");
  const weights = Array.from({ length: columns }, (_, column) => {
    const cells = rows.map((row) => words(row[column]));
    const longestWord = Math.max(1, ...cells.flatMap((cell) => cell.split(/\s+/).map((one) => one.length)));
    const longest = Math.max(1, ...cells.map((cell) => cell.length));
    return { least: Math.min(longestWord, 24) * 5.4 + 2 * inside, wish: Math.sqrt(longest) };
  });
  const least = weights.reduce((sum, one) => sum + one.least, 0);
  if (least >= whole) return weights.map((one) => (one.least / least) * whole);
  const wishes = weights.reduce((sum, one) => sum + one.wish, 0);
  return weights.map((one) => one.least + (one.wish / wishes) * (whole - least));
}
