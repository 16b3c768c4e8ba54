import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { namedLike } from "#lib/people/named-like.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { obligationRows } from "./obligation-rows.ts";
import type { NotSignedQuery } from "./schema.ts";
import { notDue, type Reason, type Signer } from "./words.ts";

/** One signature that is not there: of a person, under one agreement. */
export type NotSigned = {
  personId: string;
  /** The name they are known by. */
  name: string;
  familyName: string;
  roles: MembershipRole[];
  /** Classes and tutor groups of that day, for a pupil. */
  classes: string[];
  seriesId: string;
  agreement: string;
  policy: string;
  reason: Reason;
  /** Whether the person's own signature is asked for: some pupils need only a parent's or carer's. */
  signsThemselves: boolean;
  /** When they start, for `not-started`. */
  startsOn: Day;
  /** Whether whoever is awaited (themself, or a parent or carer) has an e-mail address that may be written to. */
  reachable: boolean;
};

export type NotSignedPage = {
  day: Day;
  rows: NotSigned[];
  /** How many rows there are on all pages together, and of how many people. */
  total: number;
  people: number;
  /** Of how many people a signature is due on the day. */
  peopleDue: number;
  /** Of the total, how many are for each reason. */
  reasons: Record<Reason, number>;
  /** Where the next page goes on, for the query's `after`; null on the last. */
  next: string | null;
};

export const pageSize = 50;

/**
 * Who has not signed at one school (or in the organisation's own unit), as at a day: what is known now about that
 * day. Paged by name. Throws not-found without `not-signed:read` there.
 */
export async function whoHasNotSigned(
  actor: Actor,
  unitId: string,
  query: NotSignedQuery,
  size = pageSize,
): Promise<NotSignedPage> {
  demand(actor, "not-signed:read", unitId);
  return inOrganisation(actor.organisationId, (transaction) =>
    notSignedPage(transaction, actor, unitId, query, size),
  );
}

/** All rows of the same list, a page at a time, for a file. */
export async function* everyoneWhoHasNotSigned(
  actor: Actor,
  unitId: string,
  query: NotSignedQuery,
  size = 1000,
): AsyncGenerator<NotSigned[]> {
  let after = query.after;
  for (;;) {
    const page = await whoHasNotSigned(actor, unitId, { ...query, after }, size);
    if (page.rows.length > 0) yield page.rows;
    if (!page.next) return;
    const [personId = "", seriesId = ""] = page.next.split("_");
    after = { personId, seriesId };
  }
}

/** The reason of an `obligation` row that is not done. */
export const reasonOfRow = Prisma.sql`
  case when not started then 'not-started'
    when aside is not null then aside
    when response_kind = 'question' then 'question'
    when response_kind is not null then 'declined'
    when must and not own then 'not-signed'
    else 'parent-awaited' end`;

/** What an `obligation` row lacks, as the figures of a school count it. */
const missing: Record<Signer, Prisma.Sql> = {
  own: Prisma.sql`o.must and not o.own`,
  parent: Prisma.sql`o.with_parent and not o.countersigned`,
};

type Row = Omit<NotSigned, "reason"> & {
  reason: Reason | null;
  total: number;
  people: number;
  peopleDue: number;
  byReason: Record<string, number> | null;
};

/**
 * One statement. For a school of 1,000 with three agreements it takes as long in an organisation of 1,000 people as
 * in one of 100,000 with a million signatures (some 50 ms; `npm run bench` measures it).
 */
async function notSignedPage(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
  query: NotSignedQuery,
  size: number,
): Promise<NotSignedPage> {
  const { organisationId } = actor;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const day = query.day ?? actor.today;
  const { after, reason, whose } = query;
  const found = await transaction.$queryRaw<Row[]>`
    with ${obligationRows({
      organisationId,
      timeZone: actor.organisation.timeZone,
      day,
      unitIds: [unitId],
      // those who have started since were not bound on a day gone by
      withStarters: day >= actor.today,
      role: query.role,
      classGroupId: query.class,
      seriesId: query.agreement,
    })}, unsigned as materialized (
      select o.*, ${reasonOfRow} as reason from obligation o where not o.done
        ${whose ? Prisma.sql`and ${missing[whose]}` : Prisma.empty}
    ), listed as materialized (
      select * from unsigned where ${namedLike(query.name, Prisma.sql`sort_name`)}
        ${reason ? Prisma.sql`and reason = ${reason}` : Prisma.empty}
    ), page as (
      select l.* from listed l
      ${
        after
          ? Prisma.sql`where (l.sort_name, l.person_id, l.series_id) > (
              (select p.sort_name from person p where p.organisation_id = ${organisation} and p.id = ${after.personId}::uuid),
              ${after.personId}::uuid, ${after.seriesId}::uuid)`
          : Prisma.empty
      }
      order by l.sort_name, l.person_id, l.series_id limit ${size + 1}
    ), counted as (
      select count(*)::int as total, count(distinct person_id)::int as people,
        count(distinct person_id) filter (where reason <> all (${[...notDue]}))::int as people_due,
        (select jsonb_object_agg(r.reason, r.many) from (select reason, count(*) as many from listed group by reason) r) as by_reason
      from listed
    )
    select c.total, c.people, c.people_due as "peopleDue", c.by_reason as "byReason", l.person_id as "personId",
      concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name, p.family_name as "familyName",
      l.roles, coalesce(k.names, '{}') as classes, l.series_id as "seriesId", a.title as agreement,
      pol.title as policy, l.reason, l.must as "signsThemselves", to_char(l.starts_on, 'YYYY-MM-DD') as "startsOn",
      coalesce(r.yes, false) as reachable
    from counted c
    left join page l on true
    left join person p on p.organisation_id = ${organisation} and p.id = l.person_id
    left join agreement a on a.organisation_id = ${organisation} and a.id = l.agreement_id
    left join series se on se.organisation_id = ${organisation} and se.id = l.series_id
    left join policy pol on pol.organisation_id = ${organisation} and pol.id = se.policy_id
    left join lateral (
      select array_agg(g.name order by g.name) as names
      from class_membership m
      join class_group g on g.organisation_id = ${organisation} and g.id = m.class_group_id and g.unit_id = ${unitId}::uuid
      where m.organisation_id = ${organisation} and m.person_id = l.person_id and m.part = 'pupil'
        and m.starts_on <= ${day}::date and (m.ends_on is null or m.ends_on >= ${day}::date)
    ) k on true
    left join lateral (
      -- an address that somebody shares who must not be contacted is nobody's to write to
      select true as yes from address a
      where a.organisation_id = ${organisation} and a.ended_at is null and (
          l.must and not l.own and a.person_id = l.person_id
          or l.with_parent and not l.countersigned and (l.own or not l.must) and a.person_id in (
            select c.adult_id from contact c where c.organisation_id = ${organisation} and c.pupil_id = l.person_id
              and c.may_sign and not c.do_not_contact and c.disputed_at is null
              and c.starts_on <= ${day}::date and (c.ends_on is null or c.ends_on >= ${day}::date)))
        and not exists (
          select 1 from address x
          join contact c on c.organisation_id = ${organisation} and c.adult_id = x.person_id and c.do_not_contact
            and (c.ends_on is null or c.ends_on >= ${day}::date)
          where x.organisation_id = ${organisation} and x.normalised = a.normalised and x.ended_at is null)
      limit 1
    ) r on true
    order by l.sort_name, l.person_id, l.series_id`;
  return pageOf(found, day, size);
}

function pageOf(found: Row[], day: Day, size: number): NotSignedPage {
  const [first] = found;
  const rows = found.filter((row): row is Row & { reason: Reason } => row.reason !== null);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    day,
    rows: shown.map(
      ({ total: _total, people: _people, peopleDue: _peopleDue, byReason: _byReason, ...row }) => ({
        ...row,
        // two posts of one role are one role
        roles: [...new Set(row.roles)],
      }),
    ),
    total: first?.total ?? 0,
    people: first?.people ?? 0,
    peopleDue: first?.peopleDue ?? 0,
    reasons: {
      "not-signed": 0,
      "parent-awaited": 0,
      question: 0,
      declined: 0,
      away: 0,
      excused: 0,
      "not-started": 0,
      ...first?.byReason,
    },
    next: last && rows.length > size ? `${last.personId}_${last.seriesId}` : null,
  };
}
