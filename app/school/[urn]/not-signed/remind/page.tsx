import type { Metadata } from "next";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recentlyMessaged } from "#lib/messages/recently-messaged.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { readSelection } from "../selection.ts";

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Send reminder" };

const number = (count: number) => count.toLocaleString("en-GB");
const shownNames = 50;

/** Asks before somebody who had a message in the last 24 hours gets another. */
export default async function RemindPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "reminders:send"));
  const list = `/school/${urn}/not-signed`;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams))
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
      query.append(name, one);
  const rows = await selectedRows(actor, school.id, readSelection(query)).catch((error) => {
    if (error instanceof Refusal && error.code === "invalid") return [];
    throw error;
  });
  const people = [...new Set(rows.map(({ personId }) => personId))];
  const recent = people.length > 0 ? await recentlyMessaged(actor, school.id, people) : [];
  const others = people.length - recent.length;
  return (
    <Shell actor={actor} above={<BackLink href={list}>Who has not signed</BackLink>}>
      <PageHeading caption={school.name}>Send reminder</PageHeading>
      {people.length === 0 ? (
        <p>Nobody is selected. Go back to the list and select at least one row.</p>
      ) : (
        <>
          <p>
            {recent.length === 0
              ? "None of these had a message in the last 24 hours."
              : `${number(recent.length)} of these ${number(people.length)} had a message in the last 24 hours, or one is waiting to be sent.`}
          </p>
          {recent.length > 0 && (
            <Details summary="Who had one">
              <ul>
                {recent.slice(0, shownNames).map(({ personId, name, at }) => (
                  <li key={personId}>
                    {name}, {sayMoment(at, actor.organisation.timeZone)}
                  </li>
                ))}
              </ul>
              {recent.length > shownNames && <p>And {number(recent.length - shownNames)} more.</p>}
            </Details>
          )}
          <form method="post" action={`${list}/remind/send`} className="mt-6">
            {[...query].map(([name, value]) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            ))}
            <ButtonGroup>
              {others > 0 && (
                <Button name="again" value="others">
                  {recent.length > 0
                    ? `Send to the other ${number(others)}`
                    : `Send to all ${number(others)}`}
                </Button>
              )}
              {recent.length > 0 && (
                <Button name="again" value="all" variant="secondary">
                  Send to all{others > 0 ? ` ${number(people.length)}` : " the same"}
                </Button>
              )}
              <a href={list}>Cancel</a>
            </ButtonGroup>
          </form>
        </>
      )}
    </Shell>
  );
}
