import { sayDay, sayMoment } from "#lib/dates.ts";
import type { ToldEvent } from "#lib/events/queries.ts";

/** What happened, newest first. */
export function Timeline({ events, timeZone }: { events: ToldEvent[]; timeZone: string }) {
  if (events.length === 0) return <p>Nothing has been recorded yet.</p>;
  return (
    <ol className="cs-tasks">
      {events.map(({ id, sentence, happenedAt, wholeDay }) => (
        <li key={id}>
          <p>{sentence}</p>
          <p className="cs-tasks__about">{wholeDay ? sayDay(happenedAt) : sayMoment(happenedAt, timeZone)}</p>
        </li>
      ))}
    </ol>
  );
}
