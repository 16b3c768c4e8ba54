import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf, FieldFrame } from "#components/ui/field.tsx";
import { Select, TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { BringInChoices } from "#lib/policies/check/bring-in-file.ts";
import { DropFile } from "./drop-file.tsx";

type BringInFormProps = {
  action: string;
  choices: BringInChoices;
  /** What it is brought in as, where that is known: `policy-` and its identifier. */
  chosen?: string;
  values: Record<string, string>;
  problems: FieldProblem[];
};

/** Which file, and as what: a new policy, or the next draft of one that is there. */
export function BringInForm({ action, choices, chosen, values, problems }: BringInFormProps) {
  const { units, policies } = choices;
  const fileError = errorOf(problems, "file");
  const options = [
    ...units.map(({ id, name }) => ({ value: `unit-${id}`, label: `A new policy of ${name}` })),
    ...policies.map(({ id, title, owner }) => ({
      value: `policy-${id}`,
      label: `The next draft of ${title} (${owner})`,
    })),
  ];
  const first = options[0]?.value;
  const replaced = policies.find(({ id, hasDraft }) => hasDraft && `policy-${id}` === chosen);
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      <Select
        label="Bring it in as"
        name="as"
        options={options}
        hint={
          replaced
            ? "There is a draft of this policy already. Its text is kept as a copy, and the file takes its place."
            : undefined
        }
        defaultValue={values.as || chosen || first}
        error={errorOf(problems, "as")}
      />
      <FieldFrame
        id="file"
        label="File"
        hint="Word (.docx), PDF with text in it, text or Markdown, of up to 10 MB."
        error={fileError}
      >
        <DropFile id="file">
          <input
            type="file"
            id="file"
            name="file"
            accept=".docx,.dotx,.docm,.pdf,.txt,.md,.markdown,text/plain,text/markdown,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            aria-describedby={fileError ? "file-hint file-error" : "file-hint"}
            aria-invalid={fileError ? true : undefined}
            className="max-w-full"
          />
        </DropFile>
      </FieldFrame>
      <TextField
        label="Title (optional)"
        name="title"
        hint="Leave this empty to take the title that stands in the file."
        width="full"
        maxLength={200}
        autoComplete="off"
        defaultValue={values.title}
        error={errorOf(problems, "title")}
      />
      <Button fullOnPhone>Bring in</Button>
    </form>
  );
}
