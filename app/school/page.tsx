import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { schoolsInView } from "#lib/obligations/queries.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

export const metadata: Metadata = { title: "Your schools" };

/** The only school that someone has to do with, or the choice between them. */
export default async function SchoolsPage() {
  const actor = await requireActor();
  const schools = await orNotFound(schoolsInView(actor, "overview:read"));
  const [only] = schools;
  if (schools.length === 1 && only) redirect(`/school/${only.urn}`);
  return (
    <Shell actor={actor}>
      <PageHeading lead={`${schools.length} schools, by name.`}>Your schools</PageHeading>
      <TaskList
        tasks={schools.map(({ id, name, urn }) => ({
          key: id,
          href: `/school/${urn}`,
          title: name,
          about: `URN ${urn}`,
        }))}
      />
    </Shell>
  );
}
