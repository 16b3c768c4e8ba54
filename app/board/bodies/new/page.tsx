import type { Metadata } from "next";
import { BodyForm } from "#components/ratification/body-forms.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { unitsForBodies } from "#lib/ratification/bodies.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { addBodyAction } from "../actions.ts";

export const metadata: Metadata = { title: "Add a body" };

export default async function NewBodyPage() {
  const actor = await requireActor();
  const units = await orNotFound(unitsForBodies(actor));
  return (
    <Shell
      actor={actor}
      current="/board"
      above={<BackLink href="/board/bodies">Boards, governing bodies and committees</BackLink>}
    >
      <PageHeading lead="People get their seats on the next page.">Add a body</PageHeading>
      <BodyForm
        action={addBodyAction}
        units={units}
        inWriting={actor.organisation.kind === "trust"}
        values={{
          unitId: units[0]?.id ?? "",
          name: "",
          kind: "",
          quorum: "",
          writtenRule: "none",
          articles: "",
        }}
        cancel="/board/bodies"
      />
    </Shell>
  );
}
