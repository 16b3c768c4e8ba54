"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { settingsInput } from "#lib/organisations/schema.ts";

const hours = Array.from({ length: 25 }, (_, hour) => ({
  value: String(hour),
  label: hour % 24 === 0 ? "Midnight" : hour === 12 ? "Midday" : `${hour % 12}${hour < 12 ? "am" : "pm"}`,
}));

/** What the organisation decides for all its schools. */
export function SettingsForm({ action, values }: { action: WorkingFormAction; values: FormValues }) {
  return (
    <WorkingForm schema={settingsInput} button="Save settings" action={action} values={values}>
      {(fields) => (
        <>
          <Fieldset
            id="asking"
            legend="Asking people to sign"
            hint="Each person with an e-mail address gets one message when something new is asked of them, and parents and carers when it is their turn."
          >
            <Checkbox label="Ask people to sign automatically" {...fields.tick("asksPeople")} />
          </Fieldset>
          <Fieldset
            id="quiet"
            legend="Quiet hours"
            hint="Nobody is asked or reminded in them, or on holidays. Sign-in codes, receipts and answers go out at any time. Choose the same hour twice for no quiet hours."
          >
            <Select label="Quiet from" options={hours.slice(0, 24)} {...fields.text("quietFrom")} />
            <Select label="Quiet until" options={hours.slice(0, 24)} {...fields.text("quietTo")} />
            <Checkbox label="Quiet at weekends" {...fields.tick("quietWeekends")} />
          </Fieldset>
          <TextField
            label="Days to sign after a long absence"
            hint="How many days somebody who was away has, counted from the day they are back"
            width="4"
            inputMode="numeric"
            autoComplete="off"
            {...fields.text("returnDays")}
          />
        </>
      )}
    </WorkingForm>
  );
}
