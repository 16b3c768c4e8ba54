"use client";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { sayYearGroup } from "#lib/people/words.ts";
import { pupilSigningInput } from "#lib/policies/schema.ts";
import { firstYear, lastYear, pupilRequirementNames, pupilRequirements } from "#lib/policies/words.ts";

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => ({
  value: String(firstYear + at),
  label: sayYearGroup(firstYear + at),
}));

type PupilSigningFormProps = { action: WorkingFormAction; yearFrom: number; yearTo: number };

/** Decides whether the pupils of some years sign themselves. */
export function PupilSigningForm({ action, yearFrom, yearTo }: PupilSigningFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={pupilSigningInput}
      values={{ yearFrom: String(yearFrom), yearTo: String(yearTo) }}
      button="Save for these years"
    >
      {(fields) => (
        <>
          <Select label="From year" options={years} {...fields.text("yearFrom")} />
          <Select label="To year" options={years} {...fields.text("yearTo")} />
          <Radios
            legend="Pupils of these years"
            choices={pupilRequirements.map((value) => ({ value, label: pupilRequirementNames[value] }))}
            {...fields.radios("requirement")}
          />
        </>
      )}
    </WorkingForm>
  );
}
