import type { Metadata } from "next";
import { cache } from "react";
import { AllChanges } from "#components/policies/document-changes.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { changesPage, type Side } from "#lib/policies/changes-page.ts";
import { sayState } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const changesOf = cache(async (id: string, from: string | undefined, to: string | undefined) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(changesPage(actor, id, { from, to })) };
});

const one = (value: string | string[] | undefined) =>
  typeof value === "string" && value ? value : undefined;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { from, to } = await searchParams;
  return {
    title: `What has changed in ${(await changesOf((await params).id, one(from), one(to))).page.title}`,
  };
}

export default async function ChangesPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { from, to } = await searchParams;
  const { actor, page } = await changesOf(id, one(from), one(to));
  const { compared, problem, sides } = page;
  const options = sides.map((side) => ({ value: side.key, label: sayOption(side) }));
  return (
    <Shell
      actor={actor}
      current={page.readsPolicy ? "/policies" : "/sign"}
      width="wide"
      above={
        page.readsPolicy ? (
          <BackLink href={`/policies/${page.policyId}`}>{page.title}</BackLink>
        ) : (
          <BackLink href="/sign">Agreements to sign</BackLink>
        )
      }
    >
      <PageHeading caption={page.title}>What has changed</PageHeading>
      {sides.length > 1 && (
        <Filters action={`/policies/${page.policyId}/changes`}>
          <Select label="From" name="from" defaultValue={compared?.from.key ?? one(from)} options={options} />
          <Select label="To" name="to" defaultValue={compared?.to.key ?? one(to)} options={options} />
        </Filters>
      )}
      {problem && (
        <Notice tone="important" title="The draft cannot be compared at the moment">
          <p>
            Line {problem.line}: {problem.sentence}
          </p>
        </Notice>
      )}
      {compared && (
        <section className="cs-section" aria-labelledby="changes">
          <h2 id="changes">
            {upperFirst(say(compared.to))} against {say(compared.from)}
          </h2>
          {compared.to.version && (
            <p className="mb-4">
              {compared.to.version.summaryOfChange}
              {compared.from.version?.startsOn && compared.to.version.number !== compared.from.version.number
                ? compared.to.version.material
                  ? " (a material change)"
                  : " (a minor change)"
                : ""}
            </p>
          )}
          <AllChanges changes={compared.changes} since={say(compared.from)} />
        </section>
      )}
      {!compared && !problem && <p>There is only one version so far: nothing to compare it with.</p>}
    </Shell>
  );
}

const say = ({ version }: Side) => (version ? `version ${version.number}` : "the draft");
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const sayOption = ({ version }: Side) => {
  if (!version) return "Draft";
  const state = sayState(version);
  return `${version.number}, ${state.charAt(0).toLowerCase()}${state.slice(1)}`;
};
