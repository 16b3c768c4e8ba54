"use client";
import { type ReactNode, useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import type { WorkingFormState } from "./form-values.ts";
import type { WorkingFormAction } from "./working-form.tsx";

const nothingWrong: WorkingFormState = { problems: [], values: {} };

type PressFormProps = { action: WorkingFormAction; hidden?: Record<string, string>; children: ReactNode };

/** One button that does something at once; a refusal is said above it. */
export function PressForm({ action, hidden = {}, children }: PressFormProps) {
  const [state, submit, pending] = useActionState(action, nothingWrong);
  return (
    <form action={submit}>
      <ErrorSummary problems={state.problems} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant="secondary" disabled={pending}>
        {children}
      </Button>
    </form>
  );
}
