import { CreateClassForm } from "#components/people/forms.tsx";
import { inOrder, sayAcademicYear } from "#components/people/options.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { academicYear } from "#lib/dates.ts";
import { classesOfUnit } from "#lib/people/queries.ts";
import { classGroupKindNames } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { Shell } from "../../../../shell.tsx";
import { createClassAction } from "./actions.ts";
import { Done } from "./done.tsx";
import { type Query, requirePlace } from "./place.ts";

/** Classes and tutor groups of a school, this academic year's and the next. */
export async function ClassesPage({ urn, query }: { urn: string; query: Query }) {
  const { actor, unit, path } = await requirePlace(urn, "people:read");
  const classes = inOrder(await classesOfUnit(actor, unit.id));
  const year = academicYear(actor.today);
  return (
    <Shell actor={actor} current={path} width="wide" above={<BackLink href={path}>People</BackLink>}>
      <PageHeading caption={unit.name}>Classes and tutor groups</PageHeading>
      <Done query={query} />
      {classes.length > 0 ? (
        <Table
          caption={
            classes.length === 1 ? "1 class or tutor group" : `${classes.length} classes and tutor groups`
          }
          columns={[
            { header: "Name", rowHeader: true },
            { header: "Kind" },
            { header: "Academic year", noWrap: true },
            { header: "Teachers" },
            { header: "Pupils", numeric: true },
          ]}
          rows={classes.map((group) => ({
            key: group.id,
            cells: [
              <a key="name" href={`${path}?class=${group.id}`}>
                {group.name}
              </a>,
              classGroupKindNames[group.kind],
              sayAcademicYear(group.academicYear),
              group.teachers.join(", ") || "–",
              group.pupils.toLocaleString("en-GB"),
            ],
          }))}
        />
      ) : (
        <EmptyState title="No classes yet" />
      )}
      {may(actor, "people:change", unit.id) && (
        <section className="cs-section cs-read" aria-labelledby="make">
          <h2 id="make">Make a class or tutor group</h2>
          <CreateClassForm
            action={createClassAction.bind(null, urn)}
            values={{ academicYear: String(year), kind: "class" }}
            years={[year, year + 1]}
          />
        </section>
      )}
    </Shell>
  );
}
