import type { Metadata } from "next";
import { AdoptionTag } from "#components/policies/adoption-tag.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { type SchoolPolicy, schoolPolicies } from "#lib/policies/adoptions/school-policies.ts";
import { sayState } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<{ done?: string }>;
};

export const metadata: Metadata = { title: "Policies of the school" };

export default async function SchoolPoliciesPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolByUrn(actor, urn));
  const { policies, mayFillIn } = await orNotFound(schoolPolicies(actor, school.id));
  const { done } = await searchParams;
  const reads = may(actor, "policies:read", school.id);
  return (
    <Shell
      actor={actor}
      above={
        <BackLink href={may(actor, "overview:read", school.id) ? `/school/${urn}` : "/board"}>
          {school.name}
        </BackLink>
      }
    >
      <PageHeading
        caption={school.name}
        lead="Policies that hold here: the school’s own, and those of the organisation with what it leaves to each school."
      >
        Policies
      </PageHeading>
      {done !== undefined && said[done] && <Notice tone="success">{said[done]}</Notice>}
      {policies.length === 0 && (
        <EmptyState title="No policy is in force here">
          <p>A policy appears here once it has been ratified.</p>
        </EmptyState>
      )}
      {policies.map((policy) => (
        <section key={policy.id} className="cs-section" aria-labelledby={`policy-${policy.id}`}>
          <h2 id={`policy-${policy.id}`}>
            {reads ? <a href={`/policies/${policy.id}`}>{policy.title}</a> : policy.title}
          </h2>
          <Standing actor={actor} policy={policy} urn={urn} mayFillIn={mayFillIn} />
        </section>
      ))}
      {may(actor, "exemptions:read", school.id) && (
        <p className="cs-section">
          <a href={`/school/${urn}/exemptions`}>Exemptions at {school.name}</a>
        </p>
      )}
    </Shell>
  );
}

const said: Record<string, string> = {
  "filled-in": "The wording is kept. It counts once the head or the chair of governors confirms it.",
  confirmed: "The wording is confirmed, and the school has adopted it. Nobody signs again for it.",
  "sent-back": "The wording was sent back.",
};

type StandingProps = { actor: Actor; policy: SchoolPolicy; urn: string; mayFillIn: boolean };

function Standing({ actor, policy, urn, mayFillIn }: StandingProps) {
  const { inForce, coming, own, rule, standings, slug } = policy;
  const path = `/school/${urn}/policies/${policy.id}`;
  // where schools wait there is nothing to read of one that has not adopted it
  const isRead =
    rule === "defaults" ? !own : standings.some(({ version, adopted }) => version === inForce && adopted);
  return (
    <div className="grid gap-2">
      {[inForce, coming].map(
        (version) =>
          version && (
            <p key={version.id}>
              Version {version.number}. {sayState(version)}.
            </p>
          ),
      )}
      {own && <p>The school’s own policy.</p>}
      {!own && rule === "none" && <p>The same words hold at every school.</p>}
      {standings.map((standing) => (
        <AdoptionTag key={standing.version.id} rule={rule} standing={standing} />
      ))}
      {standings.length > 0 && (
        <p>
          <a href={path}>
            {mayFillIn ? "Fill in the school’s wording" : "The school’s wording"}
            <span className="cs-hidden"> of {policy.title}</span>
          </a>
        </p>
      )}
      {inForce && (
        <p>
          <a href={`/p/${actor.organisation.slug}/${slug}${isRead ? `/schools/${urn}` : ""}`}>
            The page that anyone can read
            <span className="cs-hidden"> of {policy.title}</span>
          </a>
        </p>
      )}
    </div>
  );
}
