import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { type Day, dateToDay, sayDay } from "#lib/dates.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";

type Props = { obligations: Obligation[]; today: Day; mustSign: boolean };

/** What is waiting for the signature of whoever is signed in, one link each. */
export function AgreementsToSign({ obligations, today, mustSign }: Props) {
  const ready = obligations.filter((obligation) => !obligation.waitingForPupil);
  const waiting = obligations.filter((obligation) => obligation.waitingForPupil);
  return (
    <>
      {mustSign && (
        <Notice tone="important" title="Before you go on">
          <p>
            Read and sign what your school needs you to sign. If something is unclear or you do not agree, you
            can say so on the agreement’s page.
          </p>
        </Notice>
      )}
      <p className="mb-4">{countInWords(ready.length, waiting.length)}</p>
      <TaskList
        tasks={[...ready, ...waiting].map((obligation) => ({
          key: obligation.id,
          href: `/sign/${obligation.id}`,
          title: obligation.agreementTitle,
          about: about(obligation, today),
          tag: tag(obligation, today),
        }))}
      />
    </>
  );
}

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
  if (obligation.capacity === "countersign") parts.push(`For ${obligation.subjectName}`);
  if (obligation.policyTitle !== obligation.agreementTitle) parts.push(obligation.policyTitle);
  parts.push(`Version ${obligation.major}.${obligation.minor}`);
  const due = dateToDay(obligation.dueOn);
  if (obligation.requirement === "must" && due > today) parts.push(`Sign by ${sayDay(due)}`);
  return parts.join(" · ");
}

function tag(obligation: Obligation, today: Day) {
  if (obligation.responseKind === "question") return <Tag tone="waiting">You asked a question</Tag>;
  if (obligation.responseKind === "refusal") return <Tag tone="waiting">You did not agree</Tag>;
  if (obligation.waitingForPupil) return <Tag tone="waiting">Waiting for your child to sign first</Tag>;
  if (obligation.requirement === "may") return <Tag tone="plain">You may sign</Tag>;
  if (dateToDay(obligation.dueOn) <= today) return <Tag tone="info">To sign now</Tag>;
  return <Tag tone="plain">To sign</Tag>;
}
