import { AddRoleForm, EndForm, JoinClassForm } from "#components/people/forms.tsx";
import { sayDates, sayMembership } from "#components/people/person-facts.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { EmptyState } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { classesOfUnit } from "#lib/people/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { addRoleAction, joinClassAction, leaveClassAction } from "./actions.ts";
import { PersonFrame, type PersonHere, requirePerson } from "./person-frame.tsx";
import type { Query, Urn } from "./place.ts";

function Memberships({ at }: { at: PersonHere }) {
  const { person, actor, here } = at;
  if (person.memberships.length === 0) return <EmptyState title="No role here" />;
  return (
    <ul className="list-none p-0">
      {person.memberships.map((membership) => (
        <li key={membership.id} className="cs-stack mb-8">
          <p className="wrap-anywhere">
            <strong>{sayMembership(membership)}</strong> at {membership.unitName}, {sayDates(membership)}{" "}
            {membership.ended && <Tag>Ended</Tag>}
          </p>
          {may(actor, "people:change", membership.unitId) && (
            <div className="cs-buttons">
              <LinkButton variant="secondary" href={`${here}/roles/${membership.id}`}>
                Change<span className="cs-hidden"> {sayMembership(membership)}</span>
              </LinkButton>
              {!membership.ended && (
                <LinkButton variant="secondary" href={`${here}/roles/${membership.id}/end`}>
                  End membership<span className="cs-hidden"> as {sayMembership(membership)}</span>
                </LinkButton>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Classes({ at }: { at: PersonHere }) {
  const { person, actor, urn } = at;
  const current = person.classes.filter(({ ended, unitId }) => !ended && may(actor, "people:change", unitId));
  if (current.length === 0) return <EmptyState title="In no class or tutor group" />;
  return (
    <ul className="list-none p-0">
      {current.map((group, index) => (
        <li key={group.id} className="cs-stack mb-8">
          <p>
            <strong>{group.name}</strong>
            {group.part === "teacher" && ", as a teacher"}, {sayDates(group)}
          </p>
          <EndForm
            prefix={`end-${index}-`}
            folded={`Take out of ${group.name}`}
            action={leaveClassAction.bind(null, urn, group.id)}
            values={{ on: datePartsOf(group.startsOn > actor.today ? group.startsOn : actor.today) }}
            button={`Take out of ${group.name}`}
            warning={false}
          />
        </li>
      ))}
    </ul>
  );
}

export async function RolesPage({ urn, id, query }: { urn: Urn; id: string; query: Query }) {
  const at = await requirePerson(urn, id);
  const { actor, unit, person } = at;
  const classes = unit.kind === "school" ? await classesOfUnit(actor, unit.id) : [];
  const choices = classes.map(({ id: classId, name, academicYear }) => ({ id: classId, name, academicYear }));
  const startsOn = datePartsOf(actor.today);
  const pupil = person.memberships.some(({ role, ended }) => role === "pupil" && !ended);
  return (
    <PersonFrame at={at} heading="Roles and classes" query={query}>
      <section className="cs-section cs-stack" aria-labelledby="roles">
        <h2 id="roles">Roles</h2>
        <Memberships at={at} />
        <AddRoleForm
          prefix="role-"
          folded="Add a role"
          action={addRoleAction.bind(null, urn, id)}
          values={{ startsOn }}
          kind={unit.kind}
          classes={[]}
        />
      </section>
      {unit.kind === "school" && (
        <section className="cs-section cs-stack" aria-labelledby="classes">
          <h2 id="classes">Classes and tutor groups</h2>
          <Classes at={at} />
          {choices.length > 0 ? (
            <JoinClassForm
              prefix="class-"
              folded="Add to a class or tutor group"
              action={joinClassAction.bind(null, urn, id)}
              values={{ startsOn, part: pupil ? "pupil" : "teacher" }}
              classes={choices}
            />
          ) : (
            <p>
              {unit.name} has no classes yet. <a href={`${at.path}/classes`}>Make one</a>.
            </p>
          )}
        </section>
      )}
    </PersonFrame>
  );
}
