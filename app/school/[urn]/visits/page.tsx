import type { Metadata } from "next";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { KeepFresh } from "#components/visits/keep-fresh.tsx";
import { VisitsTable } from "#components/visits/visits-table.tsx";
import { now } from "#lib/clock.ts";
import { sayDay, sayTime } from "#lib/dates.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { visitsQuery } from "#lib/visits/schema.ts";
import { visitsAtSchool } from "#lib/visits/visits-at-school.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { confirmVisitorAction, recordLeavingAction } from "./actions.ts";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Arrivals" };

const said: Record<string, string> = {
  left: "It is recorded that they left.",
  ended: "The visit has ended, and the pass with it.",
  confirmed: "It is recorded that you know who they are.",
  "refused-before": "It is recorded already that this was not who they said. They have to sign in again.",
  refused: "It is recorded. What was signed for this visit no longer counts.",
  "turned-away": "They are turned away. What was signed for these visits no longer counts.",
  "turned-away-but":
    "They are turned away, and what was signed for these visits no longer counts. Whoever somebody had confirmed or turned away meanwhile was left as they are.",
};

export default async function VisitsPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "visits:receive"));
  const asked = await searchParams;
  const { search } = visitsQuery.parse(asked);
  const { visits, cleared, flood } = await orNotFound(visitsAtSchool(actor, school.id, search));
  const path = `/school/${urn}/visits`;
  const { timeZone } = actor.organisation;
  const done = typeof asked.done === "string" && Object.hasOwn(said, asked.done) ? said[asked.done] : null;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={`/school/${urn}`}>{school.name}</BackLink>}>
      <KeepFresh seconds={20} />
      <PageHeading
        caption={school.name}
        lead={`${cleared} cleared today, ${sayDay(actor.today)}, as at ${sayTime(now(), timeZone)}.`}
      >
        Arrivals
      </PageHeading>
      {done && <Notice tone="success">{done}</Notice>}
      {flood && (
        <Notice tone="important" title="Many people are signing in at the door">
          <p>
            {flood.all} people have signed in within the last hour on devices other than the tablet at the
            door, {flood.fromOneNetwork} of them from one network. If they are not standing at your door,
            somebody elsewhere is filling this list: confirm only who is in front of you.
            {flood.isFull &&
              " There are now too many, and people are turned away with the words “Ask at reception”."}
          </p>
          <p>
            <a href={`${path}/turn-away`}>Turn several away</a> at once.{" "}
            <a href={`${path}/door`}>Make a device the tablet at the door</a>, and it stays free whatever
            comes from elsewhere.
          </p>
        </Notice>
      )}
      <Filters action={path} clear={search ? path : undefined}>
        <TextField label="Name, firm or pass code" name="search" defaultValue={search} maxLength={100} />
      </Filters>
      <p className="cs-read">
        Confirm whoever you know, or who has shown you who they are: only then are they among those who may
        have a login or the Wi-Fi.
      </p>
      <VisitsTable
        visits={visits}
        caption={
          visits.length === 1
            ? "1 visit, the newest first"
            : `${visits.length} visits, the newest first; those who left stand at the end`
        }
        today={actor.today}
        timeZone={timeZone}
        searched={search !== ""}
        hrefOf={(id) => `${path}/${id}`}
        confirmOf={(visit) => (
          <form action={confirmVisitorAction.bind(null, urn)}>
            <input type="hidden" name="visit" value={visit.id} />
            <input type="hidden" name="search" value={search} />
            <Button variant="secondary" aria-label={`Confirm: ${visit.name}`}>
              Confirm
            </Button>
          </form>
        )}
        actionOf={(visit) =>
          visit.leftAt === null && visit.state !== "ended" ? (
            <form action={recordLeavingAction.bind(null, urn)}>
              <input type="hidden" name="visit" value={visit.id} />
              <input type="hidden" name="search" value={search} />
              <Button variant="secondary" aria-label={`Left: ${visit.name}`}>
                Left
              </Button>
            </form>
          ) : null
        }
      />
      <p className="mt-8 cs-no-print">
        <LinkButton variant="secondary" href={path}>
          Refresh
        </LinkButton>
      </p>
      <ul className="cs-links cs-no-print">
        {visits.some(({ confirmedAt, leftAt }) => !confirmedAt && !leftAt) && (
          <li>
            <a href={`${path}/turn-away`}>Turn several away who are not at the door</a>
          </li>
        )}
        <li>
          <a href={`${path}/door`}>The code for the door, to print</a>
        </li>
        {may(actor, "cleared:read", school.id) && (
          <li>
            <a href={`/school/${urn}/cleared`}>Who may have a login or the Wi-Fi</a>
          </li>
        )}
      </ul>
    </Shell>
  );
}
