import { Button } from "#components/ui/button.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";

type BeenBeforeProps = {
  code: string;
  phone: boolean;
  /** This telephone was here before and knows its visit. */
  known: boolean;
  open: boolean;
  problems: FieldProblem[];
};

/** The short way for somebody who has signed already: their own telephone, or the pass that they were given. */
export function BeenBefore({ code, phone, known, open, problems }: BeenBeforeProps) {
  const action = `/visit/${code}/again`;
  if (known)
    return (
      <form method="post" action={action} className="mt-6">
        <input type="hidden" name="phone" value="1" />
        <Button fullOnPhone variant="secondary">
          I have been here before
        </Button>
      </form>
    );
  return (
    <details className="cs-details mb-6" open={open || undefined}>
      <summary>I have been here before</summary>
      <div className="cs-details__body cs-stack">
        <form method="post" action={action} noValidate autoComplete="off">
          {phone && <input type="hidden" name="phone" value="1" />}
          <TextField
            label="Pass code"
            name="pass"
            hint="Seven letters and figures, such as BCD-2345, from when you were here."
            width="10"
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            error={errorOf(problems, "pass")}
          />
          <Button fullOnPhone variant="secondary">
            Go on with my pass
          </Button>
        </form>
      </div>
    </details>
  );
}
