import type { Metadata } from "next";
import { cache } from "react";
import { AdoptionTag } from "#components/policies/adoption-tag.tsx";
import { AnswerWordingForm } from "#components/policies/answer-wording-form.tsx";
import { WordingForm } from "#components/policies/wording-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { sayMoment } from "#lib/dates.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { type WordingPage, wordingPage } from "#lib/policies/adoptions/wording-page.ts";
import { sayPlace, sayState } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { answerWordingAction, fillInWordingAction } from "./actions.ts";

type Props = {
  params: Promise<{ urn: string; policyId: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};

const pageOf = cache(async (urn: string, policyId: string, number: string | undefined) => {
  const actor = await requireActor();
  const school = await orNotFound(schoolByUrn(actor, urn));
  return { actor, page: await orNotFound(wordingPage(actor, school.id, policyId, number)) };
});
const numberIn = async ({ searchParams }: Props) => {
  const { version } = await searchParams;
  return typeof version === "string" ? version : undefined;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { urn, policyId } = await props.params;
  const { page } = await pageOf(urn, policyId, await numberIn(props));
  return { title: `The school’s wording of ${page.policy.title}` };
}

export default async function SchoolWordingPage(props: Props) {
  const { urn, policyId } = await props.params;
  const { actor, page } = await pageOf(urn, policyId, await numberIn(props));
  const { school, policy, standing, places, other, carriedFrom, mayFillIn } = page;
  const { version, sentBack } = standing;
  const path = `/school/${urn}/policies`;
  return (
    <Shell actor={actor} above={<BackLink href={path}>Policies of {school.name}</BackLink>}>
      <PageHeading caption={school.name} lead={`Version ${version.number}. ${sayState(version)}.`}>
        {policy.title}
      </PageHeading>
      <AdoptionTag rule={policy.rule} standing={standing} />
      {other && (
        <p>
          <a href={`${path}/${policy.id}?version=${other.number}`}>
            Version {other.number} can be adopted as well
          </a>
          : {sayState(other).toLowerCase()}.
        </p>
      )}
      {sentBack?.words && (
        <Notice tone="important" title={`${sentBack.answeredBy} sent the wording back`}>
          <p className="whitespace-pre-line wrap-anywhere">{sentBack.words}</p>
        </Notice>
      )}
      <ToConfirm urn={urn} page={page} timeZone={actor.organisation.timeZone} />
      {standing.adopted && places.length > 0 && (
        <section className="cs-section" aria-labelledby="adopted">
          <h2 id="adopted">As the school has adopted it</h2>
          <Values page={page} values={standing.adopted.values} />
        </section>
      )}
      {mayFillIn && (
        <section className="cs-section cs-no-print" aria-labelledby="fill-in">
          <h2 id="fill-in">Fill in the school’s wording</h2>
          {carriedFrom && (
            <p>
              The boxes hold what the school had in version {carriedFrom}. Look through them, and send them
              for this version.
            </p>
          )}
          {places.length === 0 && (
            <p>This version leaves nothing to each school. The school adopts it as it is.</p>
          )}
          <WordingForm
            key={version.id}
            action={fillInWordingAction.bind(null, urn, policy.id)}
            versionId={version.id}
            places={places.map(({ name, default: usual, value, clauses }) => ({
              name,
              label: sayPlace(name),
              usual,
              value,
              stands: clauses.map(({ number, text }) => `${number ? `${number} ` : ""}${text}`),
            }))}
            button={page.mayConfirm ? "Send for confirmation" : "Send to the head"}
          />
        </section>
      )}
    </Shell>
  );
}

function Values({ page, values }: { page: WordingPage; values: Record<string, string> }) {
  return (
    <SummaryList
      rows={page.places.map(({ name, default: usual }) => ({
        key: sayPlace(name),
        value: values[name]?.trim() || `${usual} (the text’s own words)`,
      }))}
    />
  );
}

type ToConfirmProps = { urn: string; page: WordingPage; timeZone: string };

/** What was filled in and waits, with the form of whoever confirms it. */
function ToConfirm({ urn, page, timeZone }: ToConfirmProps) {
  const { waiting } = page.standing;
  if (!waiting) return null;
  return (
    <section className="cs-section" aria-labelledby="waiting">
      <h2 id="waiting">Waiting to be confirmed</h2>
      <p>
        Filled in by {waiting.filledInBy} on {sayMoment(waiting.filledInAt, timeZone)}.
      </p>
      {page.places.length > 0 && <Values page={page} values={waiting.values} />}
      {page.mayConfirm ? (
        <AnswerWordingForm
          key={waiting.filledInAt.toISOString()}
          action={answerWordingAction.bind(null, urn, waiting.id)}
          seen={waiting.filledInAt.toISOString()}
        />
      ) : (
        <p>The head, or the chair of the governing body, confirms it.</p>
      )}
    </section>
  );
}
