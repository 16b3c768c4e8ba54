"use client";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { closeSessionInput } from "#lib/signing-sessions/schema.ts";

type CloseSessionFormProps = {
  action: WorkingFormAction;
  /** Those who have agreed and are not confirmed. */
  turns: string[];
};

const noValues = {};

/** Closes a session, and asks first what becomes of those whom nobody has confirmed. */
export function CloseSessionForm({ action, turns }: CloseSessionFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={closeSessionInput}
      values={noValues}
      button="Close session"
      variant="warning"
    >
      {(fields) => (
        <>
          <input type="hidden" name="turns" value={turns.join(",")} />
          {turns.length > 0 && (
            <Radios
              legend={
                turns.length === 1
                  ? "One person has agreed and is not confirmed"
                  : `${turns.length} people have agreed and are not confirmed`
              }
              choices={[
                { value: "confirm", label: "Confirm them: they are who they say" },
                { value: "leave", label: "Leave them unsigned: they can sign another time" },
              ]}
              {...fields.radios("unconfirmed")}
            />
          )}
        </>
      )}
    </WorkingForm>
  );
}
