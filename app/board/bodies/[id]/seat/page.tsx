import type { Metadata } from "next";
import { SeatForm } from "#components/ratification/body-forms.tsx";
import { Button } from "#components/ui/button.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { readBody } from "#lib/ratification/bodies.ts";
import { findForSeat } from "#lib/ratification/keep-seats.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { giveSeatAction } from "../../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ name?: string | string[] }> };

export const metadata: Metadata = { title: "Give a seat" };

export default async function GiveSeatPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { name } = await searchParams;
  const search = typeof name === "string" ? name.trim() : "";
  const actor = await requireActor();
  const body = await orNotFound(readBody(actor, id));
  const people = await orNotFound(findForSeat(actor, id, search));
  return (
    <Shell
      actor={actor}
      current="/board"
      above={<BackLink href={`/board/bodies/${id}`}>{body.name}</BackLink>}
    >
      <PageHeading caption={body.name}>Give a seat</PageHeading>
      <form method="get" className="cs-stack">
        <TextField
          label="Name"
          name="name"
          hint="Somebody who is on record in the organisation as a trustee, governor, staff, volunteer or contractor"
          defaultValue={search}
          autoComplete="off"
        />
        <Button variant="secondary">Find</Button>
      </form>
      {search !== "" && people.length === 0 && (
        <EmptyState title="Nobody was found by that name">
          <p>The office adds new people first, with their role.</p>
        </EmptyState>
      )}
      {people.length > 0 && (
        <section className="cs-section" aria-labelledby="found">
          <h2 id="found">{sayFound(people.length)}</h2>
          <SeatForm
            action={giveSeatAction.bind(null, id)}
            people={people}
            values={{
              personId: people.length === 1 ? (people[0]?.id ?? "") : "",
              part: "",
              startsOn: { ...datePartsOf(actor.today) },
              endsOn: { day: "", month: "", year: "" },
            }}
            cancel={`/board/bodies/${id}`}
          />
        </section>
      )}
    </Shell>
  );
}

/** As many as a search shows at most. */
const most = 20;

const sayFound = (count: number): string =>
  count === 1
    ? "1 person found"
    : count < most
      ? `${count} people found`
      : `The first ${most} people found: type more of the name for others`;
