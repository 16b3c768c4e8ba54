import { AwayForm, BackForm } from "#components/people/forms.tsx";
import { sayDates } from "#components/people/person-facts.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { EmptyState } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { addDays } from "#lib/dates.ts";
import { may } from "#lib/permissions/permissions.ts";
import { endAwayAction, excuseAction, markAwayAction } from "./actions.ts";
import { PersonFrame, type PersonHere, requirePerson } from "./person-frame.tsx";
import type { Query, Urn } from "./place.ts";

function AwayList({ at }: { at: PersonHere }) {
  const { person, actor, urn } = at;
  if (person.away.length === 0) return <EmptyState title="Not away" />;
  return (
    <ul className="list-none p-0">
      {person.away.map((away, index) => {
        const permission = away.kind === "excused" ? "people:excuse" : "people:change";
        const first = addDays(away.startsOn, 1);
        return (
          <li key={away.id} className="cs-stack mb-8">
            <p>
              <strong>{away.kind === "excused" ? "Excused" : "Away"}</strong> at {away.unitName},{" "}
              {sayDates(away)} {away.ended && <Tag>Over</Tag>}
            </p>
            {!away.ended && may(actor, permission, away.unitId) && (
              <BackForm
                prefix={`back-${index}-`}
                folded="They are back"
                action={endAwayAction.bind(null, urn, away.id)}
                values={{ on: datePartsOf(first > actor.today ? first : actor.today) }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

export async function AwayPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePerson(urn, id);
  const { actor, unit } = at;
  const startsOn = datePartsOf(actor.today);
  return (
    <PersonFrame at={at} heading="Away" query={query}>
      <p>
        Nothing is due from someone who is away or excused, and they are counted apart. Do not write down why.
      </p>
      <AwayList at={at} />
      <section className="cs-section cs-stack" aria-labelledby="mark">
        <h2 id="mark">Mark as away</h2>
        <AwayForm
          action={markAwayAction.bind(null, urn, id)}
          values={{ startsOn }}
          button="Mark as away"
          prefix="away-"
        />
      </section>
      {may(actor, "people:excuse", unit.id) && (
        <section className="cs-section cs-stack" aria-labelledby="excuse">
          <h2 id="excuse">Excuse from signing</h2>
          <AwayForm
            folded="Excuse them"
            action={excuseAction.bind(null, urn, id)}
            values={{ startsOn }}
            button="Excuse"
            prefix="excuse-"
          />
        </section>
      )}
    </PersonFrame>
  );
}
