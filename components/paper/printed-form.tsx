import type { ReactNode } from "react";
import { Prose } from "#components/ui/prose.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import type { FormToPrint } from "#lib/signing/print-forms.ts";

type Field = FormToPrint["agreement"]["fields"][number];

type PrintedFormProps = {
  form: FormToPrint;
  school: string;
  /** The form's code as it is read out. */
  code: string;
  /** Where the code leads whoever types in what came back. */
  href: string;
  /** Where the whole policy is to be read. */
  policyHref: string;
};

/** One form to sign on paper, on pages of its own: whom it is for, the wording, and lines to write on. */
export function PrintedForm({ form, school, code, href, policyHref }: PrintedFormProps) {
  const { agreement, capacity, withParent } = form;
  const own = agreement.fields.filter(({ by }) => by === "signatory");
  const parents = agreement.fields.filter(({ by }) => by === "parent");
  const whole = agreement.agreementHtml === "";
  return (
    <article className="cs-form" aria-label={`${agreement.title}: ${form.name}`}>
      <header className="cs-form__head">
        <div>
          <p className="cs-form__school">{school}</p>
          <h2>{agreement.title}</h2>
          <p>
            {agreement.policyTitle}, version {agreement.number}
          </p>
          <p className="cs-form__name">
            For <strong>{form.legalName}</strong>
            {form.name !== form.legalName && ` (${form.name})`}
            {form.classes.length > 0 && `, ${form.classes.join(", ")}`}
          </p>
        </div>
        <div className="cs-form__code">
          <QrCode text={href} label={`Form ${code}`} className="cs-form__qr" />
          <p>
            Form <strong>{code}</strong>
          </p>
        </div>
      </header>
      <Prose html={whole ? agreement.documentHtml : agreement.agreementHtml} />
      {!whole && (
        <p className="cs-form__small">
          This is the part of the policy that is signed. The whole text is at {policyHref}, and the office has
          it on paper.
        </p>
      )}
      {capacity === "own" && (
        <Block title={withParent ? "To be filled in by the pupil" : undefined} fields={withSignature(own)} />
      )}
      {withParent && (
        <Block
          title="To be filled in by a parent or carer"
          fields={withName(withSignature(parents), "Name of parent or carer")}
        >
          {agreement.countersignHtml && <Prose html={agreement.countersignHtml} />}
          {agreement.addedForParent && (
            <p>
              {agreement.addedForParent} <small>(Added by the school; not part of the policy.)</small>
            </p>
          )}
        </Block>
      )}
      <p className="cs-form__small">Give this form to the school office.</p>
    </article>
  );
}

type Line = Pick<Field, "label" | "kind" | "name">;

/** A paper that nobody can sign or date is no form, whatever fields its text has. */
function withSignature(fields: Line[]): Line[] {
  const missing: Line[] = [
    { label: "Signed", kind: "signature", name: "added-signed" },
    { label: "Date", kind: "date", name: "added-date" },
  ];
  return [...fields, ...missing.filter(({ kind }) => !fields.some((field) => field.kind === kind))];
}

const withName = (fields: Line[], label: string): Line[] =>
  fields.some(({ kind }) => kind === "name")
    ? fields
    : [{ label, kind: "name", name: "added-name" }, ...fields];

type BlockProps = { title?: string; fields: Line[]; children?: ReactNode };

function Block({ title, fields, children }: BlockProps) {
  return (
    <section className="cs-form__block">
      {title && <h3>{title}</h3>}
      {children}
      <dl>
        {fields.map(({ name, label }) => (
          <div key={name} className="cs-form__line">
            <dt>{label}</dt>
            <dd>
              <span className="cs-hidden">to be written by hand</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
