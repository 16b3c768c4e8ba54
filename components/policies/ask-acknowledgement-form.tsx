"use client";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, Fieldset } from "#components/ui/field.tsx";
import { membershipRoles, rolePlurals } from "#lib/people/words.ts";

export type AskAcknowledgementState = { problems: { field?: string; message: string }[]; roles: string[] };

type AskAcknowledgementFormProps = {
  action: (state: AskAcknowledgementState, form: FormData) => Promise<AskAcknowledgementState>;
};

const nothingYet: AskAcknowledgementState = { problems: [], roles: [] };

/** Whom a standard acknowledgement is asked of. */
export function AskAcknowledgementForm({ action }: AskAcknowledgementFormProps) {
  const [state, submit, pending] = useActionState(action, nothingYet);
  return (
    <form action={submit} key={state.roles.join()} noValidate>
      <ErrorSummary problems={state.problems} />
      <Fieldset
        id="roles"
        legend="Who is asked"
        hint="They have the policy’s usual days to sign, from today."
        error={errorOf(state.problems, "roles")}
      >
        {membershipRoles.map((role, index) => (
          <Checkbox
            key={role}
            id={index === 0 ? "roles" : `roles-${role}`}
            name="roles"
            value={role}
            label={rolePlurals[role]}
            defaultChecked={state.roles.includes(role)}
          />
        ))}
      </Fieldset>
      <Button disabled={pending}>Ask for an acknowledgement</Button>
    </form>
  );
}
