import type { Metadata } from "next";
import { PupilSigningForm } from "#components/policies/pupil-signing-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayMoment } from "#lib/dates.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { pupilSigningAt } from "#lib/policies/decide-pupil-signing.ts";
import { pupilRequirementNames, sayYears } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { decidePupilSigningAction } from "./actions.ts";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Whether pupils sign" };

/** The stages that schools decide by; each fills in the years of the form. */
const stages = [
  { name: "Reception", yearFrom: 0, yearTo: 0 },
  { name: "Key Stage 1", yearFrom: 1, yearTo: 2 },
  { name: "Key Stage 2", yearFrom: 3, yearTo: 6 },
  { name: "Key Stage 3", yearFrom: 7, yearTo: 9 },
  { name: "Key Stage 4", yearFrom: 10, yearTo: 11 },
  { name: "Sixth form", yearFrom: 12, yearTo: 14 },
];

export default async function PupilSigningPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "pupil-signing:decide"));
  const page = await orNotFound(pupilSigningAt(actor, school.id));
  const { done, stage } = await searchParams;
  const chosen = stages.find(({ name }) => name === stage) ?? { yearFrom: 0, yearTo: 2 };
  const path = `/school/${urn}/pupil-signing`;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={`/school/${urn}`}>{school.name}</BackLink>}>
      <PageHeading
        caption={school.name}
        lead="What the school decides here goes before what the policies say about pupils. Parents and carers sign as each agreement says."
      >
        Whether pupils sign
      </PageHeading>
      {done !== undefined && <Notice tone="success">It is saved, and counts from today.</Notice>}
      <Table
        caption="Today, by year"
        columns={[{ header: "Years", rowHeader: true }, { header: "Pupils" }]}
        rows={page.now.map(({ yearFrom, yearTo, requirement }) => ({
          key: String(yearFrom),
          cells: [
            sayYears(yearFrom, yearTo),
            requirement ? pupilRequirementNames[requirement] : "As each policy says",
          ],
        }))}
      />
      <section className="cs-section cs-read" aria-labelledby="decide">
        <h2 id="decide">Decide</h2>
        <p>Choose a stage to fill in its years, or choose the years yourself.</p>
        <ul className="cs-links">
          {stages.map(({ name }) => (
            <li key={name}>
              <a href={`${path}?stage=${encodeURIComponent(name)}#decide`}>{name}</a>
            </li>
          ))}
        </ul>
        <PupilSigningForm
          key={String(stage)}
          action={decidePupilSigningAction.bind(null, urn)}
          yearFrom={chosen.yearFrom}
          yearTo={chosen.yearTo}
        />
      </section>
      <section className="cs-section" aria-labelledby="decisions">
        <h2 id="decisions">What was decided</h2>
        {page.decisions.length === 0 ? (
          <EmptyState title="Nothing yet">
            <p>Pupils sign as each policy says.</p>
          </EmptyState>
        ) : (
          <Table
            caption={
              page.decisions.length === 1
                ? "1 decision"
                : `${page.decisions.length} decisions, the newest first`
            }
            columns={[
              { header: "Years", rowHeader: true },
              { header: "Pupils" },
              { header: "By" },
              { header: "When" },
            ]}
            rows={page.decisions.map(({ id, years, requirement, by, decidedAt }) => ({
              key: id,
              cells: [
                years,
                pupilRequirementNames[requirement],
                by ?? "–",
                sayMoment(decidedAt, actor.organisation.timeZone),
              ],
            }))}
          />
        )}
      </section>
    </Shell>
  );
}
