import { notFound } from "next/navigation";
import { PressForm } from "#components/people/press-form.tsx";
import { SideBySide } from "#components/people/side-by-side.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { findOtherRecords } from "#lib/people/joined-records.ts";
import { roleNames } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { mergeAction } from "./actions.ts";
import { PersonFrame, type PersonHere, recordOf, requirePerson } from "./person-frame.tsx";
import { only, type Query, type Urn } from "./place.ts";

export const mergeHeading = "This is the same person as…";

/** Finds the other record of a person, shows both side by side, and joins them. */
export async function MergePage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePerson(urn, id);
  if (!may(at.actor, "people:merge", at.unit.id)) notFound();
  const other = only(query.with);
  return (
    <PersonFrame at={at} heading={mergeHeading} query={query}>
      {other ? <Compare at={at} other={other} /> : <Search at={at} search={only(query.name) ?? ""} />}
    </PersonFrame>
  );
}

async function Search({ at, search }: { at: PersonHere; search: string }) {
  const { actor, unit, person, here } = at;
  const name = search || person.familyName;
  const found = await findOtherRecords(actor, unit.id, person.id, name);
  return (
    <>
      <p>
        If somebody is here twice, join the two records. Everything that belongs to the other one comes to
        this one, and what was signed under either of them counts.
      </p>
      <form method="get" action={`${here}/merge`}>
        <TextField label="Name of the other record" name="name" defaultValue={name} autoComplete="off" />
        <Button variant="secondary">Search</Button>
      </form>
      {found.length > 0 ? (
        <>
          <p>
            {found.length === 1 ? "1 person" : `${found.length} people`} whose name has “{name}”
            {found.length === 20 && ", the first 20"}:
          </p>
          <ul className="cs-links">
            {found.map(({ id, name, legalName, roles }) => (
              <li key={id}>
                <a className="wrap-anywhere" href={`${here}/merge?with=${id}`}>
                  {name}
                </a>
                {name !== legalName && ` (${legalName})`}
                {roles.length > 0 && `, ${roles.map((role) => roleNames[role].toLowerCase()).join(", ")}`}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <EmptyState title="Nobody else matches">
          <p>Try another part of the name: people are here under their legal name too.</p>
        </EmptyState>
      )}
    </>
  );
}

async function Compare({ at, other: otherId }: { at: PersonHere; other: string }) {
  const { actor, person, here, path, urn } = at;
  const other = await recordOf(actor, otherId);
  if (other.id === person.id) notFound();
  const bornApart = person.bornOn && other.bornOn && person.bornOn !== other.bornOn;
  return (
    <>
      {bornApart && (
        <Notice tone="important">
          <p>Their dates of birth are not the same. Look twice whether this is one person.</p>
        </Notice>
      )}
      <SideBySide kept={person} other={other} />
      <p>
        This record is kept under its own name.{" "}
        <a href={`${path}/${other.id}/merge?with=${person.id}`}>Keep the other one instead</a>
      </p>
      <ul>
        <li>Roles, duties, classes, addresses and contacts of the other record come to this one.</li>
        <li>Whoever is signed in under the other record is signed out.</li>
        <li>Signatures and receipts stay as they are, and count for this person.</li>
        <li>You can undo it, as long as nobody has changed what was moved.</li>
      </ul>
      <PressForm
        action={mergeAction.bind(null, urn, person.id, other.id)}
        confirm={{
          id: "confirmed",
          label: `Yes, ${person.name} and ${other.name} are one person`,
        }}
      >
        Join the two records
      </PressForm>
      <p>
        <a href={here}>Cancel</a>
      </p>
    </>
  );
}
