import type { ReactNode } from "react";
import type { NotSignedWays } from "#components/overview/not-signed-actions.tsx";
import { NotSignedFilters } from "#components/overview/not-signed-filters.tsx";
import { NotSignedTable } from "#components/overview/not-signed-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { filterChoices, type UnitInView } from "#lib/obligations/queries.ts";
import { asksForNoDay, type NotSignedQuery, notSignedQuery } from "#lib/obligations/schema.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { may } from "#lib/permissions/permissions.ts";
import { orNotFound } from "./acting.ts";
import { Shell } from "./shell.tsx";
import { formNotes } from "./sign/form-notes.ts";

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
  /** What the actor may do with rows there. */
  ways?: NotSignedWays;
  /** What has just been done, in words. */
  done?: ReactNode;
};

/** Who has not signed at one school, or among the organisation's own people: filters, the list, its file. */
export async function NotSignedView({
  actor,
  unit,
  searchParams,
  path,
  above,
  people,
  ways = {},
  done,
}: NotSignedViewProps) {
  const query = notSignedQuery.parse(searchParams);
  const { after: _after, ...filters } = query;
  const [page, choices] = await orNotFound(
    Promise.all([
      whoHasNotSigned(actor, unit.id, query),
      filterChoices(actor, unit.id, query.day ?? actor.today),
    ]),
  );
  const filtered = Boolean(
    query.name || query.role || query.class || query.agreement || query.reason || query.whose,
  );
  const file = address(`${path}/download`, filters);
  // as at another day the list shows what was or will be; what is done about it is done today
  const canAct = Object.keys(ways).length > 0 && (!query.day || query.day === actor.today);
  const notes = searchParams.check === "1" ? await formNotes() : null;
  return (
    <Shell actor={actor} width="wide" above={<BackLink href={above.href}>{above.label}</BackLink>}>
      <PageHeading caption={unit.name}>Who has not signed</PageHeading>
      {done && <Notice tone="success">{done}</Notice>}
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
        act={canAct ? { ways, filters: setOf(filters), problems: notes?.problems ?? [] } : undefined}
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

/** The filters that are set. */
const setOf = (query: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** A path with the filters that are set as its query. */
function address(path: string, query: Omit<NotSignedQuery, "after"> & { after?: string }): string {
  const set = setOf(query);
  return Object.keys(set).length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}
