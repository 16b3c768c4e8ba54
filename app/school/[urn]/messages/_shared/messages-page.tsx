import { MessagesTable } from "#components/messages/messages-table.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink, Pagination } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { now } from "#lib/clock.ts";
import { sayMoment } from "#lib/dates.ts";
import { messageList } from "#lib/messages/message-list.ts";
import { messagesQuery } from "#lib/messages/schema.ts";
import { kindNames, messageStates, stateNames } from "#lib/messages/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { type Query, requirePlace, type Urn } from "../../people/_shared/place.ts";

const every = { value: "", label: "All" };
const kinds = ["ask", "reminder", "receipt", "answer"] as const;

/** What a school, or the organisation with all its schools, has sent to whom. */
export async function MessagesPage({ urn, query: given }: { urn: Urn; query: Query }) {
  const { actor, unit } = await requirePlace(urn, "messages:read");
  const query = messagesQuery.parse(given);
  const { messages, counts, sendings, next } = await orNotFound(messageList(actor, unit.id, query));
  const { timeZone } = actor.organisation;
  const above = urn === null ? "/organisation" : `/school/${urn}`;
  const path = `${above}/messages`;
  const filters = { ...(query.state && { state: query.state }), ...(query.kind && { kind: query.kind }) };
  const address = (more: Record<string, string>) => `${path}?${new URLSearchParams({ ...filters, ...more })}`;
  const mayRead = may(actor, "people:read", unit.id);
  const total = query.state ? counts[query.state] : Object.values(counts).reduce((sum, one) => sum + one, 0);
  const howMany = `${total.toLocaleString("en-GB")} ${total === 1 ? "message" : "messages"}`;
  return (
    <Shell actor={actor} current={above} width="wide" above={<BackLink href={above}>{unit.name}</BackLink>}>
      <PageHeading
        caption={unit.name}
        lead={`${messageStates.map((name) => `${counts[name].toLocaleString("en-GB")} ${stateNames[name].toLowerCase()}`).join(", ")}.`}
      >
        Messages
      </PageHeading>
      {sendings.length > 0 && !query.after && (
        <section className="cs-section" aria-labelledby="sendings">
          <h2 id="sendings">Reminders sent together</h2>
          <ul className="cs-links">
            {sendings.map(({ id, school, createdAt, startedBy, finishedAt }) => (
              <li key={id}>
                <a href={`${path}/${id}`}>
                  {sayMoment(createdAt, timeZone)}
                  {startedBy && `, ${startedBy}`}
                  {urn === null && school && `, ${school}`}
                </a>
                {!finishedAt && " (being written)"}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="cs-section" aria-labelledby="messages">
        <h2 id="messages">What was sent to whom</h2>
        <Filters action={path} clear={query.state || query.kind ? path : undefined}>
          <Select
            label="State"
            name="state"
            defaultValue={query.state ?? ""}
            options={[every, ...messageStates.map((value) => ({ value, label: stateNames[value] }))]}
          />
          <Select
            label="About"
            name="kind"
            defaultValue={query.kind ?? ""}
            options={[every, ...kinds.map((value) => ({ value, label: kindNames[value] ?? value }))]}
          />
        </Filters>
        <MessagesTable
          messages={messages}
          caption={`${howMany}, newest first`}
          timeZone={timeZone}
          now={now()}
          withSchool={urn === null}
          personHref={mayRead ? (id) => `${above}/people/${id}` : undefined}
        />
        <Pagination
          label="Messages"
          first={query.after ? address({}) : undefined}
          next={next ? address({ after: next }) : undefined}
        />
      </section>
    </Shell>
  );
}
