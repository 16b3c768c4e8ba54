"use client";
import type { FormValues } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { Checkbox, Radios } from "#components/ui/choices.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { policySettingsInput } from "#lib/ratification/schema.ts";
import {
  adoptionRuleNames,
  adoptionRules,
  delegateDuties,
  exemptionApproverNames,
  exemptionApprovers,
  renewalNames,
  renewals,
  sayDelegate,
} from "#lib/ratification/words.ts";

type PolicySettingsFormProps = {
  action: WorkingFormAction;
  values: FormValues;
  approvers: { value: string; label: string }[];
  unit: { name: string; isOrganisation: boolean };
  /** There are schools that could adopt it. */
  adopted: boolean;
  cancel: string;
};

/** Who approves a policy, and how it is adopted, signed and published. */
export function PolicySettingsForm({
  action,
  values,
  approvers,
  unit,
  adopted,
  cancel,
}: PolicySettingsFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={policySettingsInput}
      values={values}
      button="Save settings"
      cancel={cancel}
    >
      {(fields) => (
        <>
          <h2 className="mt-8 mb-4">Approval</h2>
          <Select
            label="First approved by"
            hint="For two steps, such as a committee that approves before the board ratifies"
            options={[{ value: "", label: "Nobody: there is one step" }, ...approvers]}
            {...fields.text("first")}
          />
          <Select
            label="Ratified by"
            options={[{ value: "", label: "Not decided yet" }, ...approvers]}
            {...fields.text("last")}
          />
          <Select
            label="A minor change between meetings may be approved by"
            hint="It is reported to the next meeting"
            options={[
              { value: "", label: "Nobody: it waits for the meeting" },
              ...delegateDuties.map((duty) => ({
                value: duty,
                label: sayDelegate(duty, unit.name, unit.isOrganisation),
              })),
            ]}
            {...fields.text("minorDuty")}
          />
          <h2 className="mt-8 mb-4">Schools</h2>
          {adopted ? (
            <Radios
              legend="Do schools adopt it?"
              choices={adoptionRules.map((value) => ({ value, label: adoptionRuleNames[value] }))}
              {...fields.radios("adoptionRule")}
            />
          ) : (
            <>
              <p>This policy is a school’s own, so there is nothing to adopt.</p>
              <input type="hidden" {...hiddenOf(fields.text("adoptionRule"))} />
            </>
          )}
          <h2 className="mt-8 mb-4">Signing</h2>
          <Radios
            legend="How often is it signed?"
            choices={renewals.map((value) => ({ value, label: renewalNames[value] }))}
            {...fields.radios("renewal")}
          />
          <TextField
            label="Days to sign"
            hint="How many days people have from the implementation date"
            width="4"
            inputMode="numeric"
            autoComplete="off"
            {...fields.text("signWithinDays")}
          />
          <h2 className="mt-8 mb-4">Exemptions</h2>
          <Radios
            legend="Who approves an exemption from a clause?"
            choices={exemptionApprovers.map((value) => ({ value, label: exemptionApproverNames[value] }))}
            {...fields.radios("exemptionBy")}
          />
          <h2 className="mt-8 mb-4">Published page</h2>
          <Checkbox
            label="Search engines may list the page that anyone can read"
            {...fields.tick("indexable")}
          />
        </>
      )}
    </WorkingForm>
  );
}

/** What a hidden input takes of a field: an error has no place on it. */
const hiddenOf = <Field extends { error: string | undefined }>({ error: _, ...field }: Field) => field;
