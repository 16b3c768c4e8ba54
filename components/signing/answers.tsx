import { sayMoment } from "#lib/dates.ts";
import type { AnsweredResponse } from "#lib/obligations/my-answers.ts";

const wrote: Record<AnsweredResponse["kind"], string> = {
  question: "Your question",
  refusal: "Why you do not agree",
  objection: "Your objection",
  "not-my-child": "What you told your school",
};

type AnswersProps = {
  responses: AnsweredResponse[];
  timeZone: string;
  /** Whether the page is about more than one agreement. */
  withAgreement?: boolean;
};

/** What somebody asked or objected to, with what they were answered. Nothing without an answer. */
export function Answers({ responses, timeZone, withAgreement }: AnswersProps) {
  if (responses.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="answers">
      <h2 id="answers">{responses.length === 1 ? "An answer for you" : "Answers for you"}</h2>
      {responses.map((one) => (
        <div key={one.id} className="cs-stack mb-6">
          {withAgreement && (
            <p>
              <a href={`/sign/${one.obligationId}`}>{one.agreement}</a>
              {one.forWhom && `, for ${one.forWhom}`}
            </p>
          )}
          {one.words && (
            <>
              <p>{wrote[one.kind]}:</p>
              <blockquote className="border-l-4 border-line pl-4 whitespace-pre-line wrap-anywhere">
                {one.words}
              </blockquote>
            </>
          )}
          {one.answers.map((answer) => (
            <div key={answer.id} className="cs-stack">
              <p>
                The answer from <strong>{answer.by}</strong>, {sayMoment(answer.at, timeZone)}:
              </p>
              <blockquote className="border-l-4 border-brand pl-4 whitespace-pre-line wrap-anywhere">
                {answer.words}
              </blockquote>
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
