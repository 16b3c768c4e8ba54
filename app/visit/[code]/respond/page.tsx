import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { RespondOnArrival } from "#components/visits/respond-on-arrival.tsx";
import { newId } from "#lib/identifiers.ts";
import { arrivalNotes, askedOf, doorOf } from "../at-the-door.ts";
import { DoorFrame } from "../frame.tsx";

type Props = {
  params: Promise<{ code: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const said = {
  question: {
    title: "Ask a question",
    about:
      "The school will see your question and your name. Asking is not the same as declining: you can sign at any time. Until you have signed, you are not cleared; reception is told that you have asked.",
  },
  refusal: {
    title: "I do not agree",
    about:
      "You can say that you do not agree. The school will be told and may talk to you about it. The policy applies all the same, and you can still sign later. Until you have signed, you are not cleared; reception is told that you do not agree.",
  },
};

const kindOf = (kind: string | string[] | undefined) => (kind === "refusal" ? "refusal" : "question");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: said[kindOf((await searchParams).kind)].title };
}

/** What somebody at the door writes instead of signing. */
export default async function RespondOnArrivalPage({ params, searchParams }: Props) {
  const school = await doorOf((await params).code);
  const query = await searchParams;
  const kind = kindOf(query.kind);
  const notes = await arrivalNotes(school.code);
  const asked = notes && (await askedOf(school, notes));
  if (!notes || !asked) redirect(`/visit/${school.code}`);
  if (asked.length === 0) redirect(`/visit/${school.code}/agreement`);
  const problems = query.check === undefined ? [] : notes.problems;
  const { title, about } = said[kind];
  return (
    <DoorFrame
      school={school}
      above={<BackLink href={`/visit/${school.code}/agreement`}>Back to the agreement</BackLink>}
    >
      <ErrorSummary problems={problems} />
      <PageHeading caption={asked.length === 1 ? asked[0]?.agreement.title : school.unit.name}>
        {title}
      </PageHeading>
      <p className="mb-6">{about}</p>
      <p className="mb-6">
        You are writing as <strong className="wrap-anywhere">{notes.values.name}</strong>.
      </p>
      <RespondOnArrival
        code={school.code}
        kind={kind}
        formId={newId()}
        agreements={asked.map(({ agreementId, agreement }) => ({
          value: agreementId,
          label: agreement.title,
        }))}
        problems={problems}
      />
    </DoorFrame>
  );
}
