import type { Metadata } from "next";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { bodiesInView } from "#lib/ratification/bodies.ts";
import { bodyKindNames, sayQuorum } from "#lib/ratification/words.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";

export const metadata: Metadata = { title: "Boards, governing bodies and committees" };

export default async function BodiesPage() {
  const actor = await requireActor();
  const bodies = await orNotFound(bodiesInView(actor));
  const keeps = unitsWhere(actor, "bodies:keep").length > 0;
  return (
    <Shell actor={actor} current="/board" width="wide" above={<BackLink href="/board">Board</BackLink>}>
      <PageHeading lead="Who approves and ratifies policies.">
        Boards, governing bodies and committees
      </PageHeading>
      {keeps && (
        <p>
          <LinkButton href="/board/bodies/new" variant="secondary">
            Add a body
          </LinkButton>
        </p>
      )}
      {bodies.length > 0 ? (
        <Table
          caption={bodies.length === 1 ? "1 body" : `${bodies.length} bodies by name`}
          columns={[
            { header: "Name", rowHeader: true },
            { header: "Kind" },
            { header: "Of" },
            { header: "Seats", numeric: true },
            { header: "Chair" },
            { header: "Quorum" },
          ]}
          rows={bodies.map((body) => {
            const now = body.seats.filter(({ when }) => when === "now");
            return {
              key: body.id,
              cells: [
                <a key="name" href={`/board/bodies/${body.id}`}>
                  {body.name}
                </a>,
                bodyKindNames[body.kind],
                body.unit.name,
                String(now.filter(({ part }) => part !== "clerk").length),
                now.find(({ part }) => part === "chair")?.name ?? "Nobody",
                sayQuorum(body.quorum),
              ],
            };
          })}
        />
      ) : (
        <EmptyState title="There is no board, governing body or committee yet" />
      )}
    </Shell>
  );
}
