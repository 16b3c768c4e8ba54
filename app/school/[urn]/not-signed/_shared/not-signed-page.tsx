import type { NotSignedWays } from "#components/overview/not-signed-actions.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { isId } from "#lib/identifiers.ts";
import { sayPeople } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { NotSignedView, type SearchParams } from "../../../../not-signed-view.tsx";
import type { Urn } from "../../people/_shared/place.ts";
import { type ListPlace, requireListPlace } from "./list-place.ts";

type Props = { urn: Urn; query: SearchParams };

/** Who has not signed at a school, or among the organisation’s own people: its central team and its board. */
export async function NotSignedPage({ urn, query }: Props) {
  const place = await requireListPlace(urn, "not-signed:read");
  const { actor, unit, root, list } = place;
  const done = sayDone(query);
  return (
    <NotSignedView
      actor={actor}
      unit={unit}
      searchParams={query}
      path={list}
      above={
        urn === null
          ? { href: "/organisation/not-signed", label: "All schools" }
          : { href: root, label: unit.name }
      }
      people={`${root}/people`}
      ways={waysOf(actor, place, urn)}
      done={
        done && (
          <p>
            {done}{" "}
            {may(actor, "messages:read", unit.id) && isId(String(query.sending)) && (
              <a href={`${root}/messages/${query.sending}`}>See how far it is</a>
            )}
          </p>
        )
      }
    />
  );
}

/** What this actor may do with rows of the list. */
function waysOf(actor: Actor, { unit, list, forms, paper }: ListPlace, urn: Urn): NotSignedWays {
  return {
    ...(may(actor, "reminders:send", unit.id) ? { remind: `${list}/remind/send` } : {}),
    ...(may(actor, "signatures:record", unit.id) ? { print: `${forms}/print`, record: paper } : {}),
    ...(may(actor, "signing-sessions:open", unit.id)
      ? {
          session: {
            href: `${list}/session`,
            label: urn === null ? "Open staff session" : "Open class session",
          },
        }
      : {}),
  };
}

/** What has just been done, from figures that the address carries. */
function sayDone({ sent, skipped }: SearchParams): string | undefined {
  const figure = (value: unknown) =>
    typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : null;
  const [some, left] = [figure(sent), figure(skipped)];
  if (some === null) return undefined;
  const first =
    some === 0 ? "No reminder is being sent." : `Reminders for ${sayPeople(some)} are being written.`;
  if (!left) return first;
  return `${first} ${left === 1 ? "1 person gets" : `${left.toLocaleString("en-GB")} people get`} none: nothing is due from them, no address may be used, or they had a message in the last 24 hours.`;
}
