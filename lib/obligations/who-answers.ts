import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { may } from "#lib/permissions/permissions.ts";

/** Who holds what at one unit today, as far as it decides who answers there. Identifiers of people. */
export type Posts = {
  /** Heads of the school or of the whole organisation. */
  heads: string[];
  /** Chairs of the unit's governing body; of the organisation's board where it has no chair. */
  chairs: string[];
  administrators: string[];
};

/**
 * Who answers a question, refusal or objection. The head's own goes to whoever chairs the governing body of that
 * school, else the organisation's board; everybody else's to the head. Where that post is empty, or held by the
 * writer alone, organisation administrators act, and in the end any other head: nothing goes unread because a post
 * is empty. Nobody answers themself.
 */
export function whoAnswers({ heads, chairs, administrators }: Posts, writerIds: readonly string[]): string[] {
  const others = (people: string[]) => people.filter((id) => !writerIds.includes(id));
  const isHead = heads.some((id) => writerIds.includes(id));
  const inOrder = isHead ? [chairs, administrators, heads] : [heads, administrators, chairs];
  return inOrder.map(others).find((people) => people.length > 0) ?? [];
}

/**
 * Whether somebody may answer a response of these writers at a unit: whoever it goes to, and for everything but a
 * head's own those who hold `responses:answer` there.
 */
export function mayAnswer(actor: Actor, unitId: string, posts: Posts, writerIds: readonly string[]): boolean {
  if (writerIds.includes(actor.personId)) return false;
  const isHead = posts.heads.some((id) => writerIds.includes(id));
  if (!isHead && may(actor, "responses:answer", unitId)) return true;
  return whoAnswers(posts, writerIds).includes(actor.personId);
}

/**
 * Whether somebody may read it: whoever may answer; for everything but a head's own those who hold `responses:read`
 * there; and of a head's own those whose duty is to look at everything, not the other heads.
 */
export function mayRead(actor: Actor, unitId: string, posts: Posts, writerIds: readonly string[]): boolean {
  if (writerIds.includes(actor.personId)) return false;
  if (mayAnswer(actor, unitId, posts, writerIds)) return true;
  const isHead = posts.heads.some((id) => writerIds.includes(id));
  if (!isHead) return may(actor, "responses:read", unitId);
  return actor.duties.some(
    ({ kind, unitId: at, unitKind }) =>
      (kind === "organisation-administrator" || kind === "auditor") &&
      (unitKind === "organisation" || at === unitId),
  );
}

type Row = Posts & { boardChairs: string[] };

/** Who holds these posts at a unit today. */
export async function postsAt(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  unitId: string,
): Promise<Posts> {
  const [row] = await transaction.$queryRaw<Row[]>`
    with held as (
      select d.kind, d.unit_id, d.person_id from duty d
      where d.organisation_id = ${organisationId}::uuid and d.unit_id in (${unitId}::uuid, ${organisationId}::uuid)
        and d.kind in ('head', 'organisation-administrator') and d.starts_on <= ${today}::date
        and (d.ends_on is null or d.ends_on >= ${today}::date)
    ), chair as (
      select b.unit_id, b.kind, s.person_id from seat s
      join body b on b.organisation_id = ${organisationId}::uuid and b.id = s.body_id
      where s.organisation_id = ${organisationId}::uuid and s.part = 'chair' and s.starts_on <= ${today}::date
        and (s.ends_on is null or s.ends_on >= ${today}::date)
        and b.unit_id in (${unitId}::uuid, ${organisationId}::uuid)
    )
    select array(select distinct person_id::text from held where kind = 'head') as heads,
      array(select distinct person_id::text from held where kind = 'organisation-administrator') as administrators,
      array(select distinct person_id::text from chair where unit_id = ${unitId}::uuid and kind <> 'committee') as chairs,
      array(select distinct person_id::text from chair where unit_id = ${organisationId}::uuid and kind <> 'committee') as "boardChairs"`;
  if (!row) return { heads: [], chairs: [], administrators: [] };
  const { boardChairs, ...posts } = row;
  return { ...posts, chairs: posts.chairs.length > 0 ? posts.chairs : boardChairs };
}
