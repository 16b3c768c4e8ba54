import { EmptyState } from "#components/ui/notice.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayMoment } from "#lib/dates.ts";
import type { ListedMessage } from "#lib/messages/message-list.ts";
import { kindNames, sayMore } from "#lib/messages/words.ts";
import { MessageTag } from "./message-tag.tsx";

type MessagesTableProps = {
  messages: ListedMessage[];
  caption: string;
  timeZone: string;
  now: Date;
  /** Whether the school that each came from is told. */
  withSchool: boolean;
  personHref?: (id: string) => string;
};

/** What was sent to whom, one row for each message. */
export function MessagesTable({
  messages,
  caption,
  timeZone,
  now,
  withSchool,
  personHref,
}: MessagesTableProps) {
  if (messages.length === 0)
    return (
      <EmptyState title="No messages">
        <p>There are none here, or none that the filters show.</p>
      </EmptyState>
    );
  return (
    <Table
      caption={caption}
      columns={[
        { header: "To", rowHeader: true },
        { header: "State" },
        { header: "About" },
        ...(withSchool ? [{ header: "From" }] : []),
        { header: "Written" },
      ]}
      rows={messages.map((message) => ({
        key: message.id,
        cells: [
          <To key="to" message={message} href={personHref} />,
          <State key="state" message={message} timeZone={timeZone} now={now} />,
          kindNames[message.kind] ?? message.kind,
          ...(withSchool ? [message.unit ?? "The organisation"] : []),
          sayMoment(message.createdAt, timeZone),
        ],
      }))}
    />
  );
}

function To({
  message: { person, toAddress },
  href,
}: {
  message: ListedMessage;
  href?: (id: string) => string;
}) {
  const address = <span className="break-all font-normal">{toAddress}</span>;
  if (!person) return address;
  return (
    <>
      {href ? <a href={href(person.id)}>{person.name}</a> : person.name}
      <br />
      {address}
    </>
  );
}

function State({ message, timeZone, now }: { message: ListedMessage; timeZone: string; now: Date }) {
  return (
    <>
      <MessageTag state={message.state} />
      <br />
      {sayMore(message, timeZone, now)}
    </>
  );
}
