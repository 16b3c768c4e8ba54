import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import { longestWords } from "#lib/signing/schema.ts";
import type { TabletView } from "#lib/signing-sessions/tablet-view.ts";
import { TabletFrame } from "./tablet-frame.tsx";

type GrownUpResponseProps = {
  view: TabletView & { at: "whole" };
  kind: "question" | "refusal";
  problems: FieldProblem[];
  values: Record<string, string>;
};

const said = {
  question: {
    title: "Ask a question",
    about:
      "Your school will see your question and your name, once a colleague has confirmed that it was you. Asking is not the same as declining: you can sign at any time.",
    label: "Your question",
    hint: undefined,
    button: "Send question",
  },
  refusal: {
    title: "I do not agree",
    about:
      "You can say that you do not agree. Your school will be told, once a colleague has confirmed that it was you, and may talk to you about it. The policy applies all the same, and you can still sign later.",
    label: "What do you not agree with? (optional)",
    hint: "Your school will see this.",
    button: "Say that I do not agree",
  },
};

/** What a grown-up on a shared tablet writes instead of signing. */
export function GrownUpResponse({ view, kind, problems, values }: GrownUpResponseProps) {
  const { title, about, label, hint, button } = said[kind];
  return (
    <TabletFrame top={<p className="cs-tablet__who">{view.name}</p>}>
      <BackLink href="/class">Back to the agreement</BackLink>
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      <PageHeading caption={view.agreement.title}>{title}</PageHeading>
      <p className="mb-6">{about}</p>
      <form method="post" action="/class/turn" noValidate autoComplete="off">
        <input type="hidden" name="turn" value={view.turnId} />
        <TextArea
          label={label}
          name="words"
          hint={hint}
          rows={6}
          maxLength={longestWords}
          defaultValue={values.words ?? ""}
          error={errorOf(problems, "words")}
        />
        <Button fullOnPhone name="do" value={kind}>
          {button}
        </Button>
      </form>
    </TabletFrame>
  );
}
