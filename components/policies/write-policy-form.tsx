"use client";
import { useMemo } from "react";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { writePolicyInput } from "#lib/policies/schema.ts";

/** The title of a new policy, and whose it is where there is a choice. */
export function WritePolicyForm({
  action,
  units,
}: {
  action: WorkingFormAction;
  units: { id: string; name: string }[];
}) {
  const values = useMemo(() => ({ title: "", unitId: units[0]?.id ?? "" }), [units]);
  return (
    <WorkingForm
      action={action}
      schema={writePolicyInput}
      values={values}
      button="Start writing"
      cancel="/policies"
    >
      {(fields) => (
        <>
          <TextField
            label="Title"
            hint="As it is to stand on its first page, such as “Tablets and laptops”."
            width="full"
            {...fields.text("title")}
          />
          {units.length > 1 ? (
            <Select
              label="Whose policy it is"
              hint="A policy of the whole organisation can be adopted by each of its schools."
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
              {...fields.text("unitId")}
            />
          ) : (
            <input type="hidden" name="unitId" value={values.unitId} />
          )}
        </>
      )}
    </WorkingForm>
  );
}
