import type { Metadata } from "next";
import { schoolInView } from "#lib/obligations/queries.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { NotSignedView, type SearchParams } from "../../../not-signed-view.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Who has not signed" };

export default async function NotSignedPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "not-signed:read"));
  return (
    <NotSignedView
      actor={actor}
      unit={school}
      searchParams={await searchParams}
      path={`/school/${urn}/not-signed`}
      above={{ href: `/school/${urn}`, label: school.name }}
      people={`/school/${urn}/people`}
    />
  );
}
