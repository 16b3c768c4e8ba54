"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { rolePlurals } from "#lib/people/words.ts";
import { openClassSessionInput, openStaffSessionInput } from "#lib/signing-sessions/schema.ts";
import type { SessionChoices } from "#lib/signing-sessions/sessions-in-view.ts";
import { sessionLengthNames, sessionLengths } from "#lib/signing-sessions/words.ts";

const lengths = sessionLengths.map((value) => ({ value, label: sessionLengthNames[value] }));

/** Choices of which one is to be made; a single one is made already. */
const choose = (options: { value: string; label: string }[]) =>
  options.length === 1 ? options : [{ value: "", label: "Choose one" }, ...options];

type Choices = Pick<SessionChoices, "classes" | "agreements">;
type OpenClassSessionFormProps = { action: WorkingFormAction; choices: Choices; values: FormValues };

export function OpenClassSessionForm({ action, choices, values }: OpenClassSessionFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={openClassSessionInput}
      values={values}
      button="Open class session"
      prefix="class-"
    >
      {(fields) => (
        <>
          <Select
            label="Class or tutor group"
            {...fields.text("classGroupId")}
            options={choose(choices.classes.map(({ id, name }) => ({ value: id, label: name })))}
          />
          <Select
            label="Agreement"
            {...fields.text("seriesId")}
            options={choose(
              choices.agreements.map(({ seriesId, title }) => ({ value: seriesId, label: title })),
            )}
          />
          <Radios legend="How long is it open?" choices={lengths} {...fields.radios("length")} />
        </>
      )}
    </WorkingForm>
  );
}

type OpenStaffSessionFormProps = {
  action: WorkingFormAction;
  staff: NonNullable<SessionChoices["staff"]>;
  values: FormValues;
};

export function OpenStaffSessionForm({ action, staff, values }: OpenStaffSessionFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={openStaffSessionInput}
      values={values}
      button="Open staff session"
      variant="secondary"
      prefix="staff-"
    >
      {(fields) => (
        <>
          <Select
            label="Who signs"
            {...fields.text("role")}
            options={choose(staff.roles.map((role) => ({ value: role, label: rolePlurals[role] })))}
          />
          <Select
            label="Agreement"
            {...fields.text("seriesId")}
            options={choose(
              staff.agreements.map(({ seriesId, title }) => ({ value: seriesId, label: title })),
            )}
          />
          <Radios legend="How long is it open?" choices={lengths} {...fields.radios("length")} />
        </>
      )}
    </WorkingForm>
  );
}
