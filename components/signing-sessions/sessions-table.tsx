import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayMoment } from "#lib/dates.ts";
import type { ListedSession } from "#lib/signing-sessions/sessions-in-view.ts";
import { sayUntil } from "./say-until.ts";

const states = {
  open: { tone: "good", words: "Open" },
  "run-out": { tone: "waiting", words: "Time is over" },
  closed: { tone: "plain", words: "Closed" },
} as const;

type SessionsTableProps = { sessions: ListedSession[]; path: string; timeZone: string };

/** Sessions of a school, newest first. */
export function SessionsTable({ sessions, path, timeZone }: SessionsTableProps) {
  return (
    <Table
      caption={sessions.length === 1 ? "1 session" : `${sessions.length} sessions`}
      columns={[
        { header: "Who signs", rowHeader: true },
        { header: "State" },
        { header: "To confirm", numeric: true },
        { header: "Confirmed", numeric: true },
        { header: "Agreement" },
        { header: "Opened" },
      ]}
      rows={sessions.map((session) => ({
        key: session.id,
        cells: [
          <a key="session" href={`${path}/${session.id}`}>
            {session.group}
          </a>,
          <span key="state">
            <Tag tone={states[session.state].tone}>{states[session.state].words}</Tag>
            {session.state === "open" && ` until ${sayUntil(session.closesAt, timeZone)}`}
          </span>,
          session.unconfirmed,
          session.signed,
          session.agreement,
          `${sayMoment(session.openedAt, timeZone)} by ${session.openedBy}`,
        ],
      }))}
    />
  );
}
