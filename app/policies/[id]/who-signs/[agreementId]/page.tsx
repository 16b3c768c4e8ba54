import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type AudienceLine, ChangeAudienceForm } from "#components/policies/change-audience-form.tsx";
import { sayRule } from "#components/policies/who-signs-table.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { type MembershipRole, membershipRoles } from "#lib/people/words.ts";
import { type WhoSignsAgreement, whoSigns } from "#lib/policies/who-signs.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { changeAudienceAction } from "../actions.ts";

type Props = {
  params: Promise<{ id: string; agreementId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Change who signs" };

export default async function ChangeWhoSignsPage({ params, searchParams }: Props) {
  const { id, agreementId } = await params;
  const actor = await requireActor();
  const { policy, agreements, places, mayChange } = await orNotFound(whoSigns(actor, id));
  const agreement = agreements.find((one) => one.id === agreementId);
  if (!agreement || !mayChange) notFound();
  const { at } = await searchParams;
  const place = places.find((one) => one.id === at) ?? places[0];
  if (!place) notFound();
  const path = `/policies/${policy.id}/who-signs`;
  return (
    <Shell actor={actor} current="/policies" above={<BackLink href={path}>Who signs</BackLink>}>
      <PageHeading caption={policy.title} lead={agreement.title}>
        Change who signs
      </PageHeading>
      {places.length > 1 && (
        <Filters action={`${path}/${agreement.id}`}>
          <Select
            label="For"
            name="at"
            defaultValue={place.id}
            options={places.map(({ id: value, name }, index) => ({
              value,
              label: index === 0 ? `${name}, everywhere` : name,
            }))}
          />
        </Filters>
      )}
      <section className="cs-section" aria-labelledby="rules">
        <h2 id="rules">{place.name}</h2>
        <p>
          {place.id === policy.unitId
            ? "For everyone, except at schools that have a rule of their own."
            : "For this school alone. A rule made here stays when the rule for everyone changes, until you use that one again."}{" "}
          It counts from today; nothing that was signed is touched.
        </p>
        <ChangeAudienceForm
          key={place.id}
          action={changeAudienceAction.bind(null, policy.id, agreement.id)}
          unitId={place.id}
          basis={agreement.basis}
          lines={membershipRoles.map((role) => lineOf(role, agreement, place.id))}
          cancel={path}
        />
      </section>
    </Shell>
  );
}

function lineOf(role: MembershipRole, { whole, schools }: WhoSignsAgreement, unitId: string): AudienceLine {
  const own = schools.find((place) => place.unitId === unitId)?.roles[role];
  const rules = own ?? whole.roles[role] ?? [];
  const [only] = rules;
  const rich = rules.length > 1 || Boolean(only?.phase);
  const say = (some: typeof rules) => some.map(sayRule).join("; ") || "Not asked";
  return {
    role,
    now: say(rules),
    everywhere: own ? say(whole.roles[role] ?? []) : null,
    requirement: rich ? "as-now" : (only?.requirement ?? "no"),
    rich,
    yearFrom: rich ? null : (only?.yearFrom ?? null),
    yearTo: rich ? null : (only?.yearTo ?? null),
  };
}
