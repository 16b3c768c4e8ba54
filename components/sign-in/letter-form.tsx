"use client";
import { type ReactNode, useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { CodeFormState } from "./code-form.tsx";

type Props = {
  action: (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
  /** The page's heading and what comes before the form; below what has to be put right. */
  children: ReactNode;
};

/** The code of a printed letter. */
export function LetterForm({ action, children }: Props) {
  const [state, post, pending] = useActionState(action, { problems: [], code: "" });
  return (
    <>
      <ErrorSummary problems={state.problems} />
      {children}
      <form action={post} noValidate>
        <TextField
          label="Code from your letter"
          name="code"
          hint="10 letters and digits, such as 7KDXM-4QRTB"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          width="20"
          defaultValue={state.code}
          error={errorOf(state.problems, "code")}
        />
        <Button aria-disabled={pending || undefined}>Continue</Button>
      </form>
    </>
  );
}
