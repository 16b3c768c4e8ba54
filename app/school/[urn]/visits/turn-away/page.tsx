import type { Metadata } from "next";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { TurnAwayForm } from "#components/visits/turn-away-form.tsx";
import { sayWhen } from "#components/visits/visits-table.tsx";
import { schoolInView } from "#lib/obligations/queries.ts";
import { turnAwayQuery } from "#lib/visits/schema.ts";
import { mostVisits, visitsToConfirm } from "#lib/visits/visits-at-school.ts";
import { reasonNames } from "#lib/visits/words.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { turnAwayVisitorsAction } from "../actions.ts";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Turn several away" };

export default async function TurnAwayPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "visits:receive"));
  const { search, tick } = turnAwayQuery.parse(await searchParams);
  const visits = await orNotFound(visitsToConfirm(actor, school.id, search));
  const elsewhere = visits.filter(({ onDoorTablet }) => !onDoorTablet).length;
  const path = `/school/${urn}/visits`;
  const clock = { today: actor.today, timeZone: actor.organisation.timeZone };
  const hrefOf = (which: string) =>
    `${path}/turn-away?${new URLSearchParams({ ...(search ? { search } : {}), tick: which })}`;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={path}>Arrivals</BackLink>}>
      <PageHeading
        caption={school.name}
        lead="For a list that somebody who is not at your door has filled. Here are those of whom nobody has confirmed who they are."
      >
        Turn several away
      </PageHeading>
      <Filters action={`${path}/turn-away`} clear={search ? `${path}/turn-away` : undefined}>
        <TextField label="Name, firm or pass code" name="search" defaultValue={search} maxLength={100} />
      </Filters>
      {visits.length === 0 ? (
        <EmptyState title={search ? "Nobody found" : "Nobody waits to be confirmed"}>
          <p>Whoever a colleague has confirmed is turned away on the page of their own visit.</p>
        </EmptyState>
      ) : (
        <>
          <p className="cs-read">
            Tick who is not standing at your door. Their visits end at once, their passes lead nowhere, and
            what was signed for them no longer counts. The record of it stays.
          </p>
          <ul className="cs-links mb-6">
            <li>
              <a href={hrefOf("all")}>Tick all {visits.length}</a>
            </li>
            {elsewhere > 0 && elsewhere < visits.length && (
              <li>
                <a href={hrefOf("elsewhere")}>Tick the {elsewhere} not on the tablet at the door</a>
              </li>
            )}
            {tick !== "none" && (
              <li>
                <a href={hrefOf("none")}>Tick nobody</a>
              </li>
            )}
          </ul>
          <TurnAwayForm
            action={turnAwayVisitorsAction.bind(null, urn)}
            caption={`${visits.length} ${visits.length === 1 ? "arrival" : "arrivals"} to confirm, the newest first${
              visits.length === mostVisits ? "; older ones show when these are done" : ""
            }`}
            arrivals={visits.map((visit) => ({
              id: visit.id,
              name: visit.name,
              hereAs: [reasonNames[visit.reason], visit.firm].filter(Boolean).join(", "),
              expectedBy: visit.expectedBy ?? "–",
              arrived: sayWhen(visit.arrivedAt, clock),
              signedInOn: visit.onDoorTablet ? "The tablet at the door" : "Another device",
              ticked: tick === "all" || (tick === "elsewhere" && !visit.onDoorTablet),
            }))}
          />
        </>
      )}
    </Shell>
  );
}
