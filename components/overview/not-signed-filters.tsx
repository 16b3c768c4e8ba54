import { Filters } from "#components/ui/filters.tsx";
import { type Option, Select, TextField } from "#components/ui/text-field.tsx";
import type { FilterChoices } from "#lib/obligations/queries.ts";
import type { NotSignedQuery } from "#lib/obligations/schema.ts";
import { reasonNames, reasons } from "#lib/obligations/words.ts";
import { rolePlurals } from "#lib/people/words.ts";

type NotSignedFiltersProps = {
  action: string;
  query: NotSignedQuery;
  choices: FilterChoices;
  today: string;
};

const withAll = (options: Option[]): Option[] => [{ value: "", label: "All" }, ...options];

/** The filters of who has not signed; the list's address holds them. */
export function NotSignedFilters({ action, query, choices, today }: NotSignedFiltersProps) {
  const { role, class: classId, agreement, reason, day } = query;
  const filtered = role || classId || agreement || reason || (day && day !== today);
  return (
    <Filters action={action} clear={filtered ? action : undefined}>
      <Select
        label="Role"
        name="role"
        defaultValue={role ?? ""}
        options={withAll(choices.roles.map((value) => ({ value, label: rolePlurals[value] })))}
      />
      {choices.classes.length > 0 && (
        <Select
          label="Class or tutor group"
          name="class"
          defaultValue={classId ?? ""}
          options={withAll(choices.classes.map(({ id, name }) => ({ value: id, label: name })))}
        />
      )}
      <Select
        label="Agreement"
        name="agreement"
        defaultValue={agreement ?? ""}
        options={withAll(choices.agreements.map(({ id, title }) => ({ value: id, label: title })))}
      />
      <Select
        label="Reason"
        name="reason"
        defaultValue={reason ?? ""}
        options={withAll(reasons.map((value) => ({ value, label: reasonNames[value] })))}
      />
      <TextField label="As at" name="day" type="date" width="20" defaultValue={day ?? today} />
    </Filters>
  );
}
