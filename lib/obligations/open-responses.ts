import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { mayAnswer, mayRead, type Posts, postsAt } from "./who-answers.ts";

export type ResponseKind = "question" | "refusal" | "objection" | "not-my-child";

/** What somebody wrote instead of signing, or about a signature. */
export type OpenResponse = {
  id: string;
  kind: ResponseKind;
  /** Whose agreement it is about, and who wrote; another person where a parent or carer countersigns. */
  subject: string;
  subjectId: string;
  writer: string;
  writerId: string;
  agreement: string;
  words: string;
  madeAt: Date;
};

export type Answer = { id: string; words: string; by: string; at: Date };

/** An answer, and when its reader has said that they read it; who reads it on a screen of their own is not asked. */
export type ListedAnswer = Answer & { readAt: Date | null };

export type ListedResponse = OpenResponse & {
  unitId: string;
  school: string;
  answers: ListedAnswer[];
  /** Whether the actor may answer it. */
  answerable: boolean;
};

export type OpenResponses = { latest: OpenResponse[]; questions: number; refusals: number };

type Where = "waiting" | "answered";
type Row = OpenResponse & { unitId: string; school: string; writerIds: string[]; answers: StoredAnswer[] };
type StoredAnswer = Omit<Answer, "at"> & { at: string; readAt: string | null };

/**
 * What was written at a unit: waiting for an answer (nobody answered and, for a question or refusal, nobody has
 * signed since), or answered. Newest first.
 */
async function responsesAt(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  where: Where,
): Promise<Row[]> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const answered = Prisma.sql`exists (select 1 from response_answer x where x.organisation_id = ${organisation} and x.response_id = r.id)`;
  // any record of the same person may have signed, for any record of the same pupil
  const signedSince = Prisma.sql`r.kind in ('question', 'refusal') and exists (
      select 1 from signature s where s.organisation_id = ${organisation} and s.series_id = r.series_id
        and s.capacity = r.capacity and s.subject_id = any (su.ids) and s.signer_id = any (si.ids)
        and s.round >= r.round and s.occasion >= r.occasion
        and not exists (select 1 from signature_void v where v.organisation_id = ${organisation} and v.signature_id = s.id))`;
  return transaction.$queryRaw<Row[]>`
    with record as materialized (
      select al.duplicate_id as id, al.person_id as now_id from person_alias al
      where al.organisation_id = ${organisation} and al.undone_at is null
    )
    select r.id, r.kind, r.words, r.made_at as "madeAt", a.title as agreement, r.unit_id as "unitId", u.name as school,
      concat_ws(' ', coalesce(sp.known_as, sp.given_name), sp.family_name) as subject, sp.id as "subjectId",
      concat_ws(' ', coalesce(wp.known_as, wp.given_name), wp.family_name) as writer, wp.id as "writerId",
      si.ids::text[] as "writerIds",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', x.id, 'words', x.words, 'at', x.answered_at,
          'by', concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name), 'readAt', (
            select min(e.happened_at) from event e
            where e.organisation_id = ${organisation} and e.person_id = r.signer_id and e.kind = 'answer-read'
              and e.happened_at >= x.answered_at and e.details ->> 'answer' = x.id::text)) order by x.answered_at, x.id)
        from response_answer x join person p on p.organisation_id = ${organisation} and p.id = x.answered_by_id
        where x.organisation_id = ${organisation} and x.response_id = r.id), '[]') as answers
    from response r
    join agreement a on a.organisation_id = ${organisation} and a.id = r.agreement_id
    join unit u on u.organisation_id = ${organisation} and u.id = r.unit_id
    left join record rs on rs.id = r.subject_id
    left join record rw on rw.id = r.signer_id
    join person sp on sp.organisation_id = ${organisation} and sp.id = coalesce(rs.now_id, r.subject_id)
    join person wp on wp.organisation_id = ${organisation} and wp.id = coalesce(rw.now_id, r.signer_id)
    cross join lateral (select sp.id || array(select id from record where now_id = sp.id) as ids) su
    cross join lateral (select wp.id || array(select id from record where now_id = wp.id) as ids) si
    where r.organisation_id = ${organisation} and r.unit_id = ${unitId}::uuid
      and ${where === "answered" ? answered : Prisma.sql`not ${answered} and not (${signedSince})`}
    order by r.made_at desc, r.id desc
    limit 2000`;
}

const listed = (actor: Actor, posts: Posts, { writerIds, ...row }: Row): ListedResponse => ({
  ...row,
  answers: row.answers.map((one) => ({
    ...one,
    at: new Date(one.at),
    readAt: one.readAt === null ? null : new Date(one.readAt),
  })),
  answerable: mayAnswer(actor, row.unitId, posts, writerIds),
});

export const responsesOnPage = 20;

export type ResponsesPage = { rows: ListedResponse[]; total: number; from: number };

/**
 * Questions, refusals, objections and reports at some units that the actor may read, newest first. Their own are not
 * among them, nor a head's own for anybody but whoever answers it and those who look at everything.
 * @throws Refusal "not-found" for who may read none at any of them
 */
export async function listResponses(
  actor: Actor,
  unitIds: string[],
  where: Where,
  from = 0,
): Promise<ResponsesPage> {
  const found: ListedResponse[] = [];
  let allowed = false;
  await inOrganisation(actor.organisationId, async (transaction) => {
    for (const unitId of unitIds) {
      const posts = await postsAt(transaction, actor, unitId);
      if (!opensList(actor, unitId, posts)) continue;
      allowed = true;
      const rows = await responsesAt(transaction, actor.organisationId, unitId, where);
      found.push(
        ...rows
          .filter(({ writerIds }) => mayRead(actor, unitId, posts, writerIds))
          .map((row) => listed(actor, posts, row)),
      );
    }
  });
  if (!allowed) throw notFound();
  found.sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime() || (one.id < other.id ? 1 : -1));
  return { rows: found.slice(from, from + responsesOnPage), total: found.length, from };
}

/** Whether somebody has anything to do with what is written at a unit: by a duty, or because a post falls to them. */
function opensList(actor: Actor, unitId: string, posts: Posts): boolean {
  return (
    posts.chairs.includes(actor.personId) ||
    [["nobody"], posts.heads].some((writers) => mayRead(actor, unitId, posts, writers))
  );
}

/**
 * The newest open responses at a school with their words, and how many there are. Throws not-found without
 * `responses:read` there.
 */
export async function openResponses(actor: Actor, unitId: string, most = 5): Promise<OpenResponses> {
  demand(actor, "responses:read", unitId);
  const { organisationId } = actor;
  const rows = await inOrganisation(organisationId, async (transaction) => {
    const posts = await postsAt(transaction, actor, unitId);
    const all = await responsesAt(transaction, organisationId, unitId, "waiting");
    return all.filter(({ writerIds }) => mayRead(actor, unitId, posts, writerIds));
  });
  const questions = rows.filter(({ kind }) => kind === "question").length;
  return {
    latest: rows
      .slice(0, most)
      .map(({ unitId: _unit, school: _school, writerIds: _writers, answers: _answers, ...row }) => row),
    questions,
    refusals: rows.length - questions,
  };
}

/** One response that the actor may answer. @throws Refusal "not-found" */
export async function responseToAnswer(
  transaction: Transaction,
  actor: Actor,
  responseId: string,
): Promise<{
  unitId: string;
  seriesId: string;
  kind: ResponseKind;
  words: string;
  agreement: string;
  writerId: string;
  subjectId: string;
  writer: string;
  answers: number;
}> {
  const { organisationId } = actor;
  const row = await transaction.response.findUnique({
    where: { organisationId_id: { organisationId, id: responseId } },
    select: {
      unitId: true,
      seriesId: true,
      kind: true,
      words: true,
      signerId: true,
      subjectId: true,
      agreement: { select: { title: true } },
    },
  });
  if (!row) throw notFound();
  const writerId = await recordNow(transaction, organisationId, row.signerId);
  const writer = await transaction.person.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: writerId } },
    select: { givenName: true, familyName: true, knownAs: true },
  });
  const posts = await postsAt(transaction, actor, row.unitId);
  if (!mayAnswer(actor, row.unitId, posts, [writerId, row.signerId])) throw notFound();
  const answers = await transaction.responseAnswer.count({ where: { organisationId, responseId } });
  return {
    unitId: row.unitId,
    seriesId: row.seriesId,
    kind: row.kind as ResponseKind,
    words: row.words,
    agreement: row.agreement.title,
    writerId,
    subjectId: row.subjectId,
    writer: `${writer.knownAs ?? writer.givenName} ${writer.familyName}`,
    answers,
  };
}

/** The record that stands for a person now: another one where two were joined. */
async function recordNow(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<string> {
  const alias = await transaction.personAlias.findFirst({
    where: { organisationId, duplicateId: personId, undoneAt: null },
    select: { personId: true },
  });
  return alias?.personId ?? personId;
}

/**
 * The units whose heads' own questions fall to the actor because they chair: those of their governing bodies, and for
 * whoever chairs the organisation's board those where something was written and nobody chairs.
 */
export async function unitsChaired(actor: Actor): Promise<string[]> {
  const { organisationId, today, seats } = actor;
  const chaired = new Set(seats.filter(({ part }) => part === "chair").map(({ unitId }) => unitId));
  if (!chaired.has(organisationId)) return [...chaired];
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ id: string }[]>`
      select distinct r.unit_id::text as id from response r
      where r.organisation_id = ${organisationId}::uuid and not exists (
        select 1 from body b join seat s on s.organisation_id = ${organisationId}::uuid and s.body_id = b.id
        where b.organisation_id = ${organisationId}::uuid and b.unit_id = r.unit_id and b.kind <> 'committee'
          and s.part = 'chair' and s.starts_on <= ${today}::date and (s.ends_on is null or s.ends_on >= ${today}::date))`,
  );
  return [...new Set([...chaired, ...rows.map(({ id }) => id)])];
}
