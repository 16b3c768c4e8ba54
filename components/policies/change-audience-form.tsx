"use client";
import { useActionState, useEffect, useMemo, useRef } from "react";
import { Button, ButtonGroup } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, Fieldset } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { type MembershipRole, rolePlurals, sayYearGroup } from "#lib/people/words.ts";
import { firstYear, lastYear } from "#lib/policies/words.ts";

/** One role's line of the form. */
export type AudienceLine = {
  role: MembershipRole;
  /** What holds now, in words; a rule too rich for this form can be left as it is. */
  now: string;
  requirement: "must" | "may" | "no" | "as-now";
  /** Whether `as-now` is a choice. */
  rich: boolean;
  /** The rule for everyone in words, where a school has one of its own that can be handed back to it. */
  everywhere: string | null;
  yearFrom: number | null;
  yearTo: number | null;
};

export type ChangeAudienceState = {
  problems: { field?: string; message: string }[];
  values: Record<string, string>;
  /** What the change would do, before it is saved; `of` is the form that it was worked out for. */
  tried: { lines: string[]; of: string } | null;
};

type ChangeAudienceFormProps = {
  action: (state: ChangeAudienceState, form: FormData) => Promise<ChangeAudienceState>;
  unitId: string;
  basis: string;
  lines: AudienceLine[];
  cancel: string;
};

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at);
const yearOptions = (any: string) => [
  { value: "", label: any },
  ...years.map((year) => ({ value: String(year), label: sayYearGroup(year) })),
];

/** Who signs at one place, role by role; before anything is saved it says whom the change would ask. */
export function ChangeAudienceForm({ action, unitId, basis, lines, cancel }: ChangeAudienceFormProps) {
  const first = useMemo<ChangeAudienceState>(() => ({ problems: [], values: {}, tried: null }), []);
  const [state, submit, pending] = useActionState(action, first);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.tried) said.current?.focus();
  }, [state.tried]);
  const shown = (name: string, now: string) => state.values[name] ?? now;
  return (
    // A form that has come back begins anew with what was chosen.
    <form action={submit} key={JSON.stringify(state.values)} noValidate>
      <ErrorSummary problems={state.problems} />
      <input type="hidden" name="unitId" value={unitId} />
      <input type="hidden" name="basis" value={basis} />
      {lines.map(({ role, now, requirement, rich, everywhere, yearFrom, yearTo }) => (
        <Fieldset key={role} id={`group-${role}`} legend={rolePlurals[role]} hint={`Now: ${now}`}>
          <Select
            label={`Whether ${rolePlurals[role].toLowerCase()} sign`}
            name={role}
            defaultValue={shown(role, requirement)}
            error={errorOf(state.problems, role)}
            options={[
              ...(rich ? [{ value: "as-now", label: "As now" }] : []),
              { value: "must", label: "Must sign" },
              { value: "may", label: "May sign" },
              { value: "no", label: "Not asked" },
              ...(everywhere === null
                ? []
                : [{ value: "as-everywhere", label: `Use the rule for everyone again (${everywhere})` }]),
            ]}
          />
          {role === "pupil" && (
            <>
              <Select
                label="From year"
                name="yearFrom"
                defaultValue={shown("yearFrom", yearFrom === null ? "" : String(yearFrom))}
                error={errorOf(state.problems, "yearFrom")}
                options={yearOptions("The first year")}
              />
              <Select
                label="To year"
                name="yearTo"
                defaultValue={shown("yearTo", yearTo === null ? "" : String(yearTo))}
                error={errorOf(state.problems, "yearTo")}
                options={yearOptions("The last year")}
              />
            </>
          )}
        </Fieldset>
      ))}
      {state.tried && (
        // where the button is that was pressed, and read out
        <div ref={said} tabIndex={-1} className="mt-8">
          <Notice tone="important" title="Before you save">
            <ul>
              {state.tried.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
          <input type="hidden" name="tried" value={state.tried.of} />
        </div>
      )}
      <ButtonGroup>
        <Button disabled={pending}>{state.tried ? "Save who signs" : "See what this changes"}</Button>
        <a href={cancel}>Cancel</a>
      </ButtonGroup>
    </form>
  );
}
