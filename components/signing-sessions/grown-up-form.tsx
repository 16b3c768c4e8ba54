import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { Prose } from "#components/ui/prose.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { TabletView } from "#lib/signing-sessions/tablet-view.ts";
import { TabletFrame } from "./tablet-frame.tsx";

type GrownUpFormProps = {
  view: TabletView & { at: "whole" };
  problems: FieldProblem[];
  values: Record<string, string>;
};

/** The whole agreement on one page with its own fields, for a grown-up on a shared tablet or their own telephone. */
export function GrownUpForm({ view, problems, values }: GrownUpFormProps) {
  const { turnId, name, legalName, agreement, fields } = view;
  const nameField = fields.find(({ kind }) => kind === "name");
  const printedName = (label: string) => (
    <TextField
      key="printedName"
      label={label}
      name="printedName"
      hint="As it should stand on the record."
      autoComplete="off"
      defaultValue={values.printedName ?? legalName}
      error={errorOf(problems, "printedName")}
    />
  );
  return (
    <TabletFrame
      top={
        <>
          <p className="cs-tablet__who">{name}</p>
          <form method="post" action="/class/turn">
            <input type="hidden" name="turn" value={turnId} />
            <Button variant="quiet" name="do" value="leave">
              That is not me
            </Button>
          </form>
        </>
      }
    >
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      <h1>{agreement.title}</h1>
      <p>
        {agreement.policyTitle}, version {agreement.number}. <a href="#sign-here">Go to the form to sign</a>
      </p>
      <Prose html={agreement.documentHtml} />
      <section className="cs-section" aria-labelledby="sign-here">
        <h2 id="sign-here">Sign this agreement</h2>
        {agreement.agreementHtml && <Prose html={agreement.agreementHtml} />}
        <form method="post" action="/class/turn" noValidate autoComplete="off" className="cs-section">
          <input type="hidden" name="turn" value={turnId} />
          {fields.map((field) =>
            field === nameField ? (
              printedName(field.label)
            ) : (
              <TextField
                key={field.name}
                label={field.label}
                name={field.typed ? `answer-${field.name}` : `shown-${field.name}`}
                readOnly={!field.typed}
                autoComplete="off"
                defaultValue={
                  field.kind === "signature"
                    ? "When you press the button below"
                    : (values[field.name] ?? field.value)
                }
                error={field.typed ? errorOf(problems, `answer-${field.name}`) : undefined}
              />
            ),
          )}
          {!nameField && printedName("Your full name")}
          <div className="mt-6">
            <Checkbox
              label="I have read and agree to this agreement"
              name="agreed"
              value="yes"
              defaultChecked={values.agreed === "yes"}
              error={errorOf(problems, "agreed")}
            />
          </div>
          <Button fullOnPhone name="do" value="agree">
            Sign agreement
          </Button>
        </form>
        <ul className="cs-links">
          <li>
            <a href="/class?respond=question">Ask a question</a>
          </li>
          <li>
            <a href="/class?respond=refusal">I do not agree</a>
          </li>
          <li>
            <a href="/privacy">How we use this information</a>
          </li>
        </ul>
      </section>
    </TabletFrame>
  );
}
