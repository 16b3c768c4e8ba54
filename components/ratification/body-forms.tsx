"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { bodyInput, endSeatInput, newBodyInput, seatInput } from "#lib/ratification/schema.ts";
import {
  bodyKindNames,
  bodyKinds,
  partNames,
  parts,
  writtenRuleNames,
  writtenRules,
} from "#lib/ratification/words.ts";

type FormProps = { action: WorkingFormAction; values: FormValues };

type BodyFormProps = FormProps & {
  /** Whose body it can be, for a new one. */
  units?: { id: string; name: string }[];
  /** The law leaves it to the body to decide in writing. */
  inWriting: boolean;
  cancel?: string;
  folded?: string;
};

/** A board, governing body or committee with its rules. */
export function BodyForm({ action, values, units, inWriting, cancel, folded }: BodyFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={units ? newBodyInput : bodyInput}
      values={values}
      button={units ? "Add body" : "Save rules"}
      cancel={cancel}
      folded={folded}
    >
      {(fields) => (
        <>
          {units && (
            <Select
              label="Whose body is it?"
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
              {...fields.text("unitId")}
            />
          )}
          <TextField label="Name" width="full" autoComplete="off" {...fields.text("name")} />
          <Radios
            legend="What kind of body is it?"
            choices={bodyKinds.map((kind) => ({ value: kind, label: bodyKindNames[kind] }))}
            {...fields.radios("kind")}
          />
          <TextField
            label="Quorum"
            hint="How many must be present. Leave it empty for half of those in office, rounded up."
            width="4"
            inputMode="numeric"
            autoComplete="off"
            {...fields.text("quorum")}
          />
          {inWriting ? (
            <>
              <Radios
                legend="Written resolutions"
                hint="Members answer online until a day. It takes all of them unless the articles say otherwise."
                choices={writtenRules.map((rule) => ({ value: rule, label: writtenRuleNames[rule] }))}
                {...fields.radios("writtenRule")}
              />
              <TextField
                label="Where the articles say so (optional)"
                hint="Such as: Articles of Association, article 122"
                width="full"
                autoComplete="off"
                {...fields.text("articles")}
              />
            </>
          ) : (
            <p className="text-soft">
              It decides at meetings. Written resolutions are for academy trusts: a maintained school’s
              governing body cannot decide by them.
            </p>
          )}
        </>
      )}
    </WorkingForm>
  );
}

/** Gives a seat to one of the people found. */
export function SeatForm({
  action,
  values,
  people,
  cancel,
}: FormProps & { people: { id: string; name: string; roles: string }[]; cancel: string }) {
  return (
    <WorkingForm action={action} schema={seatInput} values={values} button="Give seat" cancel={cancel}>
      {(fields) => (
        <>
          <Radios
            legend="Who takes the seat?"
            choices={people.map(({ id, name, roles }) => ({ value: id, label: name, hint: roles }))}
            {...fields.radios("personId")}
          />
          <Select
            label="Part"
            options={[
              { value: "", label: "Choose" },
              ...parts.map((part) => ({ value: part, label: partNames[part] })),
            ]}
            {...fields.text("part")}
          />
          <DateField legend="First day" {...fields.date("startsOn")} />
          <DateField legend="Last day of the term (optional)" {...fields.date("endsOn")} />
        </>
      )}
    </WorkingForm>
  );
}

/** Ends one seat. */
export function EndSeatForm({ action, values, seatId, name }: FormProps & { seatId: string; name: string }) {
  return (
    <WorkingForm
      action={action}
      schema={endSeatInput}
      values={values}
      prefix={`end-${seatId}-`}
      folded={`End the seat of ${name}`}
      button="End seat"
      variant="warning"
    >
      {(fields) => (
        <>
          <p>From the day after it, their answer to a written resolution does not count any more.</p>
          <DateField legend="Last day" {...fields.date("on")} />
        </>
      )}
    </WorkingForm>
  );
}
