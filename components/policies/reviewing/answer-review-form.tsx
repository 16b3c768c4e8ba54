"use client";
import { useActionState, useMemo } from "react";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-field.tsx";

export type AnswerReviewState = { problems: { field?: string; message: string }[]; comments: string };

type AnswerReviewFormProps = {
  action: (state: AnswerReviewState, form: FormData) => Promise<AnswerReviewState>;
  comments: string;
};

/** What a reviewer says of a draft: they agree, or send it back with comments. */
export function AnswerReviewForm({ action, comments }: AnswerReviewFormProps) {
  const first = useMemo<AnswerReviewState>(() => ({ problems: [], comments }), [comments]);
  const [state, submit, pending] = useActionState(action, first);
  return (
    <form action={submit} noValidate key={state.comments}>
      <ErrorSummary problems={state.problems} />
      <TextArea
        label="Comments"
        name="comments"
        rows={6}
        hint="Needed when you send it back. Name the clause that you mean, such as 5.1."
        defaultValue={state.comments}
        error={errorOf(state.problems, "comments")}
      />
      <ButtonGroup>
        <Button name="answer" value="agreed" disabled={pending}>
          Agree
        </Button>
        <Button name="answer" value="sent-back" variant="secondary" disabled={pending}>
          Send back with comments
        </Button>
      </ButtonGroup>
    </form>
  );
}
