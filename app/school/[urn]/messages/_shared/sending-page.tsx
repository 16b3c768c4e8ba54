import { SendingFigures } from "#components/messages/sending-figures.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sendingFile, sendingProgress } from "#lib/messages/sending-progress.ts";
import { actionActor, orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { actionPlace, requirePlace, type Urn } from "../../people/_shared/place.ts";

const pathOf = (urn: Urn) => `${urn === null ? "/organisation" : `/school/${urn}`}/messages`;

/** How far a sending of reminders has come. */
export async function SendingPage({ urn, id }: { urn: Urn; id: string }) {
  const { actor, unit } = await requirePlace(urn, "messages:read");
  const sending = await orNotFound(sendingProgress(actor, unit.id, id));
  const path = pathOf(urn);
  return (
    <Shell
      actor={actor}
      current={urn === null ? "/organisation" : `/school/${urn}`}
      above={<BackLink href={path}>Messages</BackLink>}
    >
      <PageHeading caption={sending.school ?? unit.name}>Reminders sent together</PageHeading>
      <SendingFigures sending={sending} timeZone={actor.organisation.timeZone} path={`${path}/${id}`} />
    </Shell>
  );
}

/** The same as a file. */
export async function sendingDownload(urn: Urn, id: string): Promise<Response> {
  await actionActor();
  const { actor, unit } = await actionPlace(urn);
  const file = await orNotFound(sendingFile(actor, unit.id, id));
  return new Response(file, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="reminders-${actor.today}.csv"`,
    },
  });
}
