import type { Metadata } from "next";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { type QuestionsQuery, QuestionsView } from "../../../questions-view.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<QuestionsQuery> };

export const metadata: Metadata = { title: "Questions and refusals" };

export default async function QuestionsPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolByUrn(actor, urn));
  return (
    <QuestionsView
      actor={actor}
      unitIds={[school.id]}
      caption={school.name}
      path={`/school/${urn}/questions`}
      above={
        may(actor, "overview:read", school.id)
          ? { href: `/school/${urn}`, label: school.name }
          : { href: "/board", label: "Board" }
      }
      query={await searchParams}
      people={may(actor, "people:read", school.id) ? `/school/${urn}/people` : undefined}
    />
  );
}
