import { AddPersonForm } from "#components/people/add-person-form.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { newId } from "#lib/identifiers.ts";
import { classesOfUnit } from "#lib/people/queries.ts";
import { Shell } from "../../../../shell.tsx";
import { addPersonAction } from "./actions.ts";
import { requirePlace, type Urn } from "./place.ts";

export async function NewPersonPage({ urn }: { urn: Urn }) {
  const { actor, unit, path } = await requirePlace(urn, "people:change");
  const classes = unit.kind === "school" ? await classesOfUnit(actor, unit.id) : [];
  return (
    <Shell actor={actor} current={path} above={<BackLink href={path}>People</BackLink>}>
      <PageHeading caption={unit.name}>Add a person</PageHeading>
      <AddPersonForm
        action={addPersonAction.bind(null, urn)}
        values={{ formId: newId(), startsOn: datePartsOf(actor.today) }}
        cancel={path}
        kind={unit.kind}
        classes={classes.map(({ id, name, academicYear }) => ({ id, name, academicYear }))}
      />
    </Shell>
  );
}
