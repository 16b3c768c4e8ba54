import { DutyForm, EndForm } from "#components/people/forms.tsx";
import { sayDates } from "#components/people/person-facts.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { dutiesToGive, mayGiveDuty } from "#lib/people/power.ts";
import { dutyNames } from "#lib/people/words.ts";
import { endDutyAction, giveDutyAction } from "./actions.ts";
import { PersonFrame, requirePerson } from "./person-frame.tsx";
import type { Query, Urn } from "./place.ts";

export async function DutiesPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePerson(urn, id);
  const { actor, unit, person } = at;
  const give = dutiesToGive(actor, unit);
  const addresses = person.addresses.filter(({ ended }) => !ended).map(({ address }) => address);
  return (
    <PersonFrame at={at} heading="Duties" query={query}>
      <p>A duty says what somebody may do in Countersign. It can be shared by several people.</p>
      {person.duties.length > 0 ? (
        <ul className="list-none p-0">
          {person.duties.map((duty, index) => (
            <li key={duty.id} className="cs-stack mb-8">
              <p>
                <strong>{dutyNames[duty.kind]}</strong> at {duty.unitName}, {sayDates(duty)}{" "}
                {duty.ended && <Tag>Ended</Tag>}
              </p>
              {!duty.ended && mayGiveDuty(actor, duty.kind, duty.unitId) && (
                <EndForm
                  prefix={`end-${index}-`}
                  folded={`End the duty ${dutyNames[duty.kind]}`}
                  action={endDutyAction.bind(null, urn, duty.id)}
                  values={{
                    on: datePartsOf(
                      duty.endsOn ?? (duty.startsOn > actor.today ? duty.startsOn : actor.today),
                    ),
                  }}
                  button="End duty"
                  hint="They keep it for the whole of that day"
                />
              )}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="No duties" />
      )}
      {give.length > 0 ? (
        <section className="cs-section cs-stack" aria-labelledby="give">
          <h2 id="give">Give a duty at {unit.name}</h2>
          <Notice>
            <p className="wrap-anywhere">
              {addresses.length > 0
                ? `Whoever reads these addresses can sign in and use the duty: ${addresses.join(", ")}.`
                : "They have no e-mail address, so they cannot sign in by e-mail to use a duty."}
            </p>
          </Notice>
          <DutyForm
            action={giveDutyAction.bind(null, urn, id)}
            values={{ startsOn: datePartsOf(actor.today) }}
            duties={give}
          />
        </section>
      ) : (
        <p>An organisation administrator gives duties at {unit.name}.</p>
      )}
    </PersonFrame>
  );
}
