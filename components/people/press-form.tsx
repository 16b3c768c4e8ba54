"use client";
import { type ReactNode, useActionState, useMemo } from "react";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import type { WorkingFormState } from "./form-values.ts";
import type { WorkingFormAction } from "./working-form.tsx";

const nothingWrong: WorkingFormState = { problems: [], values: {} };

type PressFormProps = {
  action: WorkingFormAction;
  hidden?: Record<string, string>;
  /** A box to tick before it is done, posted as `confirmed`; the id is the box's own on the page. */
  confirm?: { id: string; label: ReactNode };
  variant?: ButtonVariant;
  children: ReactNode;
};

/** One button that does something, at once or after a box is ticked; a refusal is said above it. */
export function PressForm({ action, hidden = {}, confirm, variant = "secondary", children }: PressFormProps) {
  const [state, submit, pending] = useActionState(action, nothingWrong);
  // the summary takes the focus when its problems are others than before
  const problems = useMemo(
    () =>
      state.problems.map(({ field, message }) => ({
        field: field === "confirmed" ? confirm?.id : field,
        message,
      })),
    [state, confirm?.id],
  );
  return (
    <form action={submit}>
      <ErrorSummary problems={problems} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {confirm && (
        <Checkbox
          id={confirm.id}
          name="confirmed"
          label={confirm.label}
          error={errorOf(state.problems, "confirmed")}
        />
      )}
      <Button variant={variant} disabled={pending}>
        {children}
      </Button>
    </form>
  );
}
