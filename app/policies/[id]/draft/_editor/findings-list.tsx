"use client";
import { useMemo } from "react";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { PressForm } from "#components/people/press-form.tsx";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { SeverityTag } from "#components/policies/severity-tag.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { setAsideReason } from "#lib/policies/schema.ts";
import type { SaidFinding, SaidReading } from "./said.ts";

/** Server actions of the page; what they are about is bound to them here. */
export type FindingActions = {
  setAside: (
    rule: string,
    about: string,
    state: WorkingFormState,
    form: FormData,
  ) => Promise<WorkingFormState>;
  takeUp: (setAsideId: string, state: WorkingFormState, form: FormData) => Promise<WorkingFormState>;
};

type Props = {
  reading: SaidReading;
  /** The part that a line stands in, by its id on the page. */
  partAt: (line: number) => { id: string; name: string } | null;
} & FindingActions;

/** Everything that is to be said of the draft, with what keeps it from being sent first said. */
export function FindingsList({ reading, partAt, setAside, takeUp }: Props) {
  const open = reading.findings.filter(({ aside }) => !aside);
  const aside = reading.findings.filter((finding) => finding.aside);
  return (
    <section className="cs-section" aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      <p>{sayFindings(reading)}</p>
      <ul className="cs-draft__list">
        {open.map((finding) => (
          <li key={finding.key} id={`finding-${finding.key}`}>
            <What finding={finding} partAt={partAt} />
            <SetAside finding={finding} action={setAside.bind(null, finding.rule, finding.about)} />
          </li>
        ))}
      </ul>
      {aside.length > 0 && (
        <>
          <h3>Set aside</h3>
          <ul className="cs-draft__list">
            {aside.map((finding) => (
              <li key={finding.key} id={`finding-${finding.key}`}>
                <What finding={finding} partAt={partAt} />
                <p>
                  {finding.aside?.words}: {finding.aside?.reason}
                </p>
                <PressForm action={takeUp.bind(null, finding.aside?.id ?? "")}>
                  Take up again<span className="cs-hidden">: {finding.message}</span>
                </PressForm>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function What({ finding, partAt }: { finding: SaidFinding; partAt: Props["partAt"] }) {
  const part = partAt(finding.line);
  return (
    <p>
      <SeverityTag severity={finding.severity} /> {finding.message}{" "}
      {part && <a href={`#part-${part.id}`}>{part.name}</a>}
    </p>
  );
}

function SetAside({ finding, action }: { finding: SaidFinding; action: WorkingFormAction }) {
  const values = useMemo(() => ({ reason: "" }), []);
  return (
    <WorkingForm
      action={action}
      schema={setAsideReason}
      values={values}
      button="Set aside"
      variant="secondary"
      folded="Set aside"
      prefix={`${finding.key}-`}
    >
      {(fields) => (
        <TextArea
          label="Why it can stay as it is"
          hint="Those who approve the policy can read this."
          rows={2}
          {...fields.text("reason")}
        />
      )}
    </WorkingForm>
  );
}

/** `2 findings keep this draft from being sent for ratification…` */
function sayFindings({ problem, findings }: SaidReading): string {
  if (problem) return "The text cannot be read as a policy yet. Findings are looked for once it can.";
  const open = findings.filter(({ aside }) => !aside);
  const errors = open.filter(({ severity }) => severity === "error").length;
  const warnings = open.filter(({ severity }) => severity === "warning").length;
  const notes = open.length - errors - warnings;
  if (open.length === 0) return "There are none. Nothing keeps this draft from being sent for ratification.";
  const said = [
    errors === 1
      ? "1 error keeps this draft from being sent for ratification until it is put right or set aside."
      : errors > 1
        ? `${errors} errors keep this draft from being sent for ratification until they are put right or set aside.`
        : "Nothing keeps this draft from being sent for ratification.",
    warnings === 1
      ? "1 warning asks to be looked at."
      : warnings > 1
        ? `${warnings} warnings ask to be looked at.`
        : "",
    notes === 1 ? "There is 1 note." : notes > 1 ? `There are ${notes} notes.` : "",
  ];
  return said.filter(Boolean).join(" ");
}
