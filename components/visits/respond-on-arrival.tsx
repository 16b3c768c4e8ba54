import { Button } from "#components/ui/button.tsx";
import { Radios } from "#components/ui/choices.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import { longestWords } from "#lib/signing/schema.ts";

type RespondOnArrivalProps = {
  code: string;
  kind: "question" | "refusal";
  /** Made with the page: the same form sent again records one response. */
  formId: string;
  agreements: { value: string; label: string }[];
  problems: FieldProblem[];
};

const labels = {
  question: { words: "Your question", hint: undefined, button: "Send question" },
  refusal: {
    words: "What do you not agree with? (optional)",
    hint: "The school will see this.",
    button: "Say that I do not agree",
  },
};

/** Words to the school instead of a signature, at its door; about one agreement where there are several. */
export function RespondOnArrival({ code, kind, formId, agreements, problems }: RespondOnArrivalProps) {
  const { words, hint, button } = labels[kind];
  return (
    <form method="post" action={`/visit/${code}/respond/send`} noValidate autoComplete="off">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="formId" value={formId} />
      {agreements.length > 1 && (
        <Radios
          legend="Which agreement is it about?"
          name="agreement"
          choices={agreements}
          error={errorOf(problems, "agreement")}
        />
      )}
      <TextArea
        label={words}
        name="words"
        hint={hint}
        rows={6}
        maxLength={longestWords}
        error={errorOf(problems, "words")}
      />
      <Button fullOnPhone>{button}</Button>
    </form>
  );
}
