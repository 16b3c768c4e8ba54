"use client";
import { z } from "zod";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { TextArea } from "#components/ui/text-field.tsx";

const input = z.looseObject({
  answer: z.enum(["confirmed", "sent-back"], "Say whether you confirm the wording"),
});
const empty = { answer: "", words: "" };

/** The head, or the chair of the governing body, confirms a school's wording or sends it back. */
export function AnswerWordingForm({ action, seen }: { action: WorkingFormAction; seen: string }) {
  return (
    <WorkingForm action={action} schema={input} values={empty} button="Save answer">
      {(fields) => (
        <>
          <input type="hidden" name="seen" value={seen} />
          <Radios
            legend="Is the wording right?"
            choices={[
              {
                value: "confirmed",
                label: "Confirm this wording",
                hint: "The school adopts it. New signers see it, and nobody signs again.",
              },
              { value: "sent-back", label: "Send it back" },
            ]}
            {...fields.radios("answer")}
          />
          <TextArea
            label="What is to be changed"
            hint="Needed when you send it back. Whoever filled it in is told."
            rows={3}
            {...fields.text("words")}
          />
        </>
      )}
    </WorkingForm>
  );
}
