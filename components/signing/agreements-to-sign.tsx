import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { type Day, dateToDay, sayDay } from "#lib/dates.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";

type Props = {
  obligations: Obligation[];
  /** The names of the schools that ask for pupils' parents and carers, by unit. */
  schools?: Map<string, string>;
  /** What to call who asks, after "your": `school`, or `trust`. */
  place: string;
  today: Day;
  mustSign: boolean;
};

/** What is waiting for the signature of whoever is signed in, one link each: each child's together, then their own. */
export function AgreementsToSign({ obligations, schools, place, today, mustSign }: Props) {
  const ready = obligations.filter((obligation) => !obligation.waitingForPupil);
  const waiting = obligations.filter((obligation) => obligation.waitingForPupil);
  const children = Map.groupBy(
    obligations.filter(({ capacity }) => capacity === "countersign"),
    ({ subjectId }) => subjectId,
  );
  const own = ready.filter(({ capacity }) => capacity === "own");
  return (
    <>
      {mustSign && (
        <Notice tone="important" title="Before you go on">
          <p>
            Read and sign what your {place} needs you to sign. If something is unclear or you do not agree,
            you can say so on the agreement’s page.
          </p>
        </Notice>
      )}
      <p className="mb-4">{countInWords(ready.length, waiting.length)}</p>
      {own.length > 0 && children.size === 0 && <Tasks obligations={own} today={today} />}
      {own.length > 0 && children.size > 0 && (
        <section className="cs-section" aria-labelledby="for-you">
          <h2 id="for-you" className="mb-2">
            For you
          </h2>
          <Tasks obligations={own} today={today} />
        </section>
      )}
      {[...children].map(([subjectId, theirs]) => (
        <section key={subjectId} className="cs-section" aria-labelledby={`for-${subjectId}`}>
          <h2 id={`for-${subjectId}`} className="wrap-anywhere">
            For {theirs[0]?.subjectName}
          </h2>
          {schools && <p className="mb-2">{schoolNames(theirs, schools)}</p>}
          <Tasks obligations={theirs} today={today} />
        </section>
      ))}
    </>
  );
}

function Tasks({ obligations, today }: { obligations: Obligation[]; today: Day }) {
  const inOrder = [
    ...obligations.filter(({ waitingForPupil }) => !waitingForPupil),
    ...obligations.filter(({ waitingForPupil }) => waitingForPupil),
  ];
  return (
    <TaskList
      tasks={inOrder.map((obligation) => ({
        key: obligation.id,
        href: `/sign/${obligation.id}`,
        title: obligation.agreementTitle,
        about: about(obligation, today),
        tag: tag(obligation, today),
      }))}
    />
  );
}

const schoolNames = (obligations: Obligation[], schools: Map<string, string>) =>
  [...new Set(obligations.flatMap(({ unitIds }) => unitIds.map((id) => schools.get(id))))]
    .filter(Boolean)
    .join(", ");

function countInWords(ready: number, waiting: number): string {
  const many = (count: number) => (count === 1 ? "One agreement" : `${count} agreements`);
  const later = `${many(waiting)} can be signed once your child has signed.`;
  if (ready === 0) return later;
  const now =
    ready === 1
      ? "One agreement is ready for you to sign."
      : `${ready} agreements are ready for you to sign.`;
  return waiting === 0 ? now : `${now} ${later}`;
}

function about(obligation: Obligation, today: Day): string {
  const parts = [];
  if (obligation.policyTitle !== obligation.agreementTitle) parts.push(obligation.policyTitle);
  parts.push(`Version ${obligation.major}.${obligation.minor}`);
  const due = dateToDay(obligation.dueOn);
  if (obligation.requirement === "must" && due > today) parts.push(`Sign by ${sayDay(due)}`);
  return parts.join(" · ");
}

const firstName = ({ subjectName }: Obligation) => subjectName.split(" ")[0] ?? subjectName;

function tag(obligation: Obligation, today: Day) {
  if (obligation.responseKind === "question") return <Tag tone="waiting">You asked a question</Tag>;
  if (obligation.responseKind === "refusal") return <Tag tone="waiting">You did not agree</Tag>;
  if (obligation.waitingForPupil)
    return <Tag tone="waiting">Waiting for {firstName(obligation)} to sign first</Tag>;
  if (obligation.capacity === "own" && obligation.requirement === "may")
    return <Tag tone="plain">You may sign</Tag>;
  if (dateToDay(obligation.dueOn) <= today) return <Tag tone="info">To sign now</Tag>;
  return <Tag tone="plain">To sign</Tag>;
}
