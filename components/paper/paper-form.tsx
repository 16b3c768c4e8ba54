import { Button } from "#components/ui/button.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, FieldFrame } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { PaperSigner, PaperToRecord } from "#lib/signing/paper-to-record.ts";
import { isTyped, longestName } from "#lib/signing/schema.ts";
import { answerField, paperField } from "./paper-fields.ts";

type PaperFormProps = {
  action: string;
  /** What says again which paper it is. */
  hidden: Record<string, string>;
  paper: PaperToRecord;
  /** Whose signatures are on it, at least one. */
  signers: PaperSigner[];
  values: Record<string, string>;
  problems: FieldProblem[];
};

/** A name with what they are to the pupil. */
export const sayPaperSigner = ({ name, relationship }: PaperSigner): string =>
  relationship ? `${name} (${relationship})` : name;

/** What to type from a paper that was signed: each signature with its day and fields, its witness, and its scan. */
export function PaperForm({ action, hidden, paper, signers, values, problems }: PaperFormProps) {
  const scanError = errorOf(problems, "scan");
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {signers.map((signer, at) => (
        <Signature
          key={signer.id}
          at={at}
          alone={signers.length === 1}
          paper={paper}
          signer={signer}
          values={values}
          problems={problems}
        />
      ))}
      {signers.length > 1 && <h2 className="mt-10 mb-4">The paper</h2>}
      <TextField
        label="Who witnessed it"
        name="witness"
        hint="The colleague who saw them sign, or who took the paper in."
        maxLength={longestName}
        autoComplete="off"
        defaultValue={values.witness}
        error={errorOf(problems, "witness")}
      />
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
      <Button fullOnPhone>{signers.length === 1 ? "Record signature" : "Record signatures"}</Button>
    </form>
  );
}

type SignatureProps = Pick<PaperFormProps, "paper" | "values" | "problems"> & {
  signer: PaperSigner;
  at: number;
  alone: boolean;
};

function Signature({ at, alone, paper, signer, values, problems }: SignatureProps) {
  const by = signer.capacity === "own" ? "signatory" : "parent";
  const fields = paper.agreement.fields.filter((field) => field.by === by);
  const name = fields.find(({ kind }) => kind === "name");
  const typed = fields.filter((field) => isTyped(field.kind) && field !== name);
  const text = (plainName: string, label: string, hint: string, otherwise = "") => {
    const field = paperField(at, plainName);
    return (
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
  };
  const day = paperField(at, "signedOn");
  return (
    <div id={paperField(at, "signer")} className={at > 0 ? "mt-10" : undefined}>
      {!alone && <h2 className="mb-4 wrap-anywhere">{sayPaperSigner(signer)}</h2>}
      <input type="hidden" name="signer" value={signer.id} />
      <DateField
        legend="Date on the paper"
        name={day}
        hint={
          at === 0
            ? "The day they signed, such as 22 11 2026."
            : "Leave this empty if it is the same day as above."
        }
        error={errorOf(problems, day)}
        defaultValue={{
          day: values[`${day}-day`],
          month: values[`${day}-month`],
          year: values[`${day}-year`],
        }}
      />
      {text(
        "printedName",
        name?.label ?? "Name on the paper",
        "As it stands on the paper.",
        signer.legalName,
      )}
      {typed.map((field) =>
        text(answerField(field.name), field.label, "Leave this empty if nothing was written there."),
      )}
    </div>
  );
}
