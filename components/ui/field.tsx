import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** What every field of a form has in common. */
export type FieldProps = {
  /** The visible label. */
  label: ReactNode;
  /** The form's name for it; also its `id` unless `id` is given, so that an error summary can link to it. */
  name: string;
  id?: string;
  hint?: ReactNode;
  /** What is wrong and how to put it right. Shown above the control and read with it. */
  error?: string;
  /** True when this is the only question of the page: the label becomes its `h1`. */
  heading?: boolean;
};

/** The ids of hint and error, as `aria-describedby` wants them; undefined when there is neither. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return classNames(Boolean(hint) && `${id}-hint`, Boolean(error) && `${id}-error`);
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <div id={`${id}-hint`} className="cs-hint">
      {children}
    </div>
  ) : null;
}

export function FieldError({ id, children }: { id: string; children: string | undefined }) {
  return children ? (
    <p id={`${id}-error`} className="cs-error">
      <span className="cs-hidden">Error: </span>
      {children}
    </p>
  ) : null;
}

type FieldFrameProps = Omit<FieldProps, "name" | "id"> & { id: string; children: ReactNode };

/** Label, hint, error and control of one field, in the order in which they are read. */
export function FieldFrame({ id, label, hint, error, heading = false, children }: FieldFrameProps) {
  const words = (
    <label htmlFor={id} className={classNames("cs-label", heading && "cs-label--heading")}>
      {label}
    </label>
  );
  return (
    <div className={classNames("cs-field", error && "cs-field--error")}>
      {heading ? <h1>{words}</h1> : words}
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id}>{error}</FieldError>
      {children}
    </div>
  );
}

type FieldsetProps = Omit<FieldProps, "label" | "name"> & {
  legend: ReactNode;
  id: string;
  children: ReactNode;
};

/** A group of controls that answer one question: radios, checkboxes, the parts of a date. */
export function Fieldset({ id, legend, hint, error, heading = false, children }: FieldsetProps) {
  return (
    <fieldset
      className={classNames("cs-field", error && "cs-field--error")}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend className={classNames("cs-legend", heading && "cs-legend--heading")}>
        {heading ? <h1>{legend}</h1> : legend}
      </legend>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id}>{error}</FieldError>
      {children}
    </fieldset>
  );
}

/** What is wrong with one field, out of all that is wrong with the form. */
export function errorOf(
  problems: readonly { field?: string; message: string }[] | undefined,
  field: string,
): string | undefined {
  return problems?.find((problem) => problem.field === field)?.message;
}
