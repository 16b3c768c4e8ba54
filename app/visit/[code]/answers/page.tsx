import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Answers } from "#components/signing/answers.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { ClearLater } from "#components/visits/clear-later.tsx";
import { answersAtTheDoor } from "#lib/visits/answers-at-the-door.ts";
import { doorOf, shownSeconds } from "../at-the-door.ts";
import { DoorFrame } from "../frame.tsx";
import { letIn } from "./let-in.ts";

type Props = { params: Promise<{ code: string }> };

export const metadata: Metadata = { title: "An answer for you" };

/** What the school answered to what somebody wrote at its door, once they are let in with their pass. */
export default async function AnswersPage({ params }: Props) {
  const school = await doorOf((await params).code);
  const here = await letIn(school);
  if (!here) redirect(`/visit/${school.code}`);
  const responses = await answersAtTheDoor(school, here.visit);
  if (responses.length === 0) redirect(`/visit/${school.code}/${here.next}`);
  const asked = responses.every(({ kind }) => kind === "question");
  const finish = `/visit/${school.code}/finish`;
  return (
    <DoorFrame school={school}>
      <PageHeading caption={here.visit.name}>
        {asked ? "Your question was answered" : "The school has answered you"}
      </PageHeading>
      <Answers responses={responses} timeZone={school.organisation.timeZone} />
      <form method="post" action={`/visit/${school.code}/answers/read`} className="mb-6">
        {responses
          .flatMap(({ answers }) => answers)
          .map(({ id }) => (
            <input key={id} type="hidden" name={`answer-${id}`} value="1" />
          ))}
        <Button fullOnPhone>I have read this</Button>
      </form>
      <form method="post" action={finish}>
        {here.phone && <input type="hidden" name="phone" value="1" />}
        <Button variant="quiet">{here.phone ? "Forget this visit on this phone" : "Finish"}</Button>
      </form>
      {!here.phone && <ClearLater action={finish} seconds={shownSeconds} />}
    </DoorFrame>
  );
}
