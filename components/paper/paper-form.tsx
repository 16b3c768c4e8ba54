import { Button } from "#components/ui/button.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, FieldFrame } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { PaperSigner, PaperToRecord } from "#lib/signing/paper-to-record.ts";
import { isTyped, longestName } from "#lib/signing/schema.ts";

type PaperFormProps = {
  action: string;
  /** What says again which paper it is. */
  hidden: Record<string, string>;
  paper: PaperToRecord;
  signer: PaperSigner;
  values: Record<string, string>;
  problems: FieldProblem[];
};

/** What to type from a paper that was signed: its day, its witness, its own fields, and its scan. */
export function PaperForm({ action, hidden, paper, signer, values, problems }: PaperFormProps) {
  const by = signer.capacity === "own" ? "signatory" : "parent";
  const fields = paper.agreement.fields.filter((field) => field.by === by);
  const name = fields.find(({ kind }) => kind === "name");
  const typed = fields.filter((field) => isTyped(field.kind) && field !== name);
  const text = (field: string, label: string, hint?: string, otherwise = "") => (
    <TextField
      key={field}
      label={label}
      name={field}
      hint={hint}
      maxLength={longestName}
      autoComplete="off"
      defaultValue={values[field] ?? otherwise}
      error={errorOf(problems, field)}
    />
  );
  const scanError = errorOf(problems, "scan");
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      {Object.entries({ ...hidden, signer: signer.id }).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <DateField
        legend="Date on the paper"
        name="signedOn"
        hint="The day they signed, such as 22 11 2026."
        error={errorOf(problems, "signedOn")}
        defaultValue={{
          day: values["signedOn-day"],
          month: values["signedOn-month"],
          year: values["signedOn-year"],
        }}
      />
      {text(
        "printedName",
        name?.label ?? "Name on the paper",
        "As it stands on the paper.",
        signer.legalName,
      )}
      {typed.map((field) =>
        text(`answer-${field.name}`, field.label, "Leave this empty if nothing was written there."),
      )}
      {text("witness", "Who witnessed it", "The colleague who saw them sign, or who took the paper in.")}
      <FieldFrame
        id="scan"
        label="Scan (optional)"
        hint="A PDF or a photo (JPEG, PNG, WebP or HEIC) of up to 10 MB."
        error={scanError}
      >
        <input
          type="file"
          id="scan"
          name="scan"
          accept="application/pdf,image/jpeg,image/png,image/webp,image/heic,.pdf,.jpg,.jpeg,.png,.webp,.heic"
          aria-describedby={scanError ? "scan-hint scan-error" : "scan-hint"}
          aria-invalid={scanError ? true : undefined}
          className="max-w-full"
        />
      </FieldFrame>
      <Button fullOnPhone>Record signature</Button>
    </form>
  );
}
