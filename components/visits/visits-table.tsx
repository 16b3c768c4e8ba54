import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/notice.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { dayOf, sayDay, sayTime } from "#lib/dates.ts";
import type { VisitAtSchool, VisitState } from "#lib/visits/visits-at-school.ts";
import { reasonNames, sayPass } from "#lib/visits/words.ts";

const tones = {
  cleared: "good",
  "not-signed": "waiting",
  declined: "bad",
  asked: "waiting",
  left: "plain",
  ended: "plain",
  refused: "bad",
} as const satisfies Record<VisitState, string>;

const stateNames: Record<VisitState, string> = {
  cleared: "Cleared",
  "not-signed": "Not cleared: has not signed",
  declined: "Not cleared: does not agree",
  asked: "Not cleared: asked a question",
  left: "Left",
  ended: "Ended",
  refused: "Not who they said",
};

type VisitsTableProps = {
  visits: VisitAtSchool[];
  /** What the table shows and how many. */
  caption: string;
  today: string;
  timeZone: string;
  searched: boolean;
  hrefOf: (visitId: string) => string;
  /** What can be done about a visit at once. */
  actionOf: (visit: VisitAtSchool) => ReactNode;
  /** For a visit of which nobody has confirmed who it is. */
  confirmOf: (visit: VisitAtSchool) => ReactNode;
};

type Clock = { today: string; timeZone: string };

/** `3:05pm` today, `21 November 2026` on another day. */
export const sayWhen = (moment: Date, { today, timeZone }: Clock): string =>
  dayOf(moment, timeZone) === today ? sayTime(moment, timeZone) : sayDay(dayOf(moment, timeZone));

/** `Left at 3:05pm`, and the other states in words. */
function sayVisitState({ state, leftAt }: VisitAtSchool, clock: Clock): string {
  if (state !== "left" || !leftAt) return stateNames[state];
  const isToday = dayOf(leftAt, clock.timeZone) === clock.today;
  return `Left ${isToday ? "at" : "on"} ${sayWhen(leftAt, clock)}`;
}

export function VisitTag({ visit, ...clock }: { visit: VisitAtSchool } & Clock) {
  return <Tag tone={tones[visit.state]}>{sayVisitState(visit, clock)}</Tag>;
}

/** Who came through the door, for reception. */
export function VisitsTable({
  visits,
  caption,
  today,
  timeZone,
  searched,
  hrefOf,
  actionOf,
  confirmOf,
}: VisitsTableProps) {
  if (visits.length === 0)
    return searched ? (
      <EmptyState title="Nobody found">
        <p>No visit today has that name, firm or pass code.</p>
      </EmptyState>
    ) : (
      <EmptyState title="Nobody has arrived yet today">
        <p>Whoever signs in at the door shows here at once.</p>
      </EmptyState>
    );
  return (
    <Table
      caption={caption}
      columns={[
        { header: "Name", rowHeader: true },
        { header: "Now" },
        { header: "Confirmed" },
        { header: "Leaving" },
        { header: "Here as" },
        { header: "Expected by" },
        { header: "Arrived", noWrap: true },
        { header: "Until", noWrap: true },
        { header: "Pass", noWrap: true },
      ]}
      rows={visits.map((visit) => ({
        key: visit.id,
        cells: [
          <a key="name" href={hrefOf(visit.id)}>
            {visit.name}
          </a>,
          <VisitTag key="state" visit={visit} today={today} timeZone={timeZone} />,
          visit.confirmedBy ?? (visit.state === "refused" ? "–" : confirmOf(visit)),
          actionOf(visit),
          [reasonNames[visit.reason], visit.firm].filter(Boolean).join(", "),
          visit.expectedBy ?? "–",
          sayWhen(visit.arrivedAt, { today, timeZone }),
          visit.untilOn === today ? "Today" : sayDay(visit.untilOn),
          visit.state === "refused" ? "–" : sayPass(visit.pass),
        ],
      }))}
    />
  );
}
