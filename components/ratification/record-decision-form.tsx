"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Checkbox, Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Details } from "#components/ui/details.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { minuteFields } from "#lib/ratification/schema.ts";
import { type Agreeing, outcomeVerbs, type Part, partNames } from "#lib/ratification/words.ts";

type RecordDecisionFormProps = {
  action: WorkingFormAction;
  values: FormValues;
  agreeing: Agreeing;
  seats: { id: string; name: string; part: string }[];
  /** `3 of 8 members without a conflict of interest`, as the body's rule has it. */
  quorum: string;
  cancel: string;
};

/** What a meeting decided: filled in as far as it is known, so that a clerk needs two minutes. */
export function RecordDecisionForm({
  action,
  values,
  agreeing,
  seats,
  quorum,
  cancel,
}: RecordDecisionFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={minuteFields}
      values={values}
      button="Record decision"
      cancel={cancel}
    >
      {(fields) => (
        <>
          <Radios
            legend="What did the meeting decide?"
            choices={[
              { value: "agreed", label: outcomeVerbs[agreeing] },
              { value: "returned", label: "Return with reasons" },
            ]}
            {...fields.radios("outcome")}
          />
          <DateField legend="Date of the meeting" {...fields.date("metOn")} />
          <TextField
            label="Minute reference"
            hint="As the minutes number it, such as TB/26/31"
            autoComplete="off"
            {...fields.text("minuteReference")}
          />
          <Fieldset id="attendance" legend="Who was present?" hint={`The quorum is ${quorum}.`}>
            {seats.map(({ id, name, part }) => (
              <Checkbox
                key={id}
                label={part === "member" ? name : `${name} (${partNames[part as Part].toLowerCase()})`}
                {...fields.tick(`present-${id}`)}
              />
            ))}
          </Fieldset>
          <Details summary="Conflicts of interest">
            <p>
              Write down what each of them declared; leave the others empty. They do not count towards the
              quorum.
            </p>
            {seats.map(({ id, name }) => (
              <TextField
                key={id}
                label={`Conflict of interest of ${name}`}
                width="full"
                autoComplete="off"
                {...fields.text(`conflict-${id}`)}
              />
            ))}
          </Details>
          <Select
            label="Who was in the chair?"
            hint="They are asked to confirm this record"
            options={[
              { value: "", label: "Choose" },
              ...seats.map(({ id, name }) => ({ value: id, label: name })),
              { value: "other", label: "Somebody else" },
            ]}
            {...fields.text("chair")}
          />
          <TextField
            label="Name of somebody else in the chair"
            hint="Only where none of the above was"
            autoComplete="off"
            {...fields.text("chairName")}
          />
          {agreeing === "ratified" && (
            <>
              <DateField
                legend="Implementation date"
                hint="When it comes into force; from then on people sign it"
                {...fields.date("implementationOn")}
              />
              <Checkbox
                label="The minutes give a date that has passed"
                hint="Only then may the implementation date be in the past. People have their days to sign from today."
                {...fields.tick("pastDate")}
              />
            </>
          )}
          <Fieldset id="votes" legend="Votes" hint="Only where they were counted">
            {(
              [
                ["votesFor", "For"],
                ["votesAgainst", "Against"],
                ["abstained", "Abstained"],
              ] as const
            ).map(([name, label]) => (
              <TextField
                key={name}
                label={label}
                width="4"
                inputMode="numeric"
                autoComplete="off"
                {...fields.text(name)}
              />
            ))}
          </Fieldset>
          <TextArea
            label="Reasons, where it is returned"
            hint="The owner of the policy reads them and changes the draft"
            {...fields.text("reasons")}
          />
        </>
      )}
    </WorkingForm>
  );
}
