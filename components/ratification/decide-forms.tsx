"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import {
  notRightInput,
  reportInput,
  resolutionInput,
  returnInput,
  voteInput,
} from "#lib/ratification/schema.ts";
import { answerNames, answers } from "#lib/ratification/words.ts";

type FormProps = { action: WorkingFormAction; values: FormValues };

/** The chair says what is not right about a record. */
export function NotRightForm({ action, values }: FormProps) {
  return (
    <WorkingForm
      action={action}
      schema={notRightInput}
      values={values}
      prefix="not-right-"
      folded="Something is not right"
      button="Send back to the clerk"
      variant="secondary"
    >
      {(fields) => <TextArea label="What is not right?" rows={3} {...fields.text("words")} />}
    </WorkingForm>
  );
}

/** A member's answer to a written resolution. */
export function VoteForm({ action, values }: FormProps) {
  return (
    <WorkingForm action={action} schema={voteInput} values={values} prefix="vote-" button="Send your answer">
      {(fields) => (
        <>
          <Radios
            legend="Your answer"
            choices={answers.map((answer) => ({ value: answer, label: answerNames[answer] }))}
            {...fields.radios("answer")}
          />
          <TextArea
            label="Why (optional)"
            hint="Everyone who sits on the body and the owner of the policy can read it"
            rows={3}
            {...fields.text("reason")}
          />
        </>
      )}
    </WorkingForm>
  );
}

/**
 * Puts a version to the members to answer online.
 * @param rule what it takes to be agreed, in words
 */
export function ResolutionForm({ action, values, rule }: FormProps & { rule: string }) {
  return (
    <WorkingForm
      action={action}
      schema={resolutionInput}
      values={values}
      prefix="resolution-"
      folded="Decide by written resolution instead"
      button="Ask for answers"
      variant="secondary"
    >
      {(fields) => (
        <>
          <p>Everyone who sits on the body is asked to answer online. {rule}</p>
          <DateField legend="Last day to answer" {...fields.date("closesOn")} />
        </>
      )}
    </WorkingForm>
  );
}

/** A delegate returns a version. */
export function ReturnForm({ action, values }: FormProps) {
  return (
    <WorkingForm
      action={action}
      schema={returnInput}
      values={values}
      prefix="return-"
      folded="Return with reasons"
      button="Return it"
      variant="secondary"
    >
      {(fields) => <TextArea label="Reasons" rows={4} {...fields.text("reasons")} />}
    </WorkingForm>
  );
}

/** A minor change that a delegate approved was reported to a meeting. */
export function ReportForm({ action, values, prefix }: FormProps & { prefix: string }) {
  return (
    <WorkingForm
      action={action}
      schema={reportInput}
      values={values}
      prefix={prefix}
      folded="Record that it was reported"
      button="Record report"
      variant="secondary"
    >
      {(fields) => (
        <>
          <DateField legend="Date of the meeting" {...fields.date("reportedOn")} />
          <TextField
            label="Minute reference (optional)"
            autoComplete="off"
            {...fields.text("minuteReference")}
          />
        </>
      )}
    </WorkingForm>
  );
}
