import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { ListedPerson } from "#lib/people/queries.ts";
import { dutyNames } from "#lib/people/words.ts";
import { sayPost } from "./person-facts.tsx";

type Role = ListedPerson["roles"][number];

/** `Staff, site manager`, with the day when the role is to come or is over. */
function sayRole({ startsOn, endsOn, ...post }: Role, today: string): string {
  const title = sayPost(post);
  if (endsOn !== null && endsOn < today) return `${title}, until ${sayDay(endsOn)}`;
  return startsOn > today ? `${title}, from ${sayDay(startsOn)}` : title;
}

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return "–";
  return (
    <ul className="m-0 list-none p-0">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

type PeopleTableProps = { caption: string; people: ListedPerson[]; path: string; today: string };

/** People of a unit, one row each. */
export function PeopleTable({ caption, people, path, today }: PeopleTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { header: "Name", rowHeader: true },
        { header: "Role" },
        { header: "Class or tutor group" },
        { header: "Duties" },
        { header: "Can sign in" },
      ]}
      rows={people.map(({ id, name, legalName, roles, classes, duties, addresses }) => ({
        key: id,
        cells: [
          <span key="name" className="inline-block min-w-40 wrap-anywhere">
            <a href={`${path}/${id}`}>{name}</a>
            {name !== legalName && ` (${legalName})`}
          </span>,
          <Lines key="roles" lines={[...new Set(roles.map((role) => sayRole(role, today)))]} />,
          classes.join(", ") || "–",
          duties.map((kind) => dutyNames[kind]).join(", ") || "–",
          addresses > 0 ? "Yes" : "No address",
        ],
      }))}
    />
  );
}
