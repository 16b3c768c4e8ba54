"use client";
import { useActionState, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import type { DateParts } from "#components/ui/date-parts.ts";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-field.tsx";

export type ReasonState = {
  problems: { field?: string; message: string }[];
  values: { reason: string; day: DateParts | null };
};

type ReasonFormProps = {
  action: (state: ReasonState, form: FormData) => Promise<ReasonState>;
  /** What the box is asked for: why it is taken back, why it is withdrawn. */
  label: string;
  hint: string;
  /** The day that is asked for besides, by its name, with what it begins with. */
  day?: { name: string; legend: string; hint: string; value: DateParts };
  button: string;
  /** The words that it is folded behind, where it is; it opens by itself when something is wrong. */
  folded?: string;
};

/** Something about a version that is done with a reason, which stays on record. */
export function ReasonForm({ action, label, hint, day, button, folded }: ReasonFormProps) {
  const first = useMemo<ReasonState>(
    () => ({ problems: [], values: { reason: "", day: day?.value ?? null } }),
    [day?.value],
  );
  const [state, submit, pending] = useActionState(action, first);
  const { problems, values } = state;
  const form = (
    <form action={submit} noValidate key={JSON.stringify(values)}>
      <ErrorSummary problems={problems} />
      {day && (
        <DateField
          legend={day.legend}
          name={day.name}
          hint={day.hint}
          defaultValue={values.day ?? day.value}
          error={errorOf(problems, day.name)}
        />
      )}
      <TextArea
        label={label}
        name="reason"
        rows={3}
        hint={hint}
        defaultValue={values.reason}
        error={errorOf(problems, "reason")}
      />
      <Button variant="warning" disabled={pending}>
        {button}
      </Button>
    </form>
  );
  if (folded === undefined) return form;
  return (
    <details className="cs-details" open={problems.length > 0 || undefined}>
      <summary>{folded}</summary>
      <div className="cs-details__body cs-stack">{form}</div>
    </details>
  );
}
