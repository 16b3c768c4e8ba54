"use client";
import { useActionState, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import type { DateParts } from "#components/ui/date-parts.ts";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";

type ConsultationValues = {
  withWhom: string;
  startsOn: DateParts;
  endsOn: DateParts;
  outcome: string;
};
export type ConsultationState = {
  problems: { field?: string; message: string }[];
  values: ConsultationValues;
};

type ConsultationFormProps = {
  action: (state: ConsultationState, form: FormData) => Promise<ConsultationState>;
  values: ConsultationValues;
  /** Before the ids of its controls: a page has several of these forms. */
  prefix: string;
  /** The words that it is folded behind; it opens by itself when something is wrong. */
  folded: string;
  button: string;
};

/** With whom a draft was consulted on, when, and what came of it. */
export function ConsultationForm({ action, values, prefix, folded, button }: ConsultationFormProps) {
  const first = useMemo<ConsultationState>(() => ({ problems: [], values }), [values]);
  const [state, submit, pending] = useActionState(action, first);
  const { problems, values: now } = state;
  const linked = useMemo(
    () => problems.map(({ field, message }) => ({ field: field && prefix + field, message })),
    [problems, prefix],
  );
  return (
    <details className="cs-details" open={problems.length > 0 || undefined}>
      <summary>{folded}</summary>
      <div className="cs-details__body cs-stack">
        <form action={submit} noValidate key={JSON.stringify(now)}>
          <ErrorSummary problems={linked} />
          <TextField
            label="Who was consulted"
            name="withWhom"
            id={`${prefix}withWhom`}
            hint="For example: unions, the school council, parents of Year 7"
            defaultValue={now.withWhom}
            error={errorOf(problems, "withWhom")}
          />
          <DateField
            legend="First day"
            name="startsOn"
            id={`${prefix}startsOn`}
            defaultValue={now.startsOn}
            error={errorOf(problems, "startsOn")}
          />
          <DateField
            legend="Last day, if it is over"
            name="endsOn"
            id={`${prefix}endsOn`}
            defaultValue={now.endsOn}
            error={errorOf(problems, "endsOn")}
          />
          <TextArea
            label="Outcome"
            name="outcome"
            id={`${prefix}outcome`}
            rows={4}
            hint="What was said, and what was changed because of it. No names of pupils."
            defaultValue={now.outcome}
            error={errorOf(problems, "outcome")}
          />
          <Button variant="secondary" disabled={pending}>
            {button}
          </Button>
        </form>
      </div>
    </details>
  );
}
