import { Pagination } from "#components/ui/navigation.tsx";
import { Table } from "#components/ui/table.tsx";
import { type Day, dayOf, sayDay, sayTime } from "#lib/dates.ts";
import type { OrganisationOverview, SchoolProgress } from "#lib/obligations/overview.ts";

type SchoolsTableProps = {
  overview: OrganisationOverview;
  /** Where a school's name leads; it is plain text where that is nowhere. */
  hrefOf: (school: SchoolProgress) => string | undefined;
  first?: string;
  next?: string;
};

const number = (count: number) => count.toLocaleString("en-GB");

/** The schools of an organisation, each with its figures; the organisation's own people come first. */
export function SchoolsTable({ overview, hrefOf, first, next }: SchoolsTableProps) {
  const { schools, own, howManySchools } = overview;
  const rows = own && !first ? [own, ...schools] : schools;
  const shown = schools.length < howManySchools ? `, ${number(schools.length)} on this page` : "";
  return (
    <>
      <Table
        caption={`${number(howManySchools)} ${howManySchools === 1 ? "school" : "schools"} by name${own && !first ? ", and the central team and board" : ""}${shown}: agreements signed out of those due`}
        columns={[
          { header: "School", rowHeader: true },
          { header: "Due", numeric: true },
          { header: "Signed", numeric: true },
          { header: "Not signed", numeric: true },
          { header: "Asked or declined", numeric: true },
          { header: "Away, excused", numeric: true },
        ]}
        rows={rows.map((school) => ({
          key: school.unitId,
          cells: [
            <SchoolName key="school" school={school} href={hrefOf(school)} />,
            number(school.bound),
            number(school.signed),
            number(school.bound - school.signed),
            number(school.responded),
            number(school.away),
          ],
        }))}
      />
      <Pagination label="Schools" first={first} next={next} />
    </>
  );
}

function SchoolName({ school, href }: { school: SchoolProgress; href: string | undefined }) {
  const name = school.urn ? school.name : `${school.name}: central team and board`;
  return href ? <a href={href}>{name}</a> : name;
}

/** `Counted at 3:05pm`, with the day when it was not today: these figures are kept, not counted while you wait. */
export function sayCounted(countedAt: Date | null, timeZone: string, today: Day): string {
  if (!countedAt) return "Nothing to count yet";
  const day = dayOf(countedAt, timeZone);
  return `Counted at ${sayTime(countedAt, timeZone)}${day === today ? "" : ` on ${sayDay(day)}`}`;
}
