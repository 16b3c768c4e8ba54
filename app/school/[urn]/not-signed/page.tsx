import type { Metadata } from "next";
import type { NotSignedWays } from "#components/overview/not-signed-actions.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { isId } from "#lib/identifiers.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { NotSignedView, type SearchParams } from "../../../not-signed-view.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Who has not signed" };

export default async function NotSignedPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "not-signed:read"));
  const query = await searchParams;
  return (
    <NotSignedView
      actor={actor}
      unit={school}
      searchParams={query}
      path={`/school/${urn}/not-signed`}
      above={{ href: `/school/${urn}`, label: school.name }}
      people={`/school/${urn}/people`}
      ways={waysOf(actor, school.id, urn, query)}
      done={
        sayDone(query) && (
          <p>
            {sayDone(query)}{" "}
            {may(actor, "messages:read", school.id) && isId(String(query.sending)) && (
              <a href={`/school/${urn}/messages/${query.sending}`}>See how far it is</a>
            )}
          </p>
        )
      }
    />
  );
}

/** What this actor may do with rows of the list. */
function waysOf(actor: Actor, unitId: string, urn: string, query: SearchParams): NotSignedWays {
  const here = `/school/${urn}`;
  const which = new URLSearchParams();
  for (const name of ["class", "agreement"]) {
    const value = query[name];
    if (typeof value === "string" && value) which.set(name, value);
  }
  return {
    ...(may(actor, "reminders:send", unitId) ? { remind: `${here}/not-signed/remind/send` } : {}),
    ...(may(actor, "signatures:record", unitId)
      ? { print: `${here}/forms/print`, record: `${here}/paper` }
      : {}),
    ...(may(actor, "signing-sessions:open", unitId)
      ? { session: `${here}/class-sessions${which.size > 0 ? `?${which}` : ""}` }
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
    some === 0
      ? "No reminder is being sent."
      : `Reminders for ${some === 1 ? "1 person" : `${some.toLocaleString("en-GB")} people`} are being written.`;
  if (!left) return first;
  return `${first} ${left === 1 ? "1 person gets" : `${left.toLocaleString("en-GB")} people get`} none: nothing is due from them, no address may be used, or they had a message in the last 24 hours.`;
}
