import { HolidayForm } from "#components/messages/holiday-form.tsx";
import { PressForm } from "#components/people/press-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import { type Holiday, holidaysOf } from "#lib/organisations/holidays.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { only, type Query, requirePlace, type Urn } from "../../people/_shared/place.ts";
import { addHolidayAction, removeHolidayAction } from "./actions.ts";

const said: Record<string, string> = {
  added: "The holiday has been added.",
  known: "That holiday was there already.",
  removed: "The holiday has been taken away.",
};

const sayDays = ({ startsOn, endsOn }: Holiday): string =>
  startsOn === endsOn ? sayDay(startsOn) : `${sayDay(startsOn)} to ${sayDay(endsOn)}`;

/** The holidays of a school or of the organisation, on which nobody is asked or reminded. */
export async function HolidaysPage({ urn, query }: { urn: Urn; query: Query }) {
  const { actor, unit } = await requirePlace(urn, "holidays:keep");
  const holidays = await orNotFound(holidaysOf(actor, unit.id));
  const done = said[only(query.done) ?? ""];
  const above = urn === null ? "/organisation" : `/school/${urn}`;
  return (
    <Shell actor={actor} current={above} above={<BackLink href={above}>{unit.name}</BackLink>}>
      <PageHeading
        caption={unit.name}
        lead={
          urn === null
            ? "On these days nobody is asked to sign or reminded, at any school."
            : "On these days nobody at the school is asked to sign or reminded."
        }
      >
        Holidays
      </PageHeading>
      {done && <Notice tone="success">{done}</Notice>}
      {holidays.length === 0 ? (
        <EmptyState title="No holidays" />
      ) : (
        <ul className="list-none p-0">
          {holidays.map((holiday) => (
            <li key={holiday.id} className="cs-stack mb-8">
              <p>
                <strong>{holiday.name}</strong>
                <br />
                {sayDays(holiday)} {holiday.endsOn < actor.today && <Tag>Over</Tag>}
                {urn !== null && holiday.isOfOrganisation && <Tag tone="info">All schools</Tag>}
              </p>
              {(urn === null || !holiday.isOfOrganisation) && (
                <PressForm action={removeHolidayAction.bind(null, urn, holiday.id)}>
                  Take away <span className="cs-hidden">{holiday.name}</span>
                </PressForm>
              )}
            </li>
          ))}
        </ul>
      )}
      <section className="cs-section cs-stack" aria-labelledby="add">
        <h2 id="add">Add a holiday</h2>
        <HolidayForm action={addHolidayAction.bind(null, urn)} values={{}} />
      </section>
    </Shell>
  );
}
