import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { AgreementsOnArrival } from "#components/visits/agreements-on-arrival.tsx";
import { sayDay } from "#lib/dates.ts";
import { arrivalNotes, askedOf, doorOf } from "../at-the-door.ts";
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
      {first && (
        <ul className="cs-links">
          <li>
            <a href={`/visit/${school.code}/respond?kind=question`}>Ask a question</a>
          </li>
          <li>
            <a href={`/visit/${school.code}/respond?kind=refusal`}>I do not agree</a>
          </li>
          <li>
            <a href="/privacy">How we use this information</a>
          </li>
        </ul>
      )}
    </DoorFrame>
  );
}
