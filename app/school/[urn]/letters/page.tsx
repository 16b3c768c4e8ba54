import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { RowCheckbox } from "#components/ui/choices.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import { adultsWithoutAddress, type LetterAdult, letterDays } from "#lib/messages/letters.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { formNotes } from "../../../sign/form-notes.ts";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<{ check?: string }> };

export const metadata: Metadata = { title: "Letters to parents and carers" };

const reasons: Record<NonNullable<LetterAdult["why"]>, string> = {
  "no-address": "No e-mail address",
  "address-not-to-use": "Their address cannot be used",
};

export default async function LettersPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "signatures:record"));
  const adults = await orNotFound(adultsWithoutAddress(actor, school.id));
  const problems = (await searchParams).check === "1" ? ((await formNotes())?.problems ?? []) : [];
  return (
    <Shell
      actor={actor}
      width="wide"
      above={<BackLink href={`/school/${urn}/not-signed`}>Who has not signed</BackLink>}
    >
      <div id="problems">
        <ErrorSummary problems={problems} />
      </div>
      <PageHeading
        caption={school.name}
        lead={`For those whom no message reaches. Each letter has a code that works for ${letterDays} days, for them alone.`}
      >
        Letters to parents and carers
      </PageHeading>
      {adults.length === 0 ? (
        <EmptyState title="Nobody needs a letter">
          <p>Every parent or carer who may sign for a pupil here can be written to.</p>
        </EmptyState>
      ) : (
        <form method="post" action={`/school/${urn}/letters/make`}>
          <div id="adult">
            <Table
              caption={
                adults.length === 1
                  ? "1 parent or carer whom no message reaches"
                  : `${adults.length} parents and carers whom no message reaches`
              }
              columns={[
                { header: "Choose" },
                { header: "Name", rowHeader: true },
                { header: "For" },
                { header: "Why" },
                { header: "Letter" },
              ]}
              rows={adults.map(({ id, name, children, why, letterUntil }) => ({
                key: id,
                cells: [
                  <RowCheckbox
                    key="choose"
                    label={name}
                    name="adult"
                    value={id}
                    defaultChecked={letterUntil === null}
                  />,
                  name,
                  children,
                  why && reasons[why],
                  letterUntil ? `Good until ${sayDay(letterUntil)}` : "None",
                ],
              }))}
            />
          </div>
          <p className="my-4">A new letter takes the place of an earlier one.</p>
          <Button>Print letters</Button>
        </form>
      )}
    </Shell>
  );
}
