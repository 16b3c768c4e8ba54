import type { ReactNode } from "react";
import { sayMoment } from "#lib/dates.ts";
import type { ListedResponse, ResponseKind } from "#lib/obligations/open-responses.ts";

export const responseVerbs: Record<ResponseKind, string> = {
  question: "asked about",
  refusal: "does not agree to",
  objection: "objects to the signature of",
  "not-my-child": "says that this is not their child, under",
};

type ResponsesListProps = {
  responses: ListedResponse[];
  timeZone: string;
  /** Whether the list is of more than one school. */
  withSchool?: boolean;
  personHref?: (personId: string) => string;
  /** The form to answer one. */
  answer: (response: ListedResponse) => ReactNode;
};

/** What people wrote, each with its words, the answers so far, and a place to answer. */
export function ResponsesList({ responses, timeZone, withSchool, personHref, answer }: ResponsesListProps) {
  const named = (id: string, name: string) => (personHref ? <a href={personHref(id)}>{name}</a> : name);
  return (
    <ol className="cs-tasks">
      {responses.map((one) => (
        <li key={one.id}>
          <article aria-labelledby={`heading-${one.id}`}>
            <h2 id={`heading-${one.id}`} className="cs-response__heading wrap-anywhere">
              {named(one.writerId, one.writer)} {responseVerbs[one.kind]} “{one.agreement}”
              {one.writerId !== one.subjectId && <> for {named(one.subjectId, one.subject)}</>}
            </h2>
            {one.words ? (
              <blockquote className="mt-2 border-l-4 border-line pl-4 whitespace-pre-line wrap-anywhere">
                {one.words}
              </blockquote>
            ) : (
              <p className="mt-2">No reason was given.</p>
            )}
            <p className="cs-tasks__about">
              {withSchool && `${one.school}, `}
              {sayMoment(one.madeAt, timeZone)}
            </p>
            {one.answers.map((given) => (
              <div key={given.id} className="mt-4">
                <p>
                  <strong>{given.by}</strong> answered, {sayMoment(given.at, timeZone)}:
                </p>
                <blockquote className="mt-2 border-l-4 border-brand pl-4 whitespace-pre-line wrap-anywhere">
                  {given.words}
                </blockquote>
                {given.readAt && (
                  <p className="cs-tasks__about">Read at the door, {sayMoment(given.readAt, timeZone)}</p>
                )}
              </div>
            ))}
            {one.answerable && answer(one)}
          </article>
        </li>
      ))}
    </ol>
  );
}
