import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { ArrivalForm } from "#components/visits/arrival-form.tsx";
import { BeenBefore } from "#components/visits/been-before.tsx";
import { newId } from "#lib/identifiers.ts";
import { arrivalNotes, doorOf, keptVisit } from "./at-the-door.ts";
import { DoorFrame } from "./frame.tsx";

type Props = {
  params: Promise<{ code: string }>;
  searchParams: Promise<{ phone?: string; back?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Arriving at ${(await doorOf((await params).code)).unit.name}` };
}

export default async function ArrivingPage({ params, searchParams }: Props) {
  const school = await doorOf((await params).code);
  const { phone, back } = await searchParams;
  // Only on the way back from a form of one's own; whoever opens the page finds it empty.
  const notes = back === undefined ? null : await arrivalNotes(school.code);
  const own = notes?.phone ?? phone !== undefined;
  const known = own ? await keptVisit(school.code) : null;
  const problems = notes?.problems ?? [];
  const returning = Boolean(notes?.personId);
  return (
    <DoorFrame school={school}>
      <ErrorSummary problems={problems} />
      <PageHeading
        lead={returning ? undefined : "Tell us who you are, so that reception knows you are here."}
      >
        {returning ? "Welcome back" : `Welcome to ${school.unit.name}`}
      </PageHeading>
      {returning && problems.length === 0 && (
        <Notice>
          <p>Your last visit has ended or run out. Say why you are here this time.</p>
        </Notice>
      )}
      {!returning && (
        <BeenBefore
          code={school.code}
          phone={own}
          known={known?.phone === true}
          open={problems.some(({ field }) => field === "pass")}
          problems={problems}
        />
      )}
      <ArrivalForm
        code={school.code}
        formId={newId()}
        phone={own}
        returning={returning}
        today={school.today}
        values={notes?.values ?? {}}
        problems={problems}
      />
      {notes && (
        <form method="post" action={`/visit/${school.code}/finish`} className="mt-6">
          {own && <input type="hidden" name="phone" value="1" />}
          <Button variant="quiet">Start again as somebody else</Button>
        </form>
      )}
    </DoorFrame>
  );
}
