import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { PersonRecord } from "#lib/people/person-record.ts";
import { dutyNames } from "#lib/people/words.ts";
import { sayContact, sayDates, sayMembership } from "./person-facts.tsx";

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return "None";
  return (
    <ul className="m-0 list-none p-0">
      {lines.map((line) => (
        <li key={line} className="wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** What each of two records has, so that whoever joins them sees whether it is one person. */
export function SideBySide({ kept, other }: { kept: PersonRecord; other: PersonRecord }) {
  const row = (name: string, of: (person: PersonRecord) => string | string[]) => ({
    key: name,
    cells: [
      name,
      ...[kept, other].map((person) => {
        const value = of(person);
        return Array.isArray(value) ? (
          <Lines key={person.id} lines={value} />
        ) : (
          <span key={person.id} className="wrap-anywhere">
            {value}
          </span>
        );
      }),
    ],
  });
  const now = <T extends { ended: boolean }>(list: T[]) => list.filter(({ ended }) => !ended);
  return (
    <Table
      caption="The two records side by side"
      columns={[
        { header: <span className="cs-hidden">What</span>, rowHeader: true },
        { header: "This record, kept" },
        { header: "The other one" },
      ]}
      rows={[
        row("Name", ({ legalName, knownAs }) => (knownAs ? `${legalName}, known as ${knownAs}` : legalName)),
        row("Date of birth", ({ bornOn }) => (bornOn ? sayDay(bornOn) : "Not recorded")),
        row("Roles", ({ memberships }) =>
          memberships.map((one) => `${sayMembership(one)} at ${one.unitName}, ${sayDates(one)}`),
        ),
        row("Duties", ({ duties }) =>
          now(duties).map(({ kind, unitName }) => `${dutyNames[kind]} at ${unitName}`),
        ),
        row("Classes", ({ classes }) => now(classes).map(({ name }) => name)),
        row("E-mail addresses", ({ addresses }) => now(addresses).map(({ address }) => address)),
        row("Contacts", ({ contacts }) => now(contacts).map((one) => `${one.name}: ${sayContact(one)}`)),
        row("Contact of", ({ pupils }) => now(pupils).map((one) => `${one.name}: ${sayContact(one)}`)),
        row("Signatures", ({ signed }) => String(signed?.filter((one) => !one.void).length ?? 0)),
      ]}
    />
  );
}
