import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Details } from "#components/ui/details.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { Prose } from "#components/ui/prose.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import { isTyped, longestName } from "#lib/signing/schema.ts";
import type { AskedOnArrival } from "#lib/visits/asked-on-arrival.ts";

type AgreementsOnArrivalProps = {
  code: string;
  formId: string;
  school: string;
  /** The day of signing, in words. */
  day: string;
  /** What they gave as their name. */
  name: string;
  asked: AskedOnArrival[];
  values: Record<string, Record<string, string>>;
  problems: FieldProblem[];
};

/** The name of one control of one agreement's form. */
export const fieldOnArrival = (at: number, name: string): string => `a${at}-${name}`;

/** The agreements that somebody who arrives has to sign, one after the other, and one button for all of them. */
export function AgreementsOnArrival(props: AgreementsOnArrivalProps) {
  const { code, formId, asked } = props;
  return (
    <form method="post" action={`/visit/${code}/submit`} noValidate autoComplete="off">
      <input type="hidden" name="formId" value={formId} />
      {asked.map((one, at) => (
        <OneAgreement key={one.agreementId} {...props} one={one} at={at} alone={asked.length === 1} />
      ))}
      {asked.length === 0 && <p>Nothing has to be signed for this visit.</p>}
      <Button fullOnPhone>{asked.length === 0 ? "Continue" : "Sign agreement"}</Button>
    </form>
  );
}

type OneAgreementProps = AgreementsOnArrivalProps & { one: AskedOnArrival; at: number; alone: boolean };

function OneAgreement({ one, at, alone, ...page }: OneAgreementProps) {
  const { agreement, fields } = one;
  const values = page.values[one.agreementId] ?? {};
  const named = (name: string) => ({
    name: fieldOnArrival(at, name),
    id: fieldOnArrival(at, name),
    error: errorOf(page.problems, fieldOnArrival(at, name)),
  });
  const nameField = fields.find((field) => field.kind === "name");
  const printedName = (label: string) => (
    <TextField
      key="printedName"
      label={label}
      hint="As it should stand on the record."
      width="full"
      maxLength={longestName}
      defaultValue={values.printedName ?? page.name}
      {...named("printedName")}
    />
  );
  const filled = { school: page.school, date: page.day, signature: "When you press the button below" };
  return (
    <section className={alone ? undefined : "cs-section"} aria-label={agreement.title}>
      <input type="hidden" name={fieldOnArrival(at, "agreement")} value={one.agreementId} />
      <input type="hidden" name={fieldOnArrival(at, "wording")} value={one.wordingId} />
      {!alone && <h2>{agreement.title}</h2>}
      {agreement.agreementHtml ? (
        <>
          <Prose html={agreement.agreementHtml} />
          <Details summary={`Read the whole of ${agreement.policyTitle}`}>
            <Prose html={agreement.documentHtml} />
          </Details>
        </>
      ) : (
        <Prose html={agreement.documentHtml} />
      )}
      {fields.map((field) => {
        if (field === nameField) return printedName(field.label);
        const name = `answer-${field.name}`;
        return isTyped(field.kind) ? (
          <TextField
            key={field.name}
            label={field.label}
            width="full"
            maxLength={longestName}
            defaultValue={values[name] ?? ""}
            {...named(name)}
          />
        ) : (
          <TextField
            key={field.name}
            label={field.label}
            width="full"
            readOnly
            defaultValue={filled[field.kind as keyof typeof filled] ?? ""}
            name={fieldOnArrival(at, `shown-${field.name}`)}
          />
        );
      })}
      {!nameField && printedName("Your full name")}
      <Details summary="Did someone help you to read or fill in this page?">
        <TextField
          label="Name of who helped you"
          hint="Leave this empty if nobody helped."
          maxLength={longestName}
          defaultValue={values.helper ?? ""}
          {...named("helper")}
        />
      </Details>
      <div className="mt-6">
        <Checkbox
          label="I have read and agree to this agreement"
          value="yes"
          defaultChecked={values.agreed === "yes"}
          {...named("agreed")}
        />
      </div>
    </section>
  );
}
