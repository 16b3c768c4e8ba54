import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { describedBy, FieldFrame, type FieldProps } from "./field.tsx";

/** How wide a text box looks says how much is expected: characters, or `full`, or `code` for a sign-in code. */
export type FieldWidth = "2" | "4" | "10" | "20" | "full" | "code";

type TextFieldProps = FieldProps & Omit<ComponentProps<"input">, "width"> & { width?: FieldWidth };

/** A text box with its label. Takes every attribute of `input`, so `{...register("name")}` can be spread on it. */
export function TextField({
  label,
  name,
  id = name,
  hint,
  error,
  heading,
  width = "20",
  ...rest
}: TextFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} heading={heading}>
      <input
        type="text"
        id={id}
        name={name}
        className={classNames("cs-input", `cs-input--${width}`)}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
    </FieldFrame>
  );
}

type TextAreaProps = FieldProps & ComponentProps<"textarea">;

/** A text box of several lines with its label. */
export function TextArea({ label, name, id = name, hint, error, heading, rows = 5, ...rest }: TextAreaProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} heading={heading}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        className="cs-input cs-input--full"
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
    </FieldFrame>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

type SelectProps = FieldProps & Omit<ComponentProps<"select">, "children"> & { options: Option[] };

/** A choice from a list too long for radios. */
export function Select({ label, name, id = name, hint, error, heading, options, ...rest }: SelectProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} heading={heading}>
      <select
        id={id}
        name={name}
        className="cs-input cs-input--20"
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
