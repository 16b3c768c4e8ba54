import { LinkButton } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayMoment } from "#lib/dates.ts";
import type { SendingProgress } from "#lib/messages/sending-progress.ts";
import { skipReasons } from "#lib/messages/words.ts";

type SendingFiguresProps = { sending: SendingProgress; timeZone: string; path: string };

const number = (count: number) => count.toLocaleString("en-GB");
const most = 200;

/** How far a sending of reminders has come, and who is left out. */
export function SendingFigures({ sending, timeZone, path }: SendingFiguresProps) {
  const { counts, skipped, finishedAt, waitsUntil, people } = sending;
  const isDone = finishedAt !== null && counts.waiting === 0;
  return (
    <>
      {isDone ? (
        <Notice tone="success">All of it is done.</Notice>
      ) : (
        <Notice tone="information">
          <p>{sayProgress(finishedAt, waitsUntil, timeZone)} You can close this page: it goes on.</p>
          <p>
            <a href={path}>See how far it is now</a>
          </p>
        </Notice>
      )}
      <SummaryList
        rows={[
          { key: "Started", value: `${sayMoment(sending.createdAt, timeZone)}, ${sending.startedBy ?? ""}` },
          { key: "People selected", value: number(people) },
          { key: "Messages sent", value: number(counts.sent) },
          { key: "Messages waiting", value: number(counts.waiting) },
          { key: "Messages failed", value: number(counts.failed) },
          { key: "Not needed any more", value: number(counts["not-needed"]) },
          { key: "Left out", value: number(skipped.length) },
        ]}
      />
      {skipped.length > 0 && (
        <section className="cs-section" aria-labelledby="left-out">
          <h2 id="left-out">Left out</h2>
          <Table
            caption={
              skipped.length > most
                ? `The first ${number(most)} of ${number(skipped.length)} people; the file has them all`
                : `${number(skipped.length)} ${skipped.length === 1 ? "person" : "people"}, by name`
            }
            columns={[{ header: "Name", rowHeader: true }, { header: "Why" }]}
            rows={skipped.slice(0, most).map(({ personId, name, reason }) => ({
              key: personId,
              cells: [name, skipReasons[reason]],
            }))}
          />
        </section>
      )}
      <p className="mt-8 cs-no-print">
        <LinkButton variant="secondary" href={`${path}/download`}>
          Download CSV
        </LinkButton>
      </p>
    </>
  );
}

function sayProgress(finishedAt: Date | null, waitsUntil: Date | null, timeZone: string): string {
  if (!finishedAt) return "The messages are being written.";
  return waitsUntil
    ? `The messages wait until ${sayMoment(waitsUntil, timeZone)}, because of quiet hours or a holiday.`
    : "The messages are being sent.";
}
