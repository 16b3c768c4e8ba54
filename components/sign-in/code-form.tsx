"use client";
import { type ReactNode, useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary, type FormProblem } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export type CodeFormState = { problems: FormProblem[]; code: string };

type Props = {
  action: (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
  /** Where to go once signed in. */
  then: string | null;
  /** The page's heading and what comes before the form; below what has to be put right. */
  children: ReactNode;
};

/** The second step of signing in: the code from the message. */
export function CodeForm({ action, then, children }: Props) {
  const [state, post, pending] = useActionState(action, { problems: [], code: "" });
  return (
    <>
      <ErrorSummary problems={state.problems} />
      {children}
      <form action={post} noValidate>
        {then && <input type="hidden" name="then" value={then} />}
        <TextField
          label="Sign-in code"
          name="code"
          hint="6 digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={20}
          width="code"
          defaultValue={state.code}
          error={errorOf(state.problems, "code")}
        />
        <Button disabled={pending}>Sign in</Button>
      </form>
    </>
  );
}
