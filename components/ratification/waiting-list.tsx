import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import type { Waiting } from "#lib/ratification/board-work.ts";

const yours: Record<NonNullable<Waiting["yours"]>, string> = {
  record: "For you to record",
  confirm: "For you to confirm",
  answer: "For you to answer",
  decide: "For you to decide",
};

/** Versions that wait for a decision, each with who decides and what there is to do. */
export function WaitingList({ waiting }: { waiting: Waiting[] }) {
  return (
    <ul className="cs-tasks">
      {waiting.map((one) => (
        <li key={one.proposalId}>
          <a className="cs-tasks__link" href={`/board/proposals/${one.proposalId}`}>
            {one.title}, version {one.number}
          </a>{" "}
          {one.yours && <Tag tone="waiting">{yours[one.yours]}</Tag>}
          <p className="cs-tasks__about">
            {one.decider}. {sayWhere(one)} To come into force on {sayDay(one.implementationOn)}.
          </p>
        </li>
      ))}
    </ul>
  );
}

function sayWhere({ method, closesOn, recorded }: Waiting): string {
  if (recorded) return "Recorded; it counts once the chair has confirmed it.";
  if (method === "written-resolution" && closesOn)
    return `By written resolution, to be answered by ${sayDay(closesOn)}.`;
  return method === "delegate" ? "By delegation." : "At a meeting.";
}
