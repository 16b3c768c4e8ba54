import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Details } from "#components/ui/details.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { longestName } from "#lib/signing/schema.ts";
import type { FormField } from "#lib/signing/sign-page.ts";

type Props = {
  obligation: Obligation;
  fields: FormField[];
  legalName: string;
  values: Record<string, string>;
  problems: FieldProblem[];
};

/**
 * The form of one agreement: its own fields under their own labels and in their order, the tick and the button. A
 * plain form that posts to a route, so it works before and without JavaScript.
 */
export function SignForm({ obligation, fields, legalName, values, problems }: Props) {
  const nameField = fields.find((field) => field.kind === "name");
  const printedName = (label: string, hint?: string) => (
    <TextField
      key="printedName"
      label={label}
      name="printedName"
      hint={hint}
      autoComplete="name"
      maxLength={longestName}
      defaultValue={values.printedName ?? legalName}
      error={errorOf(problems, "printedName")}
    />
  );
  const first = obligation.capacity === "countersign" ? (obligation.subjectName.split(" ")[0] ?? "") : "";
  return (
    <form method="post" action={`/sign/${obligation.id}/submit`} noValidate className="cs-section">
      <input type="hidden" name="wording" value={obligation.wordingId} />
      {fields.map((field) => {
        if (field === nameField) return printedName(field.label, "As it should stand on the record.");
        if (field.typed) {
          const name = `answer-${field.name}`;
          return (
            <TextField
              key={field.name}
              label={field.label}
              name={name}
              maxLength={longestName}
              defaultValue={values[field.name] ?? field.value}
              error={errorOf(problems, name)}
            />
          );
        }
        return field.kind === "signature" ? (
          <TextField
            key={field.name}
            label={field.label}
            name={`shown-${field.name}`}
            readOnly
            defaultValue="When you press the button below"
          />
        ) : (
          <TextField
            key={field.name}
            label={field.label}
            name={`shown-${field.name}`}
            readOnly
            defaultValue={field.value}
          />
        );
      })}
      {!nameField && printedName("Your full name", "As it should stand on the record.")}
      <Details summary="Did someone help you to read or fill in this page?">
        <TextField
          label="Name of who helped you"
          name="helper"
          hint="Leave this empty if nobody helped."
          maxLength={longestName}
          defaultValue={values.helper ?? ""}
          error={errorOf(problems, "helper")}
        />
      </Details>
      <div className="mt-6">
        <Checkbox
          label="I have read and agree to this agreement"
          name="agreed"
          value="yes"
          defaultChecked={values.agreed === "yes"}
          error={errorOf(problems, "agreed")}
        />
      </div>
      <Button fullOnPhone>{first ? `Sign for ${first}` : "Sign agreement"}</Button>
    </form>
  );
}
