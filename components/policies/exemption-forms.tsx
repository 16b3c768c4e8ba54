"use client";
import { useMemo } from "react";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select, TextArea } from "#components/ui/text-field.tsx";
import { exemptionAnswerInput, exemptionInput, exemptionRevokeInput } from "#lib/policies/schema.ts";

type Option = { value: string; label: string };
type AskProps = {
  action: WorkingFormAction;
  values: FormValues;
  clauses: Option[];
  /** For oneself: the schools to choose from. */
  units: Option[];
  /** Of somebody else: who it is for is settled. */
  hidden: Record<string, string>;
};

/** Asks for an exemption from a clause. */
export function AskForExemptionForm({ action, values, clauses, units, hidden }: AskProps) {
  // what is hidden is checked with the rest before it is posted
  const all = useMemo(() => ({ ...values, ...hidden }), [values, hidden]);
  return (
    <WorkingForm action={action} schema={exemptionInput} values={all} button="Ask for exemption">
      {(fields) => (
        <>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Select
            label="Clause"
            hint="By its number, as the policy has it"
            options={[{ value: "", label: "Choose a clause" }, ...clauses]}
            {...fields.text("clause")}
          />
          {units.length > 0 && <Select label="School" options={units} {...fields.text("unitId")} />}
          <TextArea
            label="Why it is needed"
            hint="What is to be done, and how it is kept safe. No more about a person than the decision needs."
            rows={5}
            {...fields.text("reason")}
          />
          <DateField legend="First day" {...fields.date("startsOn")} />
          <DateField
            legend="Last day (optional)"
            hint="It ends by itself after this day. Without one it holds until it is revoked."
            {...fields.date("endsOn")}
          />
        </>
      )}
    </WorkingForm>
  );
}

const noAnswer = { answer: "", reason: "" };

/** Approves or refuses a request. */
export function AnswerExemptionForm({ action }: { action: WorkingFormAction }) {
  return (
    <WorkingForm action={action} schema={exemptionAnswerInput} values={noAnswer} button="Save decision">
      {(fields) => (
        <>
          <Radios
            legend="Your decision"
            choices={[
              { value: "approved", label: "Approve" },
              { value: "refused", label: "Refuse" },
            ]}
            {...fields.radios("answer")}
          />
          <TextArea
            label="Reason"
            hint="Needed when you refuse. The person and whoever asked can read it."
            rows={3}
            {...fields.text("reason")}
          />
        </>
      )}
    </WorkingForm>
  );
}

const noReason = { reason: "" };

/** Revokes an exemption from today. */
export function RevokeExemptionForm({ action }: { action: WorkingFormAction }) {
  return (
    <WorkingForm
      action={action}
      schema={exemptionRevokeInput}
      values={noReason}
      button="Revoke exemption"
      variant="warning"
    >
      {(fields) => (
        <TextArea
          label="Why it is revoked"
          hint="The clause applies again from today. The person and whoever asked can read this."
          rows={3}
          {...fields.text("reason")}
        />
      )}
    </WorkingForm>
  );
}
