"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import { reviewInput } from "#lib/policies/schema.ts";

type ReviewFormProps = { action: WorkingFormAction; values: FormValues; replaces: string | null };

/** Records a review, or corrects the record of one. */
export function ReviewForm({ action, values, replaces }: ReviewFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={reviewInput}
      values={values}
      button={replaces ? "Correct the record" : "Record review"}
    >
      {(fields) => (
        <>
          {replaces && <input type="hidden" name="replaces" value={replaces} />}
          <DateField legend="Date of the review" {...fields.date("reviewedOn")} />
          <Radios
            legend="What came of it"
            choices={[
              {
                value: "unchanged",
                label: "It stays as it is",
                hint: "The review date moves. Nobody signs again.",
              },
              {
                value: "to-be-revised",
                label: "It is to be revised",
                hint: "A draft of the next version is started.",
              },
            ]}
            {...fields.radios("outcome")}
          />
          <TextField
            label="Next review date"
            hint="As you write it: October 2028, Summer 2028, 26/09/2028 or 2028. ‘Annually’ names no day, so nobody can be reminded of it."
            width="20"
            {...fields.text("nextReview")}
          />
          <TextArea
            label="Summary"
            hint="For the change history, such as: Reviewed with the safeguarding team, no change needed."
            rows={3}
            {...fields.text("summary")}
          />
          <TextField
            label="Contact (optional)"
            hint="A post or a name that the change history gives for questions"
            {...fields.text("contact")}
          />
        </>
      )}
    </WorkingForm>
  );
}
