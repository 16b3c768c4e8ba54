import {
  OpenClassSessionForm,
  OpenStaffSessionForm,
} from "#components/signing-sessions/open-session-forms.tsx";
import { SessionsTable } from "#components/signing-sessions/sessions-table.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { ownUnit, schoolByUrn } from "#lib/organisations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { type SessionChoices, signingSessionsAt } from "#lib/signing-sessions/sessions-in-view.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import type { Urn } from "../../people/_shared/place.ts";
import { openClassSessionAction, openStaffSessionAction } from "../actions.ts";
import { sessionsPath } from "./place.ts";

/** Which class or role and which agreement to begin with, from wherever it was seen that they are missing. */
export type SessionsQuery = Record<string, string | string[] | undefined>;

type Props = { urn: Urn; query: SessionsQuery };

/** Sessions of a school, or of the organisation’s own people, of whom nobody is in a class. */
export async function SessionsPage({ urn, query }: Props) {
  const actor = await requireActor();
  const unit = await orNotFound(urn === null ? ownUnit(actor) : schoolByUrn(actor, urn));
  const choices = await orNotFound(signingSessionsAt(actor, unit.id));
  const back = may(actor, "overview:read", unit.id)
    ? { href: urn === null ? "/organisation" : `/school/${urn}`, label: unit.name }
    : { href: "/sign", label: "Agreements to sign" };
  const sessions = (
    <section className="cs-section" aria-labelledby="sessions">
      <h2 id="sessions">Open and recent sessions</h2>
      {choices.sessions.length > 0 ? (
        <SessionsTable
          sessions={choices.sessions}
          path={sessionsPath(urn)}
          timeZone={actor.organisation.timeZone}
        />
      ) : (
        <EmptyState title="No sessions in the last 60 days" />
      )}
    </section>
  );
  const grownUps = <OpenStaffSession urn={urn} choices={choices} query={query} />;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={back.href}>{back.label}</BackLink>}>
      <PageHeading
        caption={unit.name}
        lead={
          urn === null
            ? "Trustees, the central team and others of the organisation’s own people sign on shared tablets. You let each tablet in, and confirm who it was."
            : "Pupils sign on tablets in the room. You let each tablet in, and confirm who it was."
        }
      >
        {urn === null ? "Staff sessions" : "Class sessions"}
      </PageHeading>
      {urn === null ? grownUps : <OpenClassSession urn={urn} choices={choices} query={query} />}
      {sessions}
      {urn !== null && grownUps}
    </Shell>
  );
}

/** The one that the address asks for, or the only one there is. */
const only = <T,>(list: T[], id: (one: T) => string, asked: string | string[] | undefined) =>
  list.find((one) => id(one) === asked) ?? (list.length === 1 ? list[0] : undefined);

type OpenProps = { choices: SessionChoices; query: SessionsQuery };

function OpenClassSession({ urn, choices, query }: OpenProps & { urn: string }) {
  const { classes, agreements } = choices;
  return (
    <section className="cs-read" aria-labelledby="open">
      <h2 id="open" className="cs-hidden">
        Open a class session
      </h2>
      {classes.length === 0 || agreements.length === 0 ? (
        <EmptyState title={classes.length === 0 ? "No classes yet" : "No agreement for pupils yet"}>
          <p>
            {classes.length === 0
              ? "Once the office has put pupils into classes or tutor groups, sessions can be opened here."
              : "No agreement that is in force here is for pupils."}
          </p>
        </EmptyState>
      ) : (
        <OpenClassSessionForm
          action={openClassSessionAction.bind(null, urn)}
          choices={{ classes, agreements }}
          values={{
            classGroupId: only(classes, ({ id }) => id, query.class)?.id ?? "",
            seriesId: only(agreements, (one) => one.seriesId, query.agreement)?.seriesId ?? "",
            length: "lesson",
          }}
        />
      )}
    </section>
  );
}

function OpenStaffSession({ urn, choices, query }: OpenProps & { urn: Urn }) {
  const { staff } = choices;
  if (!staff || staff.roles.length === 0)
    return urn === null ? (
      <EmptyState title="No agreement for the organisation’s own people yet">
        <p>No agreement that is in force binds anybody of the central team or the board.</p>
      </EmptyState>
    ) : null;
  return (
    <section className="cs-section cs-read" aria-labelledby="staff">
      <h2 id="staff">{urn === null ? "Open a staff session" : "Grown-ups without an e-mail address"}</h2>
      <p className="mb-6">
        They sign on a shared tablet or their own phone, one after the other or all on a training day, and a
        colleague confirms who they are.
      </p>
      <OpenStaffSessionForm
        action={openStaffSessionAction.bind(null, urn)}
        staff={staff}
        values={{
          role: only(staff.roles, (role) => role, query.role) ?? "",
          seriesId: only(staff.agreements, (one) => one.seriesId, query.agreement)?.seriesId ?? "",
          length: "today",
        }}
      />
    </section>
  );
}
