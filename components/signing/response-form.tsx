"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-field.tsx";

type State = { words: string; problems: { field: string; message: string }[] };

type Props = {
  action: (state: State, form: FormData) => Promise<State>;
  /** Made with the page: posting the same form twice records one response. */
  formId: string;
  label: string;
  hint?: string;
  button: string;
};

/** Words to the school instead of a signature. What was typed is kept when something is wrong with it. */
export function ResponseForm({ action, formId, label, hint, button }: Props) {
  const [state, post, pending] = useActionState(action, { words: "", problems: [] });
  return (
    <form action={post} noValidate>
      <ErrorSummary problems={state.problems} />
      <input type="hidden" name="form" value={formId} />
      <TextArea
        key={state.words}
        label={label}
        name="words"
        hint={hint}
        rows={6}
        defaultValue={state.words}
        error={errorOf(state.problems, "words")}
      />
      <Button aria-disabled={pending || undefined}>{button}</Button>
    </form>
  );
}
