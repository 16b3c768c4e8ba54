"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { holidayInput } from "#lib/organisations/schema.ts";

/** Adds a holiday. */
export function HolidayForm({ action, values }: { action: WorkingFormAction; values: FormValues }) {
  return (
    <WorkingForm schema={holidayInput} button="Add holiday" action={action} values={values}>
      {(fields) => (
        <>
          <TextField
            label="Name"
            hint="For example, Christmas holiday or Training day"
            width="20"
            autoComplete="off"
            {...fields.text("name")}
          />
          <DateField legend="First day" hint="For example, 21 12 2026" {...fields.date("startsOn")} />
          <DateField legend="Last day" hint="The same day for a single one" {...fields.date("endsOn")} />
        </>
      )}
    </WorkingForm>
  );
}
