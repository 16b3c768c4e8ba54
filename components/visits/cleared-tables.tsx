import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/notice.tsx";
import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import { type MembershipRole, roleNames, sayPeople } from "#lib/people/words.ts";
import type { Cleared, ClearedPage, NoLongerCleared } from "#lib/visits/who-is-cleared.ts";

type PersonHref = ((personId: string) => string) | undefined;

const nameOf = ({ personId, name }: { personId: string; name: string }, href: PersonHref): ReactNode =>
  href ? <a href={href(personId)}>{name}</a> : name;

const sayRoles = (roles: MembershipRole[]) => roles.map((role) => roleNames[role]).join(", ");

/** Who may have a login or the Wi-Fi, and since when. */
export function ClearedTable({
  rows,
  total,
  personHref,
}: {
  rows: Cleared[];
  total: number;
  personHref: PersonHref;
}) {
  if (rows.length === 0) return <EmptyState title="Nobody yet" />;
  return (
    <Table
      caption={`${sayPeople(total)} signed everything that they must${rows.length < total ? `; ${rows.length} are shown here` : ""}`}
      columns={[
        { header: "Name", rowHeader: true },
        { header: "Role" },
        { header: "Firm or agency" },
        { header: "Since", noWrap: true },
        { header: "Until", noWrap: true },
      ]}
      rows={rows.map((row) => ({
        key: row.personId,
        cells: [
          nameOf(row, personHref),
          sayRoles(row.roles),
          row.firm ?? "–",
          sayDay(row.since),
          row.until ? sayDay(row.until) : "–",
        ],
      }))}
    />
  );
}

type Unconfirmed = ClearedPage["unconfirmed"][number];

/** Who signed on arriving, and of whom nobody has confirmed yet who they are. */
export function UnconfirmedTable({
  rows,
  personHref,
  confirmOf,
}: {
  rows: Unconfirmed[];
  personHref: PersonHref;
  /** For who may confirm it. */
  confirmOf: ((row: Unconfirmed) => ReactNode) | undefined;
}) {
  return (
    <Table
      caption="Signed, and nobody has confirmed who they are"
      captionHidden
      columns={[
        { header: "Name", rowHeader: true },
        { header: "Role" },
        { header: "Firm or agency" },
        { header: "Until", noWrap: true },
        ...(confirmOf ? [{ header: "Confirm" }] : []),
      ]}
      rows={rows.map((row) => ({
        key: row.visitId,
        cells: [
          nameOf(row, personHref),
          sayRoles(row.roles),
          row.firm ?? "–",
          row.until ? sayDay(row.until) : "–",
          ...(confirmOf ? [confirmOf(row)] : []),
        ],
      }))}
    />
  );
}

const sayWhy = ({ why, on }: NoLongerCleared): string =>
  why === "left" ? `Left on ${sayDay(on)}` : `Has not signed the new version, due ${sayDay(on)}`;

/** Who was cleared and is no longer. */
export function NoLongerClearedTable({
  rows,
  personHref,
}: {
  rows: NoLongerCleared[];
  personHref: PersonHref;
}) {
  if (rows.length === 0) return <EmptyState title="Nobody" />;
  return (
    <Table
      caption={`${sayPeople(rows.length)}, the latest first`}
      columns={[{ header: "Name", rowHeader: true }, { header: "Role" }, { header: "Why" }]}
      rows={rows.map((row) => ({
        key: `${row.personId} ${row.why}`,
        cells: [nameOf(row, personHref), sayRoles(row.roles), sayWhy(row)],
      }))}
    />
  );
}
