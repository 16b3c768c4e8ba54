import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { ClearLater } from "#components/visits/clear-later.tsx";
import { visitById } from "#lib/visits/cleared-visit.ts";
import { sayPass } from "#lib/visits/words.ts";
import { arrivalNotes, doorOf, shownSeconds } from "../at-the-door.ts";
import { DoorFrame } from "../frame.tsx";

type Props = { params: Promise<{ code: string }> };

export const metadata: Metadata = { title: "Not cleared yet" };

const said = {
  question: {
    title: "Your question has been sent",
    about: "The school has your question. You can sign the agreement at any time.",
  },
  refusal: {
    title: "You have said that you do not agree",
    about:
      "The school has been told. The policy applies all the same. If you change your mind, you can sign the agreement at any time.",
  },
};

/** What becomes of a question or a refusal at the door: it has been sent, and they are not cleared. */
export default async function NotClearedPage({ params }: Props) {
  const school = await doorOf((await params).code);
  const notes = await arrivalNotes(school.code);
  const visit = notes?.visitId ? await visitById(school, notes.visitId) : null;
  if (!notes?.responded || !visit?.running) redirect(`/visit/${school.code}`);
  const { title, about } = said[notes.responded];
  const finish = `/visit/${school.code}/finish`;
  return (
    <DoorFrame school={school}>
      <PageHeading caption={visit.name}>{title}</PageHeading>
      <p className="mb-6">{about}</p>
      <Notice tone="important" title="You are not cleared yet">
        <p>Speak to reception before you go further. They see that you have not signed.</p>
      </Notice>
      <p>
        Your pass code is <strong className="cs-pass">{sayPass(visit.pass)}</strong>. With it you can come
        back to the agreement without filling in anything again.
      </p>
      <p className="mt-6">
        <LinkButton href={`/visit/${school.code}/agreement`}>Read and sign after all</LinkButton>
      </p>
      <form method="post" action={finish} className="mt-6">
        {notes.phone && <input type="hidden" name="phone" value="1" />}
        <Button variant="secondary">Finish</Button>
      </form>
      {!notes.phone && <ClearLater action={finish} seconds={shownSeconds} />}
    </DoorFrame>
  );
}
