import { AnswerForm } from "#components/overview/answer-form.tsx";
import { ResponsesList } from "#components/overview/responses-list.tsx";
import { BackLink, Pagination } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { newId } from "#lib/identifiers.ts";
import { listResponses, responsesOnPage } from "#lib/obligations/open-responses.ts";
import { orNotFound } from "./acting.ts";
import { answerAction } from "./questions-actions.ts";
import { Shell } from "./shell.tsx";

export type QuestionsQuery = Record<string, string | string[] | undefined>;

type QuestionsViewProps = {
  actor: Actor;
  unitIds: string[];
  caption: string;
  path: string;
  above: { href: string; label: string };
  query: QuestionsQuery;
  /** Where the pages of people are, for those who may read them. */
  people?: string;
};

const said: Record<string, string> = {
  answered: "Your answer has been kept. They see it with the agreement, and it goes to their e-mail address.",
  "answered-here":
    "Your answer has been kept. They see it with the agreement, or at the door with their pass. No e-mail goes out, so tell them as well.",
};

/** Questions and refusals that wait for an answer, and those that were answered. */
export async function QuestionsView({
  actor,
  unitIds,
  caption,
  path,
  above,
  query,
  people,
}: QuestionsViewProps) {
  const answered = query.show === "answered";
  const from = typeof query.from === "string" && /^\d{1,4}$/.test(query.from) ? Number(query.from) : 0;
  const { rows, total } = await orNotFound(
    listResponses(actor, unitIds, answered ? "answered" : "waiting", from),
  );
  const done = typeof query.done === "string" ? said[query.done] : undefined;
  const href = (start: number) => {
    const set = new URLSearchParams({
      ...(answered ? { show: "answered" } : {}),
      ...(start > 0 ? { from: String(start) } : {}),
    });
    return set.size > 0 ? `${path}?${set}` : path;
  };
  const count = total.toLocaleString("en-GB");
  return (
    <Shell actor={actor} above={<BackLink href={above.href}>{above.label}</BackLink>}>
      <PageHeading caption={caption}>Questions and refusals</PageHeading>
      {done && <Notice tone="success">{done}</Notice>}
      <p>
        {answered ? <a href={path}>Waiting for an answer</a> : <a href={`${path}?show=answered`}>Answered</a>}
      </p>
      {rows.length > 0 ? (
        <>
          <p className="mb-4">
            {answered
              ? `${count} answered, newest first.`
              : `${count} ${total === 1 ? "waits" : "wait"} for an answer, newest first. A question or refusal leaves this list when it is answered or they sign.`}
            {rows.length < total && ` ${from + 1} to ${from + rows.length} on this page.`}
          </p>
          <ResponsesList
            responses={rows}
            timeZone={actor.organisation.timeZone}
            withSchool={unitIds.length > 1}
            personHref={people ? (id) => `${people}/${id}` : undefined}
            answer={({ id, writer, answers }) => (
              <AnswerForm
                action={answerAction.bind(null, path)}
                responseId={id}
                formId={newId()}
                seen={answers.length}
                to={writer}
              />
            )}
          />
          <Pagination
            label="Questions and refusals"
            first={from > 0 ? href(0) : undefined}
            next={from + rows.length < total ? href(from + responsesOnPage) : undefined}
          />
        </>
      ) : (
        <EmptyState title={answered ? "Nothing was answered yet" : "Nothing is waiting for an answer"}>
          <p>
            {answered
              ? "What you answer appears here."
              : "A question, a refusal or an objection appears here as soon as somebody writes one."}
          </p>
        </EmptyState>
      )}
    </Shell>
  );
}
