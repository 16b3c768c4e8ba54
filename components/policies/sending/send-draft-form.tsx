"use client";
import { useActionState, useMemo } from "react";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { Checkbox, Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, Fieldset } from "#components/ui/field.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";

type SendDraftValues = {
  summaryOfChange: string;
  contact: string;
  material: string;
  materialReason: string;
  again: string[];
  implementationOn: { day: string; month: string; year: string };
  to: string;
  warningsSeen: boolean;
};

export type SendDraftState = { problems: { field?: string; message: string }[]; values: SendDraftValues };

type SendDraftFormProps = {
  action: (state: SendDraftState, form: FormData) => Promise<SendDraftState>;
  values: SendDraftValues;
  /** Null for a first version, which everybody signs. */
  change: {
    numbers: { material: string; minor: string };
    material: string;
    minor: string;
    continued: { key: string; title: string }[];
  } | null;
  /** Who approves it, in order; and who may approve a minor change instead. */
  steps: string;
  delegate: string | null;
  warnings: number;
  cancel: string;
};

/** What is said of the next version besides its text, and the button that sends it on. */
export function SendDraftForm({
  action,
  values,
  change,
  steps,
  delegate,
  warnings,
  cancel,
}: SendDraftFormProps) {
  const first = useMemo<SendDraftState>(() => ({ problems: [], values }), [values]);
  const [state, submit, pending] = useActionState(action, first);
  const { problems, values: now } = state;
  return (
    <form action={submit} noValidate key={JSON.stringify(now)}>
      <ErrorSummary problems={problems} />
      <TextArea
        label="Summary of change"
        name="summaryOfChange"
        rows={3}
        hint="A sentence or two for the change history. Whoever signs again reads it."
        defaultValue={now.summaryOfChange}
        error={errorOf(problems, "summaryOfChange")}
      />
      <TextField
        label="Contact"
        name="contact"
        hint="Whom to ask about this version: a name or a post"
        defaultValue={now.contact}
        error={errorOf(problems, "contact")}
      />
      {change && (
        <>
          <Radios
            legend="Is the change material or minor?"
            name="material"
            choices={[
              {
                value: "material",
                label: `Material: version ${change.numbers.material}`,
                hint: change.material,
              },
              { value: "minor", label: `Minor: version ${change.numbers.minor}`, hint: change.minor },
            ]}
            defaultValue={now.material}
            error={errorOf(problems, "material")}
          />
          <TextArea
            label="Why is it material or minor?"
            name="materialReason"
            rows={2}
            hint="Whoever approves it reads this"
            defaultValue={now.materialReason}
            error={errorOf(problems, "materialReason")}
          />
          {change.continued.length > 0 && (
            <Fieldset
              id="again"
              legend="If it is material, which agreements are signed again?"
              hint="Signatures under an agreement that you leave out stay good"
              error={errorOf(problems, "again")}
            >
              {change.continued.map(({ key, title }, index) => (
                <Checkbox
                  key={key}
                  id={index === 0 ? "again" : `again-${index + 1}`}
                  name="again"
                  value={key}
                  label={title}
                  defaultChecked={now.again.includes(key)}
                />
              ))}
            </Fieldset>
          )}
        </>
      )}
      <DateField
        legend="Proposed implementation date"
        name="implementationOn"
        hint="Today or later, such as 1 9 2027. Whoever ratifies it may set another."
        defaultValue={now.implementationOn}
        error={errorOf(problems, "implementationOn")}
      />
      {delegate && change && (
        <Radios
          legend="Who is it sent to?"
          name="to"
          choices={[
            { value: "steps", label: steps },
            {
              value: "delegate",
              label: `${delegate.charAt(0).toUpperCase()}${delegate.slice(1)}, between meetings`,
              hint: "For a minor change alone. It is reported to the next meeting.",
            },
          ]}
          defaultValue={now.to}
          error={errorOf(problems, "to")}
        />
      )}
      {warnings > 0 && (
        <Checkbox
          label={
            warnings === 1
              ? "I have looked at the warning above"
              : `I have looked at the ${warnings} warnings above`
          }
          name="warningsSeen"
          defaultChecked={now.warningsSeen}
          error={errorOf(problems, "warningsSeen")}
        />
      )}
      <ButtonGroup>
        <Button name="press" value="send" disabled={pending}>
          Send for ratification
        </Button>
        <Button name="press" value="keep" variant="secondary" disabled={pending}>
          Keep for later
        </Button>
        <a href={cancel}>Back to the draft</a>
      </ButtonGroup>
    </form>
  );
}
