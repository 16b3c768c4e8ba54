"use client";
import { DateField } from "#components/ui/date-field.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import { type ClassChoice, classOptions, roleOptions, withNone, yearGroupOptions } from "./options.ts";
import type { Fields } from "./working-form.tsx";

type YearGroupProps = { fields: Fields; hint?: string };

export function YearGroupField({ fields, hint }: YearGroupProps) {
  return (
    <Select
      label="Year group"
      hint={hint}
      options={withNone(yearGroupOptions, "Choose a year group")}
      {...fields.text("yearGroup")}
    />
  );
}

export function JobFields({ fields }: { fields: Fields }) {
  return (
    <>
      <TextField label="Job title (optional)" {...fields.text("jobTitle")} />
      <TextField
        label="Firm (optional)"
        hint="For agency workers and contractors: who sends them"
        {...fields.text("firm")}
      />
    </>
  );
}

type MembershipFieldsProps = { fields: Fields; kind: "organisation" | "school"; classes: ClassChoice[] };

/** Role, dates and what belongs to the role. All of it is there without JavaScript; the schema says what goes with what. */
export function MembershipFields({ fields, kind, classes }: MembershipFieldsProps) {
  return (
    <>
      <Select label="Role" options={withNone(roleOptions(kind), "Choose a role")} {...fields.text("role")} />
      <DateField legend="Start date" hint="For example, 1 9 2026" {...fields.date("startsOn")} />
      <DateField
        legend="End date (optional)"
        hint="Only when it is known already. It is the last day"
        {...fields.date("endsOn")}
      />
      {kind === "school" && (
        <YearGroupField
          fields={fields}
          hint="For pupils only: the one they are in now, or when they start if that is later"
        />
      )}
      {classes.length > 0 && (
        <Select
          label="Class or tutor group (optional)"
          hint="For pupils, and for those who teach it"
          options={withNone(classOptions(classes), "None")}
          {...fields.text("classGroupId")}
        />
      )}
      <JobFields fields={fields} />
    </>
  );
}
