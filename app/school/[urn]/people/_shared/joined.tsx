import { PressForm } from "#components/people/press-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { sayMoment } from "#lib/dates.ts";
import { type Joined, recordsJoinedTo } from "#lib/people/joined-records.ts";
import { may } from "#lib/permissions/permissions.ts";
import { Shell } from "../../../../shell.tsx";
import { undoMergeAction } from "./actions.ts";
import { only, type Place, type Query, type Urn } from "./place.ts";

function UndoForm({ urn, duplicateId, name }: { urn: Urn; duplicateId: string; name: string }) {
  return (
    <PressForm action={undoMergeAction.bind(null, urn, duplicateId)}>
      Undo<span className="cs-hidden"> the joining of {name}</span>
    </PressForm>
  );
}

/** The page of a record that was joined to another: where it went. */
export function JoinedPage({ place, urn, joined }: { place: Place; urn: Urn; joined: Joined }) {
  const { actor, unit, path } = place;
  return (
    <Shell actor={actor} current={path} above={<BackLink href={path}>People</BackLink>}>
      <PageHeading caption={unit.name}>
        <span className="wrap-anywhere">{joined.duplicateName}</span>
      </PageHeading>
      <div className="cs-stack">
        <p>
          This record was joined to that of{" "}
          <a className="wrap-anywhere" href={`${path}/${joined.personId}`}>
            {joined.name}
          </a>{" "}
          on {sayMoment(joined.joinedAt, actor.organisation.timeZone)}. Everything that belonged to it is
          there now.
        </p>
        {may(actor, "people:merge", unit.id) && (
          <>
            <p>If they are two people after all, undo it. What was moved comes back here.</p>
            <UndoForm urn={urn} duplicateId={joined.duplicateId} name={joined.duplicateName} />
          </>
        )}
      </div>
    </Shell>
  );
}

type OtherRecordsProps = { actor: Actor; urn: Urn; personId: string; path: string; mayMerge: boolean };

/** The records that were joined to this one, each with the way back. */
export async function OtherRecords({ actor, urn, personId, path, mayMerge }: OtherRecordsProps) {
  const joined = await recordsJoinedTo(actor, personId);
  if (joined.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="joined">
      <h2 id="joined">Other records of this person</h2>
      <ul className="list-none p-0">
        {joined.map((one) => (
          <li key={one.duplicateId} className="cs-stack mb-4">
            <p>
              <a className="wrap-anywhere" href={`${path}/${one.duplicateId}`}>
                {one.duplicateName}
              </a>
              , joined on {sayMoment(one.joinedAt, actor.organisation.timeZone)}
            </p>
            {mayMerge && <UndoForm urn={urn} duplicateId={one.duplicateId} name={one.duplicateName} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

const kinds: Record<string, [string, string]> = {
  roles: ["1 role", "roles"],
  duties: ["1 duty", "duties"],
  seats: ["1 seat on a body", "seats on bodies"],
  classes: ["1 class", "classes"],
  addresses: ["1 address", "addresses"],
  accounts: ["1 account", "accounts"],
  pupils: ["1 contact", "contacts"],
  contacts: ["1 contact", "contacts"],
  absences: ["1 absence", "absences"],
  identifiers: ["1 identifier of another system", "identifiers of other systems"],
  visits: ["1 visit", "visits"],
  links: ["1 link", "links"],
};

/** After undoing: what stayed, because it was changed since, as the address counts it (`roles.1-addresses.2`). */
export function Parted({ query }: { query: Query }) {
  if (only(query.done) !== "parted") return null;
  const stayed = (only(query.stayed) ?? "").split("-").flatMap((part) => {
    const [kind = "", count = ""] = part.split(".");
    const words = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!words || !/^[1-9]\d{0,3}$/.test(count)) return [];
    return [count === "1" ? words[0] : `${count} ${words[1]}`];
  });
  return (
    <Notice tone="success">
      <p>The two records stand by themselves again.</p>
      {stayed.length > 0 && (
        <p>Changed since they were joined, and so still with this record: {stayed.join(", ")}.</p>
      )}
    </Notice>
  );
}
