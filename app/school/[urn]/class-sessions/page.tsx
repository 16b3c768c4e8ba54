import type { Metadata } from "next";
import {
  OpenClassSessionForm,
  OpenStaffSessionForm,
} from "#components/signing-sessions/open-session-forms.tsx";
import { SessionsTable } from "#components/signing-sessions/sessions-table.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { signingSessionsAt } from "#lib/signing-sessions/sessions-in-view.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { openClassSessionAction, openStaffSessionAction } from "./actions.ts";

export const metadata: Metadata = { title: "Class sessions" };

type Props = {
  params: Promise<{ urn: string }>;
  /** Which class or role and which agreement to begin with, from wherever it was seen that they are missing. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ClassSessionsPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const query = await searchParams;
  const actor = await requireActor();
  const school = await orNotFound(schoolByUrn(actor, urn));
  const choices = await orNotFound(signingSessionsAt(actor, school.id));
  const { classes, agreements, staff, sessions } = choices;
  const only = <T,>(list: T[], id: (one: T) => string, asked: string | string[] | undefined) =>
    list.find((one) => id(one) === asked) ?? (list.length === 1 ? list[0] : undefined);
  const classGroupId = only(classes, ({ id }) => id, query.class)?.id ?? "";
  const seriesId = only(agreements, (one) => one.seriesId, query.agreement)?.seriesId ?? "";
  const path = `/school/${urn}/class-sessions`;
  const back = may(actor, "overview:read", school.id)
    ? { href: `/school/${urn}`, label: school.name }
    : { href: "/sign", label: "Agreements to sign" };
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={back.href}>{back.label}</BackLink>}>
      <PageHeading
        caption={school.name}
        lead="Pupils sign on tablets in the room. You let each tablet in, and confirm who it was."
      >
        Class sessions
      </PageHeading>
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
            values={{ classGroupId, seriesId, length: "lesson" }}
          />
        )}
      </section>
      <section className="cs-section" aria-labelledby="sessions">
        <h2 id="sessions">Open and recent sessions</h2>
        {sessions.length > 0 ? (
          <SessionsTable sessions={sessions} path={path} timeZone={actor.organisation.timeZone} />
        ) : (
          <EmptyState title="No sessions in the last 60 days" />
        )}
      </section>
      {staff && staff.roles.length > 0 && (
        <section className="cs-section cs-read" aria-labelledby="staff">
          <h2 id="staff">Grown-ups without an e-mail address</h2>
          <p className="mb-6">
            They sign on a shared tablet or their own phone, one after the other or all on a training day, and
            a colleague confirms who they are.
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
      )}
    </Shell>
  );
}
