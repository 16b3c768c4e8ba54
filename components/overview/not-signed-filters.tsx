import { Filters } from "#components/ui/filters.tsx";
import { type Option, Select, TextField } from "#components/ui/text-field.tsx";
import type { FilterChoices } from "#lib/obligations/queries.ts";
import type { NotSignedQuery } from "#lib/obligations/schema.ts";
import { reasonNames, reasons, signerNames, signers } from "#lib/obligations/words.ts";
import { rolePlurals } from "#lib/people/words.ts";

type NotSignedFiltersProps = {
  action: string;
  query: NotSignedQuery;
  choices: FilterChoices;
  today: string;
  /** What is wrong with the day that was asked for. */
  dayError?: string;
};

const withAll = (options: Option[]): Option[] => [{ value: "", label: "All" }, ...options];

/** The filters of who has not signed; the list's address holds them. */
export function NotSignedFilters({ action, query, choices, today, dayError }: NotSignedFiltersProps) {
  const { name, role, class: classId, agreement, reason, whose, day } = query;
  const filtered =
    name || role || classId || agreement || reason || whose || dayError || (day && day !== today);
  return (
    <Filters action={action} clear={filtered ? action : undefined}>
      <TextField label="Name" name="name" type="search" width="20" defaultValue={name ?? ""} />
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
      {(whose || choices.roles.includes("pupil")) && (
        <Select
          label="Missing signature"
          name="whose"
          defaultValue={whose ?? ""}
          options={withAll(signers.map((value) => ({ value, label: signerNames[value] })))}
        />
      )}
      <TextField
        label="As at"
        name="day"
        type="date"
        width="20"
        defaultValue={day ?? today}
        error={dayError}
      />
    </Filters>
  );
}
