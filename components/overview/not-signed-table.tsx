import { RowCheckbox } from "#components/ui/choices.tsx";
import { Pagination } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag, type TagTone } from "#components/ui/tag.tsx";
import { type Day, sayDay } from "#lib/dates.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { NotSignedPage } from "#lib/obligations/who-has-not-signed.ts";
import { noAddress, notDue, type Reason, reasonNames, sayReason } from "#lib/obligations/words.ts";
import { roleNames } from "#lib/people/words.ts";
import { NotSignedActions, type NotSignedWays, rowKey } from "./not-signed-actions.tsx";

type NotSignedTableProps = {
  page: NotSignedPage;
  /** The school's name, for the caption. */
  place: string;
  today: Day;
  /** Whether a filter leaves some out. */
  filtered: boolean;
  /** Where a person's page is; names are plain text without it. */
  personHref?: (personId: string) => string;
  first?: string;
  next?: string;
  /** For whoever may act on the rows: what they may do, and the list's filters. */
  act?: { ways: NotSignedWays; filters: Record<string, string>; problems: FieldProblem[] };
};

const tones: Record<Reason, TagTone> = {
  "not-signed": "waiting",
  "parent-awaited": "waiting",
  question: "info",
  declined: "bad",
  away: "plain",
  excused: "plain",
  "not-started": "plain",
};

/** One row for each agreement that a person has not signed, with its reason. */
export function NotSignedTable({
  page,
  place,
  today,
  filtered,
  personHref,
  first,
  next,
  act,
}: NotSignedTableProps) {
  if (page.total === 0)
    return (
      <EmptyState title={filtered ? "Nobody matches these filters" : "Nobody is missing"}>
        <p>
          {filtered
            ? `Nothing unsigned at ${place} matches, ${sayAsAt(page.day, today)}.`
            : `Everything that is due at ${place} is signed, ${sayAsAt(page.day, today)}.`}
        </p>
      </EmptyState>
    );
  const table = (
    <Table
      caption={sayCaption(page, place, filtered, today)}
      columns={[
        ...(act ? [{ header: <span className="cs-hidden">Select</span> }] : []),
        // the reason beside the name, where a phone shows it without scrolling
        { header: "Name", rowHeader: true },
        { header: "Reason" },
        { header: "Role" },
        { header: "Class or tutor group" },
        { header: "Agreement" },
      ]}
      rows={page.rows.map((row) => ({
        key: rowKey(row),
        cells: [
          ...(act
            ? [
                <RowCheckbox
                  key="row"
                  label={`${row.name}, ${row.agreement}`}
                  name="row"
                  value={rowKey(row)}
                  autoComplete="off"
                />,
              ]
            : []),
          personHref ? (
            <a key="name" href={personHref(row.personId)}>
              {row.name}
            </a>
          ) : (
            row.name
          ),
          <Reasons key="reason" row={row} />,
          row.roles.map((role) => roleNames[role]).join(", "),
          row.classes.join(", "),
          row.agreement,
        ],
      }))}
    />
  );
  return (
    <>
      {act ? (
        <NotSignedActions {...act} page={page}>
          {table}
        </NotSignedActions>
      ) : (
        table
      )}
      <Pagination label="Who has not signed" first={first} next={next} />
    </>
  );
}

function Reasons({ row }: { row: NotSignedPage["rows"][number] }) {
  return (
    <>
      <Tag tone={tones[row.reason]}>{sayReason(row)}</Tag>
      {!row.reachable && !notDue.includes(row.reason) && (
        <>
          {" "}
          <Tag>{noAddress}</Tag>
        </>
      )}
    </>
  );
}

const number = (count: number) => count.toLocaleString("en-GB");

/** Of a day to come the list says what is expected. */
const sayAsAt = (day: Day, today: Day) =>
  `as at ${sayDay(day)}${day > today ? ": what is expected, as far as is known today" : ""}`;

/** `12 agreements not signed by 9 people at Ashdown Infants, as at 22 November 2026. 2 more are not due: 2 away.` */
function sayCaption(
  { total, people, peopleDue, reasons, day, rows }: NotSignedPage,
  place: string,
  filtered: boolean,
  today: Day,
): string {
  const apart = notDue.filter((reason) => reasons[reason] > 0);
  const notDueCount = apart.reduce((sum, reason) => sum + reasons[reason], 0);
  // what is due comes first, as the overview counts it; where nothing is due, all there is
  const [led, leading] = notDueCount < total ? [total - notDueCount, peopleDue] : [total, people];
  const more = led < total ? " more" : "";
  const words: Record<string, string> = { "not-started": "not started" };
  return [
    `${number(led)} ${led === 1 ? "agreement" : "agreements"} not signed by ${number(leading)} ${leading === 1 ? "person" : "people"} at ${place}${filtered ? ", with these filters" : ""}, ${sayAsAt(day, today)}.`,
    notDueCount > 0 &&
      `${number(notDueCount)}${more} ${notDueCount === 1 ? "is" : "are"} not due: ${apart
        .map((reason) => `${number(reasons[reason])} ${words[reason] ?? reasonNames[reason].toLowerCase()}`)
        .join(", ")}.`,
    rows.length < total && `${number(rows.length)} on this page.`,
  ]
    .filter(Boolean)
    .join(" ");
}
