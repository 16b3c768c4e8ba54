import type { Metadata } from "next";
import { ownUnitInView } from "#lib/obligations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { type QuestionsQuery, QuestionsView } from "../../questions-view.tsx";

export const metadata: Metadata = { title: "Questions and refusals" };

/** Of the organisation's own people: its central team and its board. Each school has a list of its own. */
export default async function OwnQuestionsPage({ searchParams }: { searchParams: Promise<QuestionsQuery> }) {
  const actor = await requireActor();
  const unit = await orNotFound(ownUnitInView(actor, "responses:read"));
  return (
    <QuestionsView
      actor={actor}
      unitIds={[unit.id]}
      caption={`${unit.name}: central team and board`}
      path="/organisation/questions"
      above={{ href: "/organisation", label: "Organisation" }}
      query={await searchParams}
      people={may(actor, "people:read", unit.id) ? "/organisation/people" : undefined}
    />
  );
}
