import { Button, LinkButton } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import { TabletFrame } from "./tablet-frame.tsx";
import { Watch } from "./watch.tsx";

/** A tablet that is nobody's yet. */
export function TypeCode({ problems, typed }: { problems: FieldProblem[]; typed: string }) {
  return (
    <TabletFrame>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      <h1>Sign together</h1>
      <form method="post" action="/class/code" noValidate>
        <TextField
          label="Class code"
          name="code"
          hint="Five letters, shown by your teacher or whoever leads the session."
          className="cs-input cs-input--class-code"
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          maxLength={12}
          defaultValue={typed}
          error={errorOf(problems, "code")}
        />
        <Button fullOnPhone>Go on</Button>
      </form>
    </TabletFrame>
  );
}

/** Asking to be let in: nothing here says whose class it is. */
export function Asking({ tablet }: { tablet: string }) {
  return (
    <TabletFrame>
      <h1>Ask for this tablet to be let in</h1>
      <p className="cs-tablet__lead">This tablet is called</p>
      <p className="cs-tablet__name">{tablet}</p>
      <p>
        Your teacher, or whoever leads the session, sees the same two words. It goes on by itself when they
        let it in.
      </p>
      <div className="cs-tablet__row mt-6">
        <LinkButton href="/class" variant="secondary">
          Look again
        </LinkButton>
        <LinkButton href="/class?code=new" variant="quiet">
          Type another code
        </LinkButton>
      </div>
      <Watch href="/class/standing" mark="asking" seconds={2} />
    </TabletFrame>
  );
}

const said = {
  "turned-away": {
    title: "This tablet was not let in",
    words: "Ask your teacher or whoever leads the session. If it was a mistake, type the class code again.",
  },
  closed: {
    title: "This session has been closed",
    words: "What you have signed is safe. You can put the tablet away.",
  },
  "run-out": {
    title: "The time for this is over",
    words: "What you have signed is safe. If you have not signed yet, ask for a new class code.",
  },
};

/** A tablet that was let in no longer, or never. */
export function NotLetIn({ why }: { why: keyof typeof said }) {
  return (
    <TabletFrame>
      <h1>{said[why].title}</h1>
      <p className="cs-tablet__lead">{said[why].words}</p>
      <p className="mt-6">
        <LinkButton href="/class?code=new">Type a class code</LinkButton>
      </p>
    </TabletFrame>
  );
}
