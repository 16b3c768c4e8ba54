"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, startTransition, useActionState, useMemo, useState } from "react";
import { type FieldErrors, type FieldValues, useForm } from "react-hook-form";
import type { z } from "zod";
import { Button, ButtonGroup, type ButtonVariant } from "#components/ui/button.tsx";
import { ErrorSummary, type FormProblem } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { type FormValues, valueAt, type WorkingFormState } from "./form-values.ts";

/** A server action that one of these forms posts to, everything but state and form bound. */
export type WorkingFormAction = (state: WorkingFormState, form: FormData) => Promise<WorkingFormState>;

/** What a control needs to take part in the form; spread it on the control. */
export type Fields = {
  /** For `TextField`, `TextArea` and `Select`. */
  text(name: string): object & { name: string; defaultValue: string; error: string | undefined };
  /** For `Checkbox`. */
  tick(name: string): object & { name: string; defaultChecked: boolean; error: string | undefined };
  /** For `DateField`. */
  date(name: string): {
    name: string;
    id: string;
    error: string | undefined;
    defaultValue: { day: string; month: string; year: string };
    controls: Record<"day" | "month" | "year", object>;
  };
  /** For `Radios`. */
  radios(name: string): {
    name: string;
    id: string;
    error: string | undefined;
    defaultValue: string | undefined;
    control: object;
  };
};

/** All messages of a form's errors, each with the name of its field as the server names it. */
function flatten(errors: FieldErrors, path: string[] = []): FormProblem[] {
  return Object.entries(errors).flatMap(([name, error]) => {
    if (!error || typeof error !== "object" || name === "ref") return [];
    const field = [...path, name].filter((part) => part !== "root");
    if (typeof (error as { message?: unknown }).message === "string")
      return [{ field: field.join("."), message: String((error as { message?: unknown }).message) }];
    return flatten(error as FieldErrors, field);
  });
}

type WorkingFormProps = {
  action: WorkingFormAction;
  /** The schema that the server reads the post with. */
  schema: z.ZodType;
  /** What the form begins with. */
  values: FormValues;
  /** The words on its button. */
  button: string;
  variant?: ButtonVariant;
  /** Where `Cancel` leads; no link without it. */
  cancel?: string;
  /** Before the ids of its controls, where a page has more than one of these forms. */
  prefix?: string;
  /** Puts the form behind these words; it opens by itself when something is wrong. */
  folded?: string;
  children: (fields: Fields, state: WorkingFormState) => ReactNode;
};

/**
 * A form for those who work with people all day: says what is wrong before it posts, by the same schema as the
 * server, and posts like any form where there is no JavaScript. What was typed always stays.
 */
export function WorkingForm({
  action,
  schema,
  values,
  button,
  variant,
  cancel,
  prefix = "",
  folded,
  children,
}: WorkingFormProps) {
  const first = useMemo<WorkingFormState>(() => ({ problems: [], values }), [values]);
  const [state, submit, pending] = useActionState(action, first);
  const [found, setFound] = useState<{ state: WorkingFormState; problems: FormProblem[] } | null>(null);
  const form = useForm<FieldValues>({
    // The schema is any of ours; its output is not used here, because the server reads the post itself.
    resolver: zodResolver(schema as z.ZodType<FieldValues, FieldValues>),
    defaultValues: state.values,
    reValidateMode: "onSubmit",
    shouldFocusError: false,
  });
  const problems = found?.state === state ? found.problems : state.problems;
  // The summary takes the focus when its problems are others than before, so they stay the same array until then.
  const linked = useMemo(
    () => problems.map(({ field, message }) => ({ field: field && prefix + field, message })),
    [problems, prefix],
  );
  const shown = (name: string) => valueAt(state.values, name) ?? "";

  const fields: Fields = {
    text: (name) => ({
      ...form.register(name),
      id: prefix + name,
      defaultValue: shown(name),
      error: errorOf(problems, name),
    }),
    tick: (name) => ({
      ...form.register(name),
      id: prefix + name,
      defaultChecked: ["on", "true"].includes(shown(name)),
      error: errorOf(problems, name),
    }),
    date: (name) => ({
      name,
      id: prefix + name,
      error: errorOf(problems, name),
      defaultValue: {
        day: shown(`${name}.day`),
        month: shown(`${name}.month`),
        year: shown(`${name}.year`),
      },
      controls: {
        day: form.register(`${name}.day`),
        month: form.register(`${name}.month`),
        year: form.register(`${name}.year`),
      },
    }),
    radios: (name) => ({
      name,
      id: prefix + name,
      error: errorOf(problems, name),
      defaultValue: valueAt(state.values, name),
      control: form.register(name),
    }),
  };

  const whole = (
    <>
      <ErrorSummary problems={linked} />
      <form
        action={submit}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const post = new FormData(event.currentTarget);
          void form.handleSubmit(
            () => startTransition(() => submit(post)),
            (errors) => setFound({ state, problems: flatten(errors) }),
          )(event);
        }}
      >
        {children(fields, state)}
        <ButtonGroup>
          <Button variant={variant} disabled={pending}>
            {button}
          </Button>
          {cancel && <a href={cancel}>Cancel</a>}
        </ButtonGroup>
      </form>
    </>
  );
  if (folded === undefined) return whole;
  return (
    <details className="cs-details" open={problems.length > 0 || undefined}>
      <summary>{folded}</summary>
      <div className="cs-details__body cs-stack">{whole}</div>
    </details>
  );
}
