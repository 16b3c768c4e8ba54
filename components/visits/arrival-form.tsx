import { Button } from "#components/ui/button.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { addDays } from "#lib/dates.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { type ArrivalValues, longestLine, longestStay } from "#lib/visits/schema.ts";
import { reasonHints, reasonNames, visitReasons } from "#lib/visits/words.ts";

type ArrivalFormProps = {
  code: string;
  formId: string;
  /** Their own telephone, which may fill in what it knows; the school's tablet must not offer others' names. */
  phone: boolean;
  /** Somebody whose name is known from their pass. */
  returning: boolean;
  today: string;
  values: Partial<ArrivalValues>;
  problems: FieldProblem[];
};

/** Why somebody is here, who they are, who expects them and until when. A plain form, with or without JavaScript. */
export function ArrivalForm({ code, formId, phone, returning, today, values, problems }: ArrivalFormProps) {
  const text = (name: keyof ArrivalValues, filledBy: string) => ({
    id: name,
    name,
    maxLength: longestLine,
    autoComplete: phone ? filledBy : "off",
    defaultValue: values[name] ?? "",
    error: errorOf(problems, name),
  });
  return (
    <form method="post" action={`/visit/${code}/start`} noValidate autoComplete={phone ? "on" : "off"}>
      <input type="hidden" name="formId" value={formId} />
      {phone && <input type="hidden" name="phone" value="1" />}
      {returning && <input type="hidden" name="returning" value="1" />}
      <Radios
        legend="Why are you here?"
        name="reason"
        choices={visitReasons.map((value) => ({
          value,
          label: reasonNames[value],
          hint: reasonHints[value],
        }))}
        defaultValue={values.reason}
        error={errorOf(problems, "reason")}
      />
      <TextField
        label="Your name"
        hint={returning ? "From your last visit." : "First name and last name."}
        width="full"
        readOnly={returning}
        {...text("name", "name")}
      />
      <TextField
        label="Firm or agency"
        hint="Leave this empty if there is none."
        width="full"
        {...text("firm", "organization")}
      />
      <TextField
        label="Who is expecting you?"
        hint="A name or a place, such as the office. Leave this empty if you do not know."
        width="full"
        {...text("expectedBy", "off")}
      />
      <TextField
        label="Until when are you here?"
        hint="Leave it as it is if you are here for today only. You will not be asked again before then."
        type="date"
        min={today}
        max={addDays(today, longestStay)}
        {...text("until", "off")}
        defaultValue={values.until || today}
      />
      <Button fullOnPhone>Continue</Button>
    </form>
  );
}
