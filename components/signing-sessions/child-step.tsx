import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Prose } from "#components/ui/prose.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { TabletView } from "#lib/signing-sessions/tablet-view.ts";
import { Listen } from "./listen.tsx";
import { TabletFrame } from "./tablet-frame.tsx";

type View = TabletView & { at: "step" };
type ChildStepProps = { view: View; problems: FieldProblem[]; values: Record<string, string> };

/** The words of a step, and the same for the browser's voice. */
function toHear({ step }: View): string {
  switch (step.kind) {
    case "introduction":
      return step.paragraphs.join(" ");
    case "rule":
      return [step.leadIn, step.text].filter(Boolean).join(" ");
    case "whole":
      return step.html.replace(/<[^>]*>/g, " ").replace(/&\w+;|&#\d+;/g, " ");
    case "end":
      return [step.declaration, "Do you agree?"].filter(Boolean).join(" ");
  }
}

const isLong = (text: string) => text.length > 160;

function Words({ step }: View) {
  switch (step.kind) {
    case "introduction":
      return step.paragraphs.map((paragraph) => (
        <p key={paragraph} className="cs-tablet__rule cs-tablet__rule--long">
          {paragraph}
        </p>
      ));
    case "rule":
      return (
        <>
          {step.leadIn && <p className="cs-tablet__lead">{step.leadIn}</p>}
          <p className={classNames("cs-tablet__rule", isLong(step.text) && "cs-tablet__rule--long")}>
            {step.text}
          </p>
        </>
      );
    case "whole":
      return <Prose html={step.html} />;
    case "end":
      return (
        <p className="cs-tablet__rule cs-tablet__rule--long">
          {step.declaration ?? "You have come to the end of the rules."}
        </p>
      );
  }
}

const countOf = ({ step, agreement }: View): string =>
  step.kind === "rule"
    ? `Rule ${step.number} of ${step.of}`
    : step.kind === "end"
      ? "Do you agree?"
      : agreement;

function Progress({ position, last }: View) {
  const part = last === 0 ? 100 : Math.round((100 * position) / last);
  return (
    <svg className="cs-tablet__bar" aria-hidden="true" focusable="false">
      <rect className="cs-bar__ground" width="100%" height="100%" />
      <rect className="cs-bar__part" width={`${part}%`} height="100%" />
    </svg>
  );
}

/** One rule at a time, each with the words that lead into it; at the end the button that says yes. */
export function ChildStep({ view, problems, values }: ChildStepProps) {
  const { turnId, name, step, position, unsure, fields } = view;
  const isEnd = step.kind === "end";
  const hidden = (
    <>
      <input type="hidden" name="turn" value={turnId} />
      <input type="hidden" name="at" value={position} />
    </>
  );
  return (
    <TabletFrame
      top={
        <>
          <p className="cs-tablet__who">{name}</p>
          <form method="post" action="/class/turn">
            {hidden}
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
      <h1 className={isEnd ? undefined : "cs-tablet__count"}>{countOf(view)}</h1>
      <Progress {...view} />
      <Words {...view} />
      {unsure && (
        <Notice title="You are not sure">
          <p>Your teacher can see that you are not sure. Ask your teacher. You can go on, or wait.</p>
        </Notice>
      )}
      <div className="cs-tablet__row">
        <Listen key={position} text={toHear(view)} />
        {!unsure && (
          <form method="post" action="/class/turn">
            {hidden}
            <Button variant="secondary" name="do" value="unsure">
              I&apos;m not sure
            </Button>
          </form>
        )}
      </div>
      {isEnd && (
        <form id="agree" method="post" action="/class/turn" noValidate>
          {hidden}
          {fields.map((field) => (
            <TextField
              key={field.name}
              label={field.label}
              name={`answer-${field.name}`}
              autoComplete="off"
              defaultValue={values[field.name] ?? ""}
              error={errorOf(problems, `answer-${field.name}`)}
            />
          ))}
        </form>
      )}
      <div className="cs-tablet__ways">
        {position > 0 && (
          <form method="post" action="/class/turn">
            {hidden}
            <Button variant="secondary" name="do" value="back">
              Back
            </Button>
          </form>
        )}
        {isEnd ? (
          <Button form="agree" name="do" value="agree" className="cs-button--on">
            I agree
          </Button>
        ) : (
          <form method="post" action="/class/turn">
            {hidden}
            <Button name="do" value="next" className="cs-button--on">
              Next
            </Button>
          </form>
        )}
      </div>
    </TabletFrame>
  );
}
