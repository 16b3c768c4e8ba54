"use client";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { notWhoTheySaidSchema } from "#lib/visits/schema.ts";

const empty = { reason: "" };

export function NotWhoTheySaidForm({ action }: { action: WorkingFormAction }) {
  return (
    <WorkingForm
      action={action}
      schema={notWhoTheySaidSchema}
      values={empty}
      button="Not who they said"
      variant="warning"
    >
      {(fields) => <TextArea label="What was wrong" rows={3} maxLength={500} {...fields.text("reason")} />}
    </WorkingForm>
  );
}
