"use client";
import { Checkbox, Radios } from "#components/ui/choices.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import {
  addAddressInput,
  addContactInput,
  addMembershipInput,
  awayInput,
  changeContactInput,
  changeMembershipInput,
  createClassGroupInput,
  endAwayInput,
  endInput,
  giveDutyInput,
  joinClassInput,
  namesInput,
} from "#lib/people/schema.ts";
import type { DutyKind } from "#lib/people/words.ts";
import type { FormValues } from "./form-values.ts";
import { JobFields, MembershipFields, YearGroupField } from "./membership-fields.tsx";
import { type ClassChoice, classOptions, dutyOptions, sayAcademicYear, withNone } from "./options.ts";
import { type Fields, WorkingForm, type WorkingFormAction } from "./working-form.tsx";

/*
 * The forms about one person, each for one change. They show and post; what may be done is decided in lib/people.
 */

type FormProps = {
  action: WorkingFormAction;
  values: FormValues;
  cancel?: string;
  prefix?: string;
  folded?: string;
};

export function NameFields({ fields }: { fields: Fields }) {
  return (
    <>
      <TextField label="First name" width="full" autoComplete="off" {...fields.text("givenName")} />
      <TextField label="Last name" width="full" autoComplete="off" {...fields.text("familyName")} />
      <TextField
        label="Known as (optional)"
        hint="The first name they go by, if it is another one"
        autoComplete="off"
        {...fields.text("knownAs")}
      />
      <DateField
        legend="Date of birth (optional)"
        hint="Needed for pupils who turn 18. For example, 31 3 2010"
        {...fields.date("bornOn")}
      />
    </>
  );
}

export function NamesForm(props: FormProps) {
  return (
    <WorkingForm schema={namesInput} button="Save names" {...props}>
      {(fields) => <NameFields fields={fields} />}
    </WorkingForm>
  );
}

export function AddressForm(props: FormProps) {
  return (
    <WorkingForm schema={addAddressInput} button="Add address" {...props}>
      {(fields) => (
        <TextField
          label="E-mail address"
          hint="Sign-in codes can be sent to it from now on. Their other addresses are told so"
          width="full"
          type="email"
          autoComplete="off"
          spellCheck={false}
          {...fields.text("address")}
        />
      )}
    </WorkingForm>
  );
}

type RoleFormProps = FormProps & { kind: "organisation" | "school"; classes: ClassChoice[] };

export function AddRoleForm({ kind, classes, ...props }: RoleFormProps) {
  return (
    <WorkingForm schema={addMembershipInput} button="Add role" {...props}>
      {(fields) => <MembershipFields fields={fields} kind={kind} classes={classes} />}
    </WorkingForm>
  );
}

export function ChangeRoleForm({ pupil, ...props }: FormProps & { pupil: boolean }) {
  return (
    <WorkingForm schema={changeMembershipInput} button="Save role" {...props}>
      {(fields) => (
        <>
          <DateField legend="Start date" {...fields.date("startsOn")} />
          <DateField
            legend="End date (optional)"
            hint="The last day. Classes and duties end with it"
            {...fields.date("endsOn")}
          />
          {pupil ? (
            <YearGroupField
              fields={fields}
              hint="The one they are in now, or when they start if that is later"
            />
          ) : (
            <JobFields fields={fields} />
          )}
        </>
      )}
    </WorkingForm>
  );
}

type EndFormProps = FormProps & { button: string; legend?: string; hint?: string; warning?: boolean };

/** The last day of something: a membership, a duty, a contact, a place in a class. */
export function EndForm({ button, legend = "Last day", hint, warning = true, ...props }: EndFormProps) {
  return (
    <WorkingForm schema={endInput} button={button} variant={warning ? "warning" : "secondary"} {...props}>
      {(fields) => <DateField legend={legend} hint={hint} {...fields.date("on")} />}
    </WorkingForm>
  );
}

export function BackForm(props: FormProps) {
  return (
    <WorkingForm schema={endAwayInput} button="Record that they are back" variant="secondary" {...props}>
      {(fields) => <DateField legend="Day they are back" {...fields.date("on")} />}
    </WorkingForm>
  );
}

export function DutyForm({ duties, ...props }: FormProps & { duties: DutyKind[] }) {
  return (
    <WorkingForm schema={giveDutyInput} button="Give duty" {...props}>
      {(fields) => (
        <>
          <Select
            label="Duty"
            options={withNone(dutyOptions(duties), "Choose a duty")}
            {...fields.text("kind")}
          />
          <DateField legend="Start date" {...fields.date("startsOn")} />
          <DateField legend="End date (optional)" hint="The last day" {...fields.date("endsOn")} />
        </>
      )}
    </WorkingForm>
  );
}

export function AwayForm({ button, ...props }: FormProps & { button: string }) {
  return (
    <WorkingForm schema={awayInput} button={button} {...props}>
      {(fields) => (
        <>
          <DateField legend="First day" {...fields.date("startsOn")} />
          <DateField
            legend="Last day (optional)"
            hint="Leave empty if it is not known"
            {...fields.date("endsOn")}
          />
        </>
      )}
    </WorkingForm>
  );
}

function ContactFields({ fields }: { fields: Fields }) {
  return (
    <>
      <TextField
        label="Relationship"
        hint="For example, mother, carer, social worker"
        {...fields.text("relationship")}
      />
      <TextField
        label="Order"
        hint="1 is asked first"
        width="2"
        inputMode="numeric"
        {...fields.text("position")}
      />
      <Checkbox label="Has parental responsibility" {...fields.tick("parentalResponsibility")} />
      <Checkbox label="Lives with the pupil" {...fields.tick("livesWith")} />
      <Checkbox label="May sign for the pupil" {...fields.tick("maySign")} />
      <Checkbox
        label="Acts for this person as an adult"
        hint="They go on signing when the pupil is old enough to sign alone"
        {...fields.tick("actsForAdult")}
      />
      <Checkbox
        label="Do not contact"
        hint="They are never asked to sign, and no message about the pupil goes to them. Do not write down why anywhere"
        {...fields.tick("doNotContact")}
      />
    </>
  );
}

type AddContactProps = FormProps & { adults: { id: string; label: string }[] };

export function AddContactForm({ adults, ...props }: AddContactProps) {
  return (
    <WorkingForm schema={addContactInput} button="Add contact" {...props}>
      {(fields) => (
        <>
          <Radios
            legend="Who is it?"
            choices={adults.map(({ id, label }) => ({
              value: id,
              label: <span className="wrap-anywhere">{label}</span>,
            }))}
            {...fields.radios("adultId")}
          />
          <DateField legend="Start date" {...fields.date("startsOn")} />
          <ContactFields fields={fields} />
        </>
      )}
    </WorkingForm>
  );
}

export function ChangeContactForm(props: FormProps) {
  return (
    <WorkingForm schema={changeContactInput} button="Save contact" {...props}>
      {(fields) => <ContactFields fields={fields} />}
    </WorkingForm>
  );
}

export function JoinClassForm({ classes, ...props }: FormProps & { classes: ClassChoice[] }) {
  return (
    <WorkingForm schema={joinClassInput} button="Add to class" {...props}>
      {(fields) => (
        <>
          <Select
            label="Class or tutor group"
            options={withNone(classOptions(classes), "Choose a class or tutor group")}
            {...fields.text("classGroupId")}
          />
          <Radios
            legend="As"
            choices={[
              { value: "pupil", label: "Pupil" },
              { value: "teacher", label: "Teacher" },
            ]}
            {...fields.radios("part")}
          />
          <DateField legend="Start date" {...fields.date("startsOn")} />
        </>
      )}
    </WorkingForm>
  );
}

export function CreateClassForm({ years, ...props }: FormProps & { years: number[] }) {
  return (
    <WorkingForm schema={createClassGroupInput} button="Make class" {...props}>
      {(fields) => (
        <>
          <TextField label="Name" hint="For example, Otters or 7B" {...fields.text("name")} />
          <Radios
            legend="What is it?"
            choices={[
              { value: "class", label: "Class" },
              { value: "tutor-group", label: "Tutor group" },
            ]}
            {...fields.radios("kind")}
          />
          <Select
            label="Academic year"
            options={years.map((year) => ({ value: String(year), label: sayAcademicYear(year) }))}
            {...fields.text("academicYear")}
          />
        </>
      )}
    </WorkingForm>
  );
}
