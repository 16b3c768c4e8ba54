import type { Metadata } from "next";
import { ownUnitInView } from "#lib/obligations/queries.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { NotSignedView, type SearchParams } from "../../../not-signed-view.tsx";

type Props = { searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Who has not signed" };

/** The organisation's own people: its central team and its board. */
export default async function OwnNotSignedPage({ searchParams }: Props) {
  const actor = await requireActor();
  const unit = await orNotFound(ownUnitInView(actor, "not-signed:read"));
  return (
    <NotSignedView
      actor={actor}
      unit={unit}
      searchParams={await searchParams}
      path="/organisation/not-signed/own"
      above={{ href: "/organisation/not-signed", label: "All schools" }}
      people="/organisation/people"
    />
  );
}
