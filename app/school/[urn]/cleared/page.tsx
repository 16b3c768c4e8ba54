import type { Metadata } from "next";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { BackLink, Pagination } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { ClearedTable, NoLongerClearedTable, UnconfirmedTable } from "#components/visits/cleared-tables.tsx";
import { sayDay } from "#lib/dates.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { membershipRoles, rolePlurals } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { clearedQuery } from "#lib/visits/schema.ts";
import { lostDays, whoIsCleared } from "#lib/visits/who-is-cleared.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { confirmVisitorAction } from "../visits/actions.ts";

type Props = {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Who may have a login or the Wi-Fi" };

export default async function ClearedListPage({ params, searchParams }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "cleared:read"));
  const query = clearedQuery.parse(await searchParams);
  const page = await orNotFound(whoIsCleared(actor, school.id, query));
  const path = `/school/${urn}/cleared`;
  const role = query.role ? `role=${query.role}` : "";
  const personHref = may(actor, "people:read", school.id)
    ? (id: string) => `/school/${urn}/people/${id}`
    : undefined;
  const address = (number: string) => `${path}?${[role, `page=${number}`].filter(Boolean).join("&")}`;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={`/school/${urn}`}>{school.name}</BackLink>}>
      <PageHeading
        caption={school.name}
        lead={`Who has signed everything that they must, as at today, ${sayDay(actor.today)}.`}
      >
        Who may have a login or the Wi-Fi
      </PageHeading>
      <Filters action={path} clear={role ? path : undefined}>
        <Select
          label="Role"
          name="role"
          defaultValue={query.role ?? ""}
          options={[
            { value: "", label: "All" },
            ...membershipRoles
              .filter((one) => one !== "parent")
              .map((value) => ({ value, label: rolePlurals[value] })),
          ]}
        />
      </Filters>
      <ClearedTable rows={page.rows} total={page.total} personHref={personHref} />
      <Pagination
        label="Who may have a login or the Wi-Fi"
        previous={query.page > 1 ? address(String(query.page - 1)) : undefined}
        next={page.next ? address(page.next) : undefined}
      />
      {page.total > 0 && (
        <p className="mt-8 cs-no-print">
          <LinkButton variant="secondary" href={`${path}/download${role ? `?${role}` : ""}`}>
            Download CSV
          </LinkButton>
        </p>
      )}
      {page.unconfirmed.length > 0 && (
        <section className="cs-section" aria-labelledby="unconfirmed">
          <h2 id="unconfirmed">Signed, and nobody has confirmed who they are: {page.unconfirmed.length}</h2>
          <p>
            They signed in at the door by themselves. Give them nothing before a colleague has confirmed who
            they are.
          </p>
          <UnconfirmedTable
            rows={page.unconfirmed}
            personHref={personHref}
            confirmOf={
              may(actor, "visits:receive", school.id)
                ? ({ visitId, name }) => (
                    <form action={confirmVisitorAction.bind(null, urn)}>
                      <input type="hidden" name="visit" value={visitId} />
                      <input type="hidden" name="then" value="cleared" />
                      <Button variant="secondary" aria-label={`Confirm: ${name}`}>
                        Confirm
                      </Button>
                    </form>
                  )
                : undefined
            }
          />
        </section>
      )}
      <section className="cs-section" aria-labelledby="lost">
        <h2 id="lost">No longer</h2>
        <p>
          Who left in the last {lostDays} days, and who has not signed a new version that is due. Take their
          login away.
        </p>
        <NoLongerClearedTable rows={page.lost} personHref={personHref} />
      </section>
    </Shell>
  );
}
