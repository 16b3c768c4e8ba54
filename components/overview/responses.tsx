import { sayMoment } from "#lib/dates.ts";
import type { OpenResponses } from "#lib/obligations/open-responses.ts";
import { responseVerbs } from "./responses-list.tsx";

type ResponsesProps = {
  responses: OpenResponses;
  timeZone: string;
  /** Where all of them are, to be answered. */
  list: string;
  /** Where a person's page is; names are plain text without it. */
  personHref?: (personId: string) => string;
};

/** Questions and refusals that wait for an answer, the newest with their words. */
export function Responses({
  responses: { latest, questions, refusals },
  timeZone,
  list,
  personHref,
}: ResponsesProps) {
  const named = (id: string, name: string) => (personHref ? <a href={personHref(id)}>{name}</a> : name);
  if (latest.length === 0)
    return (
      <p>
        No questions or refusals are waiting for an answer. <a href={`${list}?show=answered`}>Answered</a>
      </p>
    );
  const more = questions + refusals - latest.length;
  return (
    <>
      <p>
        {questions === 1 ? "1 question" : `${questions} questions`} and{" "}
        {refusals === 1 ? "1 refusal or objection" : `${refusals} refusals or objections`} waiting for an
        answer.
        {more > 0 && ` The ${latest.length} newest:`}
      </p>
      <ul className="cs-tasks">
        {latest.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{named(one.writerId, one.writer)}</strong> {responseVerbs[one.kind]} “{one.agreement}”
              {one.writerId !== one.subjectId && <> for {named(one.subjectId, one.subject)}</>}
            </p>
            {one.words ? (
              <blockquote className="mt-2 border-l-4 border-line pl-4 whitespace-pre-line">
                {one.words}
              </blockquote>
            ) : (
              <p className="mt-2">No reason was given.</p>
            )}
            <p className="cs-tasks__about">{sayMoment(one.madeAt, timeZone)}</p>
          </li>
        ))}
      </ul>
      <p>
        <a href={list}>Answer questions and refusals</a>
      </p>
    </>
  );
}
