import { createHash } from "node:crypto";
import { now, today } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { academicYear, type Day } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";
import { askingMinutes } from "./words.ts";

/** What a tablet holds in its cookie: where it asked, and the random token that shows that it was this one. */
export type TabletPass = { organisationId: string; token: string };

export const writePass = ({ organisationId, token }: TabletPass): string => `${organisationId}.${token}`;

export function readPass(text: string | null): TabletPass | null {
  const [organisationId = "", token = "", more] = text?.split(".") ?? [];
  return isId(organisationId) && /^[\w-]{43}$/.test(token) && more === undefined
    ? { organisationId, token }
    : null;
}

export const tokenHash = (token: string): string =>
  createHash("sha256").update(`tablet:${token}`).digest("hex");

/** What becomes of a session by itself: its time runs out, or its class's school year ends. */
export type SessionState = "open" | "run-out" | "closed";

export function stateOf(
  session: { closedAt: Date | null; closesAt: Date; classYear: number | null },
  day: Day,
): SessionState {
  if (session.closedAt) return "closed";
  const yearIsOver = session.classYear !== null && session.classYear < academicYear(day);
  return session.closesAt <= now() || yearIsOver ? "run-out" : "open";
}

export type FoundTablet = {
  organisationId: string;
  today: Day;
  tabletId: string;
  tabletName: string;
  sessionId: string;
  unitId: string;
  unitName: string;
  role: string;
  classGroupId: string | null;
  className: string | null;
  seriesId: string;
  /** Only an admitted tablet of an open session may see or do anything. */
  standing: "asking" | "admitted" | "turned-away" | "lapsed" | Exclude<SessionState, "open">;
};

type Row = Omit<FoundTablet, "organisationId" | "today" | "standing"> & {
  timeZone: string;
  classYear: number | null;
  closesAt: Date;
  closedAt: Date | null;
  askedAt: Date;
  admittedAt: Date | null;
  turnedAwayAt: Date | null;
};

/**
 * The tablet that holds this pass, and how it stands; null for a pass that is none.
 * @param lock so that one thing at a time is done on it, and none while its session is being closed
 */
export async function findTablet(
  transaction: Transaction,
  { organisationId, token }: TabletPass,
  { lock = false } = {},
): Promise<FoundTablet | null> {
  if (lock)
    await transaction.$queryRaw`
      select 1 from session_tablet t
      join signing_session s on s.organisation_id = t.organisation_id and s.id = t.session_id
      where t.organisation_id = ${organisationId}::uuid and t.token_hash = ${tokenHash(token)}
      for update of t for share of s`;
  const [row] = await transaction.$queryRaw<Row[]>`
    select t.id as "tabletId", t.name as "tabletName", t.asked_at as "askedAt", t.admitted_at as "admittedAt",
      t.turned_away_at as "turnedAwayAt", s.id as "sessionId", s.unit_id as "unitId", u.name as "unitName", s.role,
      s.class_group_id as "classGroupId", c.name as "className", c.academic_year as "classYear",
      s.series_id as "seriesId", s.closes_at as "closesAt", s.closed_at as "closedAt", o.time_zone as "timeZone"
    from session_tablet t
    join signing_session s on s.organisation_id = t.organisation_id and s.id = t.session_id
    join unit u on u.organisation_id = t.organisation_id and u.id = s.unit_id
    join organisation o on o.organisation_id = t.organisation_id
    join organisation_directory d on d.id = t.organisation_id and d.state = 'open'
    left join class_group c on c.organisation_id = t.organisation_id and c.id = s.class_group_id
    where t.organisation_id = ${organisationId}::uuid and t.token_hash = ${tokenHash(token)}`;
  if (!row) return null;
  const { timeZone, classYear, closesAt, closedAt, askedAt, admittedAt, turnedAwayAt, ...tablet } = row;
  const day = today(timeZone);
  const state = stateOf({ closedAt, closesAt, classYear }, day);
  const standing = turnedAwayAt
    ? "turned-away"
    : state !== "open"
      ? state
      : admittedAt
        ? "admitted"
        : askedAt.getTime() < now().getTime() - askingMinutes * 60_000
          ? "lapsed"
          : "asking";
  return { ...tablet, organisationId, today: day, standing };
}
