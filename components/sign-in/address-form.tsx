"use client";
import { type ReactNode, useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary, type FormProblem } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export type AddressFormState = { problems: FormProblem[]; address: string };

type Props = {
  action: (state: AddressFormState, form: FormData) => Promise<AddressFormState>;
  /** Where to go once signed in. */
  then: string | null;
  /** The page's heading and what comes before the form; below what has to be put right. */
  children: ReactNode;
};

/** The first step of signing in: which address the code goes to. */
export function AddressForm({ action, then, children }: Props) {
  const [state, post, pending] = useActionState(action, { problems: [], address: "" });
  return (
    <>
      <ErrorSummary problems={state.problems} />
      {children}
      <form action={post} noValidate>
        {then && <input type="hidden" name="then" value={then} />}
        <TextField
          label="Email address"
          name="address"
          type="email"
          hint="The one that your school or organisation has for you."
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          width="full"
          defaultValue={state.address}
          error={errorOf(state.problems, "address")}
        />
        <Button disabled={pending}>Continue</Button>
      </form>
    </>
  );
}
