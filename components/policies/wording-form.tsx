"use client";
import { z } from "zod";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { TextField } from "#components/ui/text-field.tsx";

type WordingFormProps = {
  action: WorkingFormAction;
  versionId: string;
  places: { name: string; label: string; usual: string; value: string; stands: string[] }[];
  button: string;
};

/** The server reads the post by the places of the version, which only it knows. */
const anything = z.looseObject({});

/** A school's own words for each place that the text leaves to it; an empty box keeps the text's own. */
export function WordingForm({ action, versionId, places, button }: WordingFormProps) {
  const values: FormValues = Object.fromEntries(places.map(({ name, value }) => [`place-${name}`, value]));
  return (
    <WorkingForm action={action} schema={anything} values={values} button={button}>
      {(fields) => (
        <>
          <input type="hidden" name="versionId" value={versionId} />
          {places.map(({ name, label, usual, stands }) => (
            <TextField
              key={name}
              label={label}
              width="full"
              autoComplete="off"
              placeholder={usual}
              hint={
                <>
                  <span className="block">If you leave it empty: {usual}</span>
                  {stands.map((words) => (
                    <span key={words} className="block">
                      {words}
                    </span>
                  ))}
                </>
              }
              {...fields.text(`place-${name}`)}
            />
          ))}
        </>
      )}
    </WorkingForm>
  );
}
