import { classOptions } from "#components/people/options.ts";
import { PeopleTable } from "#components/people/people-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { Pagination } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { schoolsWhere } from "#lib/organisations/queries.ts";
import {
  classesOfUnit,
  countByRole,
  type ListedClass,
  peopleOfUnit,
  type RoleCount,
} from "#lib/people/queries.ts";
import { type PeopleFilter, peopleFilter } from "#lib/people/schema.ts";
import { membershipRoles, roleNames, rolePlurals, sayPeople } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { Shell } from "../../../../shell.tsx";
import { Done } from "./done.tsx";
import { only, type Query, requirePlace, type Urn } from "./place.ts";

/** `51 to 90 of `, where a list goes over more than one page; the address says where this one begins. */
function sayRange(rows: number, total: number, from: number | undefined): string {
  if (from === undefined) return "";
  const last = from + rows - 1;
  const range = rows < total && last <= total;
  return range ? `${from.toLocaleString("en-GB")} to ${last.toLocaleString("en-GB")} of ` : "";
}

/** Which of all a page begins with, when its address says so. */
const beginning = (from: string | undefined): number | undefined =>
  /^[1-9]\d{0,6}$/.test(from ?? "") ? Number(from) : undefined;

/** `12 pupils in Otters whose name has “ann”`, for the table's caption. */
function sayList(total: number, filter: PeopleFilter, classes: ListedClass[], unitName: string): string {
  const who = filter.role
    ? `${total.toLocaleString("en-GB")} ${(total === 1 ? roleNames : rolePlurals)[filter.role].toLowerCase()}`
    : sayPeople(total);
  const group = classes.find(({ id }) => id === filter.classGroupId);
  return [
    who,
    filter.state === "left" ? `who left ${unitName}` : `at ${unitName}`,
    group && `in ${group.name}`,
    filter.search && `whose name has “${filter.search}”`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The query of an address with the filters, and where the page begins. */
function hrefOf(path: string, filter: PeopleFilter, after?: string, from?: number): string {
  const query = new URLSearchParams();
  if (filter.role) query.set("role", filter.role);
  if (filter.classGroupId) query.set("class", filter.classGroupId);
  if (filter.search) query.set("name", filter.search);
  if (filter.state === "left") query.set("state", "left");
  if (after) query.set("after", after);
  if (from) query.set("from", String(from));
  return query.size > 0 ? `${path}?${query}` : path;
}

function Counts({ counts, path }: { counts: RoleCount[]; path: string }) {
  const rows = membershipRoles.flatMap((role) => counts.filter((count) => count.role === role));
  if (rows.length === 0) return null;
  return (
    <ul className="list-none p-0 sm:columns-2 lg:columns-3">
      {rows.map(({ role, people }) => (
        <li key={role}>
          <a href={`${path}?role=${role}`}>{rolePlurals[role]}</a> {people.toLocaleString("en-GB")}
        </li>
      ))}
    </ul>
  );
}

type FilterFieldsProps = { filter: PeopleFilter; classes: ListedClass[] };

function FilterFields({ filter, classes }: FilterFieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        name="name"
        id="filter-name"
        defaultValue={filter.search ?? ""}
        autoComplete="off"
      />
      <Select
        label="Role"
        name="role"
        defaultValue={filter.role ?? ""}
        options={[
          { value: "", label: "All roles" },
          ...membershipRoles.map((role) => ({ value: role, label: rolePlurals[role] })),
        ]}
      />
      {classes.length > 0 && (
        <Select
          label="Class or tutor group"
          name="class"
          defaultValue={filter.classGroupId ?? ""}
          options={[{ value: "", label: "All classes" }, ...classOptions(classes)]}
        />
      )}
      <Select
        label="Who"
        name="state"
        defaultValue={filter.state}
        options={[
          { value: "current", label: "Here now or soon" },
          { value: "left", label: "Have left" },
        ]}
      />
    </>
  );
}

/** The people of a school, or of the organisation itself. */
export async function PeoplePage({ urn, query }: { urn: Urn; query: Query }) {
  const { actor, unit, path } = await requirePlace(urn, "people:read");
  const filter = peopleFilter.parse({
    role: only(query.role),
    classGroupId: only(query.class),
    search: only(query.name) || undefined,
    state: only(query.state),
    after: only(query.after),
  });
  const [{ rows, total, next }, counts, classes, schools] = await Promise.all([
    peopleOfUnit(actor, unit.id, filter),
    countByRole(actor, unit.id),
    unit.kind === "school" ? classesOfUnit(actor, unit.id) : [],
    unit.kind === "organisation" ? schoolsWhere(actor, "people:read") : [],
  ]);
  const from = filter.after ? beginning(only(query.from)) : 1;
  const filtered = hrefOf(path, filter) !== path;
  return (
    <Shell actor={actor} current={path} width="wide">
      <PageHeading caption={unit.name}>People</PageHeading>
      <Done query={query} />
      {schools.length > 0 && (
        <section className="cs-section" aria-labelledby="schools">
          <h2 id="schools">People of each school</h2>
          <ul className="list-none p-0 sm:columns-2 lg:columns-3">
            {schools.map((school) => (
              <li key={school.id}>
                {school.urn ? <a href={`/school/${school.urn}/people`}>{school.name}</a> : school.name}
              </li>
            ))}
          </ul>
          <p>Below are the people of {unit.name} itself: its central team, and those who sit on its board.</p>
        </section>
      )}
      <Counts counts={counts} path={path} />
      <div className="cs-buttons">
        {may(actor, "people:change", unit.id) && <LinkButton href={`${path}/new`}>Add a person</LinkButton>}
        {unit.kind === "school" && <a href={`${path}/classes`}>Classes and tutor groups</a>}
      </div>
      <Filters action={path} clear={filtered ? path : undefined}>
        <FilterFields filter={filter} classes={classes} />
      </Filters>
      {rows.length > 0 ? (
        <PeopleTable
          caption={sayRange(rows.length, total, from) + sayList(total, filter, classes, unit.name)}
          people={rows}
          path={path}
          today={actor.today}
        />
      ) : (
        <EmptyState title={filtered ? "Nobody matches" : "Nobody is here yet"}>
          <p>
            {filtered
              ? "Change the filters, or clear them to see everyone."
              : "Add a person, and they appear here."}
          </p>
        </EmptyState>
      )}
      <Pagination
        label="People"
        first={filter.after ? hrefOf(path, filter) : undefined}
        next={next ? hrefOf(path, filter, next, from && from + rows.length) : undefined}
      />
    </Shell>
  );
}
