import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recentlyMessaged } from "#lib/messages/recently-messaged.ts";
import { selectedRows } from "#lib/obligations/selected-rows.ts";
import { Shell } from "../../../../shell.tsx";
import type { Urn } from "../../people/_shared/place.ts";
import { requireListPlace } from "./list-place.ts";
import { entriesOf, type Query, readSelection } from "./selection.ts";

const number = (count: number) => count.toLocaleString("en-GB");
const shownNames = 50;

/** Asks before somebody who had a message in the last 24 hours gets another. */
export async function RemindPage({ urn, query: asked }: { urn: Urn; query: Query }) {
  const { actor, unit, list } = await requireListPlace(urn, "reminders:send");
  const query = entriesOf(asked);
  const rows = await selectedRows(actor, unit.id, readSelection(query)).catch((error) => {
    if (error instanceof Refusal && error.code === "invalid") return [];
    throw error;
  });
  const people = [...new Set(rows.map(({ personId }) => personId))];
  const recent = people.length > 0 ? await recentlyMessaged(actor, unit.id, people) : [];
  const others = people.length - recent.length;
  return (
    <Shell actor={actor} above={<BackLink href={list}>Who has not signed</BackLink>}>
      <PageHeading caption={unit.name}>Send reminder</PageHeading>
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
