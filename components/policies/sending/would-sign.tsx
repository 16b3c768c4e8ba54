import { Details } from "#components/ui/details.tsx";
import { Table } from "#components/ui/table.tsx";
import type { WouldSign, WouldSignInAll } from "#lib/obligations/who-would-sign.ts";
import { membershipRoles, rolePlurals, sayPeople } from "#lib/people/words.ts";

/** How many people, as part of a sentence: `nobody`, `1 person`, `1,204 people`. */
export const sayHowMany = (count: number): string => (count === 0 ? "nobody" : sayPeople(count));

const roles = [...membershipRoles, "countersign"];
const roleOf = (role: string) =>
  role === "countersign"
    ? "Parents and carers, by pupil"
    : (rolePlurals[role as keyof typeof rolePlurals] ?? role);

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `12 people would have to sign again; 3 people would sign for the first time.` */
export const sayWouldSign = ({ again, first }: WouldSignInAll["people"], onlyFirst: boolean): string =>
  onlyFirst
    ? `${upperFirst(sayHowMany(first))} would have to sign.`
    : `${upperFirst(sayHowMany(again))} would have to sign again; ${sayHowMany(first)} would sign for the first time.`;

type WouldSignTablesProps = { all: WouldSignInAll; titles: Map<string, string>; first: boolean };

/** Who would have to sign, by role over all schools, and by school in a table that opens. */
export function WouldSignTables({ all, titles, first }: WouldSignTablesProps) {
  const { rows } = all;
  const byRole = group(rows, ({ role, agreementKey }) => `${roles.indexOf(role)} ${agreementKey}`);
  const schools = new Set(rows.map(({ unitId }) => unitId)).size;
  const figures = [
    ...(first ? [] : [{ header: "Sign again", numeric: true }]),
    { header: first ? "Sign" : "Sign for the first time", numeric: true },
  ];
  const cells = (some: WouldSign[]) => [...(first ? [] : [sum(some, "again")]), sum(some, "first")];
  return (
    <>
      <Table
        caption="By role"
        columns={[{ header: "Who", rowHeader: true }, ...figures]}
        rows={byRole.map(([key, some]) => ({
          key,
          cells: [
            <span key="who">
              {roleOf(some[0]?.role ?? "")}
              <span className="block text-soft">{titles.get(some[0]?.agreementKey ?? "")}</span>
            </span>,
            ...cells(some),
          ],
        }))}
      />
      {schools > 1 && (
        <Details summary={`By school (${schools})`}>
          <Table
            caption="By school and role"
            columns={[{ header: "School", rowHeader: true }, { header: "Who" }, ...figures]}
            rows={group(rows, ({ unitId, role }) => `${unitId} ${role}`).map(([key, some]) => ({
              key,
              cells: [some[0]?.unitName, roleOf(some[0]?.role ?? ""), ...cells(some)],
            }))}
          />
        </Details>
      )}
    </>
  );
}

function group(rows: WouldSign[], key: (row: WouldSign) => string): [string, WouldSign[]][] {
  const groups = new Map<string, WouldSign[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups].sort(([, one], [, other]) => place(one) - place(other));
}

const place = (rows: WouldSign[]) => roles.indexOf(rows[0]?.role ?? "");
const sum = (rows: WouldSign[], what: "again" | "first") =>
  rows.reduce((total, row) => total + row[what], 0).toLocaleString("en-GB");
