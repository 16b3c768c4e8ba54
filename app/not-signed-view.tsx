import { NotSignedFilters } from "#components/overview/not-signed-filters.tsx";
import { NotSignedTable } from "#components/overview/not-signed-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { filterChoices, type UnitInView } from "#lib/obligations/queries.ts";
import { asksForNoDay, type NotSignedQuery, notSignedQuery } from "#lib/obligations/schema.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound } from "./acting.ts";
import { Shell } from "./shell.tsx";

export type SearchParams = Record<string, string | string[] | undefined>;

type NotSignedViewProps = {
  actor: Actor;
  unit: UnitInView;
  searchParams: SearchParams;
  /** The list's own path; its file is at `/download` below it. */
  path: string;
  above: { href: string; label: string };
  /** Where the pages of people are. */
  people: string;
};

/** Who has not signed at one school, or among the organisation's own people: filters, the list, its file. */
export async function NotSignedView({ actor, unit, searchParams, path, above, people }: NotSignedViewProps) {
  const query = notSignedQuery.parse(searchParams);
  const { after: _after, ...filters } = query;
  const [page, choices] = await orNotFound(
    Promise.all([
      whoHasNotSigned(actor, unit.id, query),
      filterChoices(actor, unit.id, query.day ?? actor.today),
    ]),
  );
  const filtered = Boolean(query.role || query.class || query.agreement || query.reason || query.whose);
  const file = address(`${path}/download`, filters);
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={above.href}>{above.label}</BackLink>}>
      <PageHeading caption={unit.name}>Who has not signed</PageHeading>
      <NotSignedFilters
        action={path}
        query={query}
        choices={choices}
        today={actor.today}
        dayError={asksForNoDay(searchParams.day) ? "Enter a real date. The list is of today" : undefined}
      />
      <NotSignedTable
        page={page}
        place={unit.name}
        today={actor.today}
        filtered={filtered}
        personHref={may(actor, "people:read", unit.id) ? (id) => `${people}/${id}` : undefined}
        first={query.after ? address(path, filters) : undefined}
        next={page.next ? address(path, { ...filters, after: page.next }) : undefined}
      />
      {page.total > 0 && (
        <p className="mt-8 cs-no-print">
          <LinkButton variant="secondary" href={file}>
            Download CSV
          </LinkButton>
        </p>
      )}
    </Shell>
  );
}

/** A path with the filters that are set as its query. */
function address(path: string, query: Omit<NotSignedQuery, "after"> & { after?: string }): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}
