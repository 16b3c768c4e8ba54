import type { Metadata } from "next";
import { cache } from "react";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import { type SchoolsOfPolicy, schoolsOfPolicy } from "#lib/policies/adoptions/adoption-lists.ts";
import type { AdoptionStanding } from "#lib/policies/adoptions/school-policies.ts";
import { sayPlace } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";

type Props = { params: Promise<{ id: string }> };

const pageOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(schoolsOfPolicy(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { page } = await pageOf((await params).id);
  return { title: `${page.policy.title} at each school` };
}

const rules = {
  none: "The same words hold at every school: schools do not adopt this policy.",
  defaults: "Until a school has adopted it, its people sign with the text’s own words.",
  wait: "Until a school has adopted it, nobody there is asked to sign.",
};

export default async function SchoolsOfPolicyPage({ params }: Props) {
  const { actor, page } = await pageOf((await params).id);
  const { policy, versions } = page;
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`/policies/${policy.id}`}>{policy.title}</BackLink>}
    >
      <PageHeading caption={policy.title} lead={rules[policy.rule]}>
        Adoption at each school
      </PageHeading>
      {versions.length === 0 && (
        <EmptyState title="No version is in force">
          <p>Schools adopt a version once it has been ratified.</p>
        </EmptyState>
      )}
      {policy.rule !== "none" &&
        versions.map((version) => (
          <VersionAtSchools key={version.number} version={version} policyId={policy.id} />
        ))}
    </Shell>
  );
}

type VersionAtSchoolsProps = { version: SchoolsOfPolicy["versions"][number]; policyId: string };

function VersionAtSchools({
  version: { number, startsOn, inForce, schools },
  policyId,
}: VersionAtSchoolsProps) {
  const adopted = schools.filter(({ standing }) => standing.adopted).length;
  const when = startsOn ? sayDay(startsOn) : "";
  return (
    <section className="cs-section" aria-labelledby={`version-${number}`}>
      <h2 id={`version-${number}`}>
        Version {number}, in force {inForce ? "since" : "from"} {when}
      </h2>
      <Table
        caption={`Adopted by ${adopted} of ${schools.length} ${schools.length === 1 ? "school" : "schools"}`}
        columns={[{ header: "School", rowHeader: true }, { header: "Adoption" }, { header: "Wording" }]}
        rows={schools.map(({ id, name, urn, standing }) => ({
          key: id,
          cells: [
            urn ? (
              <a key="school" href={`/school/${urn}/policies/${policyId}?version=${number}`}>
                {name}
              </a>
            ) : (
              name
            ),
            <Standing key="standing" standing={standing} />,
            <Wording key="wording" standing={standing} />,
          ],
        }))}
      />
    </section>
  );
}

function Standing({ standing: { adopted, waiting, sentBack } }: { standing: AdoptionStanding }) {
  return (
    <>
      {adopted ? (
        <span className="block">
          <Tag tone="good">Adopted</Tag> since {sayDay(adopted.since)}
        </span>
      ) : (
        <span className="block">
          <Tag tone="waiting">Not adopted yet</Tag>
        </span>
      )}
      {waiting && <span className="block">New wording waits to be confirmed</span>}
      {sentBack && <span className="block">Wording was sent back</span>}
    </>
  );
}

function Wording({ standing: { adopted } }: { standing: AdoptionStanding }) {
  if (!adopted) return "";
  const own = Object.entries(adopted.values).filter(([, value]) => value.trim() !== "");
  if (own.length === 0) return "The text’s own words";
  return (
    <ul className="cs-stack">
      {own.map(([name, value]) => (
        <li key={name}>
          {sayPlace(name)}: {value}
        </li>
      ))}
    </ul>
  );
}
