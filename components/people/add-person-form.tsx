"use client";
import { Checkbox } from "#components/ui/choices.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { addPersonInput } from "#lib/people/schema.ts";
import type { FormValues, WorkingFormState } from "./form-values.ts";
import { NameFields } from "./forms.tsx";
import { MembershipFields } from "./membership-fields.tsx";
import type { ClassChoice } from "./options.ts";
import { WorkingForm, type WorkingFormAction } from "./working-form.tsx";

type Duplicates = NonNullable<WorkingFormState["duplicates"]>;

function LikelyDuplicates({ people }: { people: Duplicates }) {
  return (
    <Notice tone="important" title="Somebody like this is here already">
      <ul>
        {people.map(({ href, name, roles, sameAddress }) => (
          <li key={href}>
            <a href={href}>{name}</a>
            {roles.length > 0 && ` – ${roles.join("; ")}`}
            {sameAddress && " – has the same e-mail address"}
          </li>
        ))}
      </ul>
      <p>If it is one of them, open their page and add a role there instead.</p>
    </Notice>
  );
}

type AddPersonFormProps = {
  action: WorkingFormAction;
  values: FormValues;
  cancel: string;
  kind: "organisation" | "school";
  classes: ClassChoice[];
};

/** Everything that is needed to add one person. Likely duplicates come back as a question, not as a refusal. */
export function AddPersonForm({ kind, classes, ...props }: AddPersonFormProps) {
  return (
    <WorkingForm schema={addPersonInput} button="Add person" {...props}>
      {(fields, { duplicates, values }) => (
        <>
          <input type="hidden" name="formId" value={String(values.formId ?? "")} />
          {duplicates && (
            <>
              <LikelyDuplicates people={duplicates} />
              <Checkbox label="I have looked, and this is another person" {...fields.tick("confirmed")} />
            </>
          )}
          <NameFields fields={fields} />
          <TextField
            label="E-mail address (optional)"
            hint="Sign-in codes go there. More can be added afterwards"
            width="full"
            type="email"
            autoComplete="off"
            spellCheck={false}
            {...fields.text("addresses.0")}
          />
          <MembershipFields fields={fields} kind={kind} classes={classes} />
        </>
      )}
    </WorkingForm>
  );
}
