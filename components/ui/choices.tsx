import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { describedBy, FieldError, type FieldProps, Fieldset, Hint } from "./field.tsx";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & {
  kind: "checkbox" | "radio";
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What the ids of hint and error begin with; the control's own id unless the group already uses that. */
  describedAs?: string;
  error?: string;
};

function Choice({ kind, id, label, hint, describedAs = id, error, ...rest }: ChoiceProps) {
  return (
    <div className="cs-choice">
      <input type={kind} id={id} aria-describedby={describedBy(describedAs, hint, error)} {...rest} />
      <div className="cs-choice__words">
        <label htmlFor={id}>{label}</label>
        <Hint id={describedAs}>{hint}</Hint>
      </div>
    </div>
  );
}

type CheckboxProps = Omit<FieldProps, "heading"> & Omit<ComponentProps<"input">, "type">;

/** One checkbox that stands alone, with an error of its own: "I have read and agree to this agreement". */
export function Checkbox({ label, name, id = name, hint, error, ...rest }: CheckboxProps) {
  return (
    <div className={classNames("cs-field", error && "cs-field--error")}>
      <FieldError id={id}>{error}</FieldError>
      <Choice
        kind="checkbox"
        id={id}
        name={name}
        label={label}
        hint={hint}
        error={error}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
    </div>
  );
}

type RowCheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: string };

/** A small checkbox in a table's row; its label is there for those who cannot see the row. */
export function RowCheckbox({ label, ...rest }: RowCheckboxProps) {
  return (
    <div className="cs-choice cs-choice--small">
      <input type="checkbox" aria-label={label} {...rest} />
    </div>
  );
}

export type GroupChoice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

/** Spread on every control of a group: react-hook-form's `register(name)`, or anything else inputs take. */
type ControlProps = Omit<
  ComponentProps<"input">,
  "type" | "id" | "value" | "defaultValue" | "defaultChecked"
>;

type GroupProps = Omit<FieldProps, "label"> & {
  legend: ReactNode;
  choices: GroupChoice[];
  control?: ControlProps;
};

type RadiosProps = GroupProps & { defaultValue?: string };

/** One answer out of a few. The first radio carries the group's id, so that an error can link to it. */
export function Radios({
  legend,
  name,
  id = name,
  hint,
  error,
  heading,
  choices,
  defaultValue,
  control,
}: RadiosProps) {
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error} heading={heading}>
      {choices.map((choice, index) => (
        <Choice
          key={choice.value}
          kind="radio"
          id={index === 0 ? id : `${id}-${index + 1}`}
          describedAs={`${id}-${index + 1}`}
          name={name}
          value={choice.value}
          label={choice.label}
          hint={choice.hint}
          disabled={choice.disabled}
          defaultChecked={defaultValue === undefined ? undefined : choice.value === defaultValue}
          {...control}
        />
      ))}
    </Fieldset>
  );
}
