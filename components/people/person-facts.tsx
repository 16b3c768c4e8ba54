import { EmptyState } from "#components/ui/notice.tsx";
import { SummaryList, type SummaryRow } from "#components/ui/summary-list.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { type Day, sayDay, sayMoment } from "#lib/dates.ts";
import { reasonNames } from "#lib/obligations/words.ts";
import type { PersonRecord, RecordedContact } from "#lib/people/person-record.ts";
import { dutyNames, roleNames, sayYearGroup } from "#lib/people/words.ts";

/** `from 1 September 2026`, `1 September 2026 to 31 July 2027`, `on 1 September 2026`. */
export function sayDates({ startsOn, endsOn }: { startsOn: Day; endsOn: Day | null }): string {
  if (endsOn === null) return `from ${sayDay(startsOn)}`;
  return startsOn === endsOn ? `on ${sayDay(startsOn)}` : `${sayDay(startsOn)} to ${sayDay(endsOn)}`;
}

type Post = Pick<PersonRecord["memberships"][number], "role" | "jobTitle" | "yearGroup">;

/** `Pupil, Year 4`, `Staff, site manager`; a job title that only says the role again is left out. */
export function sayPost({ role, jobTitle, yearGroup }: Post): string {
  const name = roleNames[role];
  const more = yearGroup === null ? jobTitle?.trim() : sayYearGroup(yearGroup);
  return more && more.toLowerCase() !== name.toLowerCase() ? `${name}, ${more}` : name;
}

/** `Pupil, Year 4`, `Staff, site manager (Brightwater Cleaning)`. */
export function sayMembership(membership: PersonRecord["memberships"][number]): string {
  return sayPost(membership) + (membership.firm ? ` (${membership.firm})` : "");
}

/** What a contact may and may not, in a line. Never why. */
export function sayContact(contact: RecordedContact): string {
  const { relationship, parentalResponsibility, livesWith, maySign, doNotContact, actsForAdult } = contact;
  return [
    relationship,
    parentalResponsibility && "parental responsibility",
    livesWith && "lives with them",
    doNotContact ? "do not contact" : maySign ? "may sign" : "does not sign",
    actsForAdult && "acts for them as an adult",
    contact.disputed && "says that this is not their child",
  ]
    .filter(Boolean)
    .join(", ");
}

function Lines({ lines, none }: { lines: { key: string; words: React.ReactNode }[]; none: string }) {
  if (lines.length === 0) return none;
  return (
    <ul className="m-0 list-none p-0">
      {lines.map(({ key, words }) => (
        <li key={key}>{words}</li>
      ))}
    </ul>
  );
}

type PersonFactsProps = { person: PersonRecord; path: string; mayChange: boolean; isSchool: boolean };

/** Who somebody is here, each fact with the page that changes it. What is over is left out; the pages show it. */
export function PersonFacts({ person, path, mayChange, isSchool }: PersonFactsProps) {
  const now = <T extends { ended: boolean }>(list: T[]) => list.filter(({ ended }) => !ended);
  const change = (page: string, about: string): Pick<SummaryRow, "action"> =>
    mayChange ? { action: { href: `${path}/${page}`, label: "Change", about } } : {};
  const isPupil = person.memberships.some(({ role }) => role === "pupil");
  const rows: SummaryRow[] = [
    {
      key: "Name",
      value: (
        <span className="wrap-anywhere">
          {person.legalName}
          {person.knownAs && `, known as ${person.knownAs}`}
        </span>
      ),
      ...change("names", "names"),
    },
    {
      key: "Date of birth",
      value: person.bornOn ? sayDay(person.bornOn) : "Not recorded",
      ...change("names", "date of birth"),
    },
    {
      key: "E-mail addresses",
      value: (
        <Lines
          none="None, so they cannot sign in by e-mail"
          lines={now(person.addresses).map(({ id, address }) => ({
            key: id,
            words: <span className="wrap-anywhere">{address}</span>,
          }))}
        />
      ),
      ...change("addresses", "e-mail addresses"),
    },
    {
      key: "Roles",
      value: (
        <Lines
          none="None now"
          lines={now(person.memberships).map((membership) => ({
            key: membership.id,
            words: `${sayMembership(membership)} at ${membership.unitName}, ${sayDates(membership)}`,
          }))}
        />
      ),
      ...change("roles", "roles"),
    },
  ];
  if (isSchool || person.classes.length > 0)
    rows.push({
      key: "Classes",
      value: (
        <Lines
          none="None"
          lines={now(person.classes).map((group) => ({
            key: group.id,
            words: `${group.name}${group.part === "teacher" ? ", as a teacher" : ""}, ${sayDates(group)}`,
          }))}
        />
      ),
      ...change("roles", "classes"),
    });
  rows.push({
    key: "Duties",
    value: (
      <Lines
        none="None"
        lines={now(person.duties).map((duty) => ({
          key: duty.id,
          words: `${dutyNames[duty.kind]} at ${duty.unitName}, ${sayDates(duty)}`,
        }))}
      />
    ),
    ...change("duties", "duties"),
  });
  if (isPupil)
    rows.push({
      key: "Contacts",
      value: (
        <Lines
          none="None"
          lines={now(person.contacts).map((contact) => ({
            key: contact.id,
            words: `${contact.position}. ${contact.name}: ${sayContact(contact)}`,
          }))}
        />
      ),
      ...change("contacts", "contacts"),
    });
  if (person.pupils.length > 0)
    rows.push({
      key: "Contact of",
      value: (
        <Lines
          none="Nobody now"
          lines={now(person.pupils).map((contact) => ({
            key: contact.id,
            words: (
              <>
                <a href={`${path.replace(/[^/]+$/, "")}${contact.personId}`}>{contact.name}</a>:{" "}
                {sayContact(contact)}
              </>
            ),
          }))}
        />
      ),
    });
  rows.push({
    key: "Away",
    value: (
      <Lines
        none="No"
        lines={now(person.away).map((away) => ({
          key: away.id,
          words: `${away.kind === "excused" ? "Excused" : "Away"} at ${away.unitName}, ${sayDates(away)}`,
        }))}
      />
    ),
    ...change("away", "away"),
  });
  return <SummaryList rows={rows} />;
}

/** What somebody is asked to sign and has not. */
export function Due({ due }: { due: PersonRecord["due"] }) {
  if (due.length === 0) return <EmptyState title="Nothing to sign" />;
  const answers = {
    question: "Asked a question",
    refusal: "Declined",
    objection: "Objected",
    "not-my-child": "Not my child",
  };
  return (
    <Table
      caption={due.length === 1 ? "1 agreement to sign" : `${due.length} agreements to sign`}
      columns={[{ header: "Agreement", rowHeader: true }, { header: "Policy" }, { header: "State" }]}
      rows={due.map((row) => ({
        key: row.obligationId,
        cells: [
          row.forWhom ? `${row.agreement}, for ${row.forWhom}` : row.agreement,
          row.policy,
          <span key="state">
            <Tag tone={row.response ? "info" : "waiting"}>
              {row.response ? answers[row.response] : reasonNames["not-signed"]}
            </Tag>
            , due {sayDay(row.dueOn)}
          </span>,
        ],
      }))}
    />
  );
}

type SignedProps = { signed: NonNullable<PersonRecord["signed"]>; timeZone: string };

/** What somebody has signed. The receipt opens for the signer alone. */
export function Signed({ signed, timeZone }: SignedProps) {
  if (signed.length === 0) return <EmptyState title="Nothing signed yet" />;
  return (
    <Table
      caption={signed.length === 1 ? "1 signature" : `${signed.length} signatures`}
      columns={[
        { header: "Agreement", rowHeader: true },
        { header: "Policy" },
        { header: "Version", noWrap: true },
        { header: "Signed" },
      ]}
      rows={signed.map((row) => {
        const title = row.forWhom ? `${row.agreement}, for ${row.forWhom}` : row.agreement;
        return {
          key: row.id,
          cells: [
            row.own ? (
              <a key="title" href={`/sign/receipts/${row.id}`}>
                {title}
              </a>
            ) : row.paperAt ? (
              <a
                key="title"
                href={`${row.paperAt.urn === null ? "/organisation" : `/school/${row.paperAt.urn}`}/paper/${row.id}`}
              >
                {title}
              </a>
            ) : (
              title
            ),
            row.policy,
            row.version,
            row.void
              ? "No longer counts"
              : row.onPaper
                ? `${sayDay(row.signedOn)}, on paper`
                : sayMoment(row.signedAt, timeZone),
          ],
        };
      })}
    />
  );
}

type EventsProps = { events: NonNullable<PersonRecord["events"]>; timeZone: string };

export function Events({ events, timeZone }: EventsProps) {
  if (events.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <Table
      caption={`The latest ${events.length === 50 ? "50 events" : events.length === 1 ? "event" : `${events.length} events`}, without signing in`}
      columns={[
        { header: "When", noWrap: true },
        { header: "What", rowHeader: true },
      ]}
      rows={events.map(({ id, happenedAt, sentence }) => ({
        key: id,
        cells: [
          sayMoment(happenedAt, timeZone),
          <span key="sentence" className="wrap-anywhere">
            {sentence}
          </span>,
        ],
      }))}
    />
  );
}
