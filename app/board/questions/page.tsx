import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { unitsChaired } from "#lib/obligations/open-responses.ts";
import { requireActor } from "../../acting.ts";
import { type QuestionsQuery, QuestionsView } from "../../questions-view.tsx";

export const metadata: Metadata = { title: "Questions and refusals" };

/** What falls to whoever chairs a body: the questions and refusals of heads. */
export default async function BoardQuestionsPage({
  searchParams,
}: {
  searchParams: Promise<QuestionsQuery>;
}) {
  const actor = await requireActor();
  const unitIds = await unitsChaired(actor);
  if (unitIds.length === 0) notFound();
  return (
    <QuestionsView
      actor={actor}
      unitIds={unitIds}
      caption="For the chair"
      path="/board/questions"
      above={{ href: "/board", label: "Board" }}
      query={await searchParams}
    />
  );
}
