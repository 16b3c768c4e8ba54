import type { Metadata } from "next";
import { PrintedLetter } from "#components/paper/printed-letter.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { settings } from "#lib/env.ts";
import { sayLetterCode } from "#lib/messages/letter-code.ts";
import { lettersMadeAt } from "#lib/messages/letters.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { PrintButton } from "../../forms/print-button.tsx";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<{ at?: string; "left-out"?: string }>;
};

export const metadata: Metadata = { title: "Letters to print" };

export default async function PrintLettersPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "signatures:record"));
  const { at = "", "left-out": leftOut } = await searchParams;
  const letters = await orNotFound(lettersMadeAt(actor, school.id, String(at)));
  return (
    <Shell actor={actor} above={<BackLink href={`/school/${urn}/letters`}>Letters</BackLink>}>
      <div className="cs-prints-forms cs-stack">
        <PageHeading caption={school.name}>Letters to print</PageHeading>
        {leftOut && (
          <Notice tone="important">
            <p>
              Letters are for parents and carers who may sign and have no other role here. Of those you chose,{" "}
              {leftOut === "1" ? "one was" : `${leftOut} were`} left out.
            </p>
          </Notice>
        )}
        {letters.length === 0 ? (
          <EmptyState title="No letters">
            <p>These letters have run out, or newer ones have taken their place.</p>
          </EmptyState>
        ) : (
          <>
            <p>
              {letters.length === 1 ? "1 letter" : `${letters.length} letters`}, by name. Each starts on a
              sheet of its own. Hand them over in a closed envelope: whoever has the code can open what it is
              for.
            </p>
            <PrintButton />
          </>
        )}
      </div>
      {letters.map(({ id, name, code, until }) => (
        <PrintedLetter
          key={id}
          name={name}
          school={school.name}
          organisation={actor.organisation.name}
          address={`${settings().url}/letter`}
          code={sayLetterCode(code)}
          until={until}
        />
      ))}
    </Shell>
  );
}
