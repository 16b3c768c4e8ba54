import { NamesForm } from "#components/people/forms.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { changeNamesAction } from "./actions.ts";
import { PersonFrame, requirePerson } from "./person-frame.tsx";
import type { Urn } from "./place.ts";

export async function NamesPage({ urn, id }: { urn: Urn; id: string }) {
  const at = await requirePerson(urn, id);
  const { givenName, familyName, knownAs, bornOn } = at.person;
  return (
    <PersonFrame at={at} heading="Change names">
      <p>What they have signed keeps the name as it was.</p>
      <NamesForm
        action={changeNamesAction.bind(null, urn, id)}
        values={{ givenName, familyName, knownAs: knownAs ?? "", bornOn: datePartsOf(bornOn) }}
        cancel={at.here}
      />
    </PersonFrame>
  );
}
