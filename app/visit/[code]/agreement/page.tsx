import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { AgreementsOnArrival } from "#components/visits/agreements-on-arrival.tsx";
import { sayDay } from "#lib/dates.ts";
import { askedOfVisit, askedOnArrival } from "#lib/visits/asked-on-arrival.ts";
import { visitById } from "#lib/visits/cleared-visit.ts";
import type { SchoolAtTheDoor } from "#lib/visits/find-school.ts";
import { type VisitReason, visitReasons } from "#lib/visits/words.ts";
import { type ArrivalNotes, arrivalNotes, doorOf } from "../at-the-door.ts";
import { DoorFrame } from "../frame.tsx";

type Props = { params: Promise<{ code: string }> };

export const metadata: Metadata = { title: "Read and sign" };

export default async function AgreementOnArrivalPage({ params }: Props) {
  const school = await doorOf((await params).code);
  const notes = await arrivalNotes(school.code);
  if (!notes) redirect(`/visit/${school.code}`);
  const asked = await askedOf(school, notes);
  if (!asked) redirect(`/visit/${school.code}`);
  const [first] = asked;
  const alone = asked.length === 1;
  return (
    <DoorFrame school={school}>
      <ErrorSummary problems={notes.problems} />
      <PageHeading caption={school.unit.name}>
        {first && alone ? first.agreement.title : "Read and sign"}
      </PageHeading>
      {first && (
        <p>
          {alone
            ? `Part of ${first.agreement.policyTitle}, version ${first.agreement.number}. `
            : `There are ${asked.length} agreements for your visit. `}
          You sign before you start, and are not asked again while you are here.
        </p>
      )}
      <form method="post" action={`/visit/${school.code}/finish`} className="mb-6">
        {notes.phone && <input type="hidden" name="phone" value="1" />}
        <p>
          You are signing as <strong className="wrap-anywhere">{notes.values.name}</strong>.
        </p>
        <Button variant="quiet">Start again as somebody else</Button>
      </form>
      <AgreementsOnArrival
        code={school.code}
        formId={notes.formId}
        school={school.unit.name}
        day={sayDay(school.today)}
        name={notes.values.name}
        asked={asked}
        values={notes.forms}
        problems={notes.problems}
      />
      <p className="mt-6">
        If you do not agree or have a question, speak to reception.{" "}
        <a href="/privacy">How we use this information</a>
      </p>
    </DoorFrame>
  );
}

async function askedOf(school: SchoolAtTheDoor, { visitId, values }: ArrivalNotes) {
  if (visitId) {
    const visit = await visitById(school, visitId);
    return visit?.running ? askedOfVisit(school, visit) : null;
  }
  const isReason = (text: string): text is VisitReason => visitReasons.some((reason) => reason === text);
  return isReason(values.reason) ? askedOnArrival(school, values.reason) : null;
}
