import { notFound } from "next/navigation";
import { ChangeRoleForm, EndForm } from "#components/people/forms.tsx";
import { sayDates, sayMembership } from "#components/people/person-facts.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { dutyNames } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { changeRoleAction, endMembershipAction } from "./actions.ts";
import { PersonFrame, requirePerson } from "./person-frame.tsx";
import type { Urn } from "./place.ts";

type RolePageProps = { urn: Urn; id: string; membershipId: string };

async function requireMembership({ urn, id, membershipId }: RolePageProps) {
  const at = await requirePerson(urn, id);
  const membership = at.person.memberships.find((one) => one.id === membershipId);
  if (!membership || !may(at.actor, "people:change", membership.unitId)) notFound();
  return { at, membership };
}

export async function RolePage(props: RolePageProps) {
  const { at, membership } = await requireMembership(props);
  const { jobTitle, firm, yearGroup, startsOn, endsOn } = membership;
  const roles = `${at.here}/roles`;
  return (
    <PersonFrame at={at} heading="Change role" back={{ href: roles, words: "Roles and classes" }}>
      <p>
        {sayMembership(membership)} at {membership.unitName}, {sayDates(membership)}
      </p>
      <ChangeRoleForm
        action={changeRoleAction.bind(null, props.urn, props.id, props.membershipId)}
        values={{
          startsOn: datePartsOf(startsOn),
          endsOn: datePartsOf(endsOn),
          jobTitle: jobTitle ?? "",
          firm: firm ?? "",
          yearGroup: yearGroup === null ? "" : String(yearGroup),
        }}
        pupil={membership.role === "pupil"}
        cancel={roles}
      />
    </PersonFrame>
  );
}

/** The page that asks once more, and for the last day. */
export async function EndMembershipPage(props: RolePageProps) {
  const { at, membership } = await requireMembership(props);
  const { actor, person, here } = at;
  const day = membership.endsOn ?? (membership.startsOn > actor.today ? membership.startsOn : actor.today);
  const duties = person.duties.filter(({ ended, unitId }) => !ended && unitId === membership.unitId);
  return (
    <PersonFrame at={at} heading="End membership">
      <p>
        {sayMembership(membership)} at {membership.unitName}, {sayDates(membership)}
      </p>
      <ul>
        <li>From the day after, nothing is due from {person.name} in this role.</li>
        <li>Their classes here end on the same day.</li>
        {duties.length > 0 && (
          <li>
            If this is their last post here, what they may do in Countersign ends as well:{" "}
            {duties.map(({ kind }) => dutyNames[kind]).join(", ")}.
          </li>
        )}
        <li>What they signed is kept.</li>
      </ul>
      <EndForm
        action={endMembershipAction.bind(null, props.urn, props.membershipId)}
        values={{ on: datePartsOf(day) }}
        button="End membership"
        cancel={here}
      />
    </PersonFrame>
  );
}
