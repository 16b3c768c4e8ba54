"use client";
import { useActionState, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";

export type AnswerState = { words: string; problems: FieldProblem[] };

type AnswerFormProps = {
  action: (state: AnswerState, form: FormData) => Promise<AnswerState>;
  responseId: string;
  formId: string;
  /** How many answers the page shows, so that one written meanwhile is read first. */
  seen: number;
  /** Whom the answer goes to. */
  to: string;
};

/** Folded until somebody answers; open when something is wrong, with what was typed. */
export function AnswerForm({ action, responseId, formId, seen, to }: AnswerFormProps) {
  const [state, submit, pending] = useActionState(action, { words: "", problems: [] });
  const id = `words-${responseId}`;
  const problems = useMemo(() => state.problems.map(({ message }) => ({ field: id, message })), [state, id]);
  return (
    <details className="cs-details mt-4" open={problems.length > 0 || undefined}>
      <summary>
        {seen > 0 ? "Answer again" : "Answer"}
        <span className="cs-hidden"> {to}</span>
      </summary>
      <div className="cs-details__body cs-stack">
        <ErrorSummary problems={problems} />
        <form action={submit} noValidate>
          <input type="hidden" name="response" value={responseId} />
          <input type="hidden" name="form" value={formId} />
          <input type="hidden" name="seen" value={seen} />
          <TextArea
            label="Your answer"
            name="words"
            id={id}
            hint={`${to} reads it beside the agreement, and gets it by e-mail where there is an address.`}
            maxLength={5000}
            defaultValue={state.words}
            error={errorOf(problems, id)}
          />
          <Button disabled={pending}>Send answer</Button>
        </form>
      </div>
    </details>
  );
}
