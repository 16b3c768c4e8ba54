import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import type { AnsweredResponse } from "#lib/obligations/my-answers.ts";
import { occasionOf } from "./asked-on-arrival.ts";
import type { Visit } from "./cleared-visit.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";

type Row = Omit<AnsweredResponse, "answers"> & {
  answers: (Omit<AnsweredResponse["answers"][number], "at"> & { at: string })[];
};

/**
 * What somebody who is let in wrote at this door instead of signing, with the answers that they have not said that they
 * have read; the newest first. Whoever came through the door has no other page to find them on.
 *
 * A visit shows what was written for itself, and what the same record wrote on earlier visits. A record that was joined
 * with another shows the former alone: a pass says what its own visit was for and no more. Nothing of a visit that was
 * not who they said is shown to anybody.
 * @param visit one that is running, of whoever showed its pass
 */
export async function answersAtTheDoor(
  school: SchoolAtTheDoor,
  visit: Pick<Visit, "id" | "personId" | "running">,
): Promise<AnsweredResponse[]> {
  if (!visit.running) return [];
  return inOrganisation(school.organisationId, (transaction) => unreadAnswers(transaction, school, visit));
}

async function unreadAnswers(
  transaction: Transaction,
  { organisationId, unit }: SchoolAtTheDoor,
  { id, personId }: Pick<Visit, "id" | "personId">,
): Promise<AnsweredResponse[]> {
  const rows = await transaction.$queryRaw<Row[]>`
    select r.id, r.obligation_id as "obligationId", r.subject_id as "subjectId", r.capacity, r.kind, a.title as agreement,
      null as "forWhom", r.words, r.made_at as "madeAt",
      jsonb_agg(jsonb_build_object('id', x.id, 'words', x.words, 'at', x.answered_at,
        'by', concat_ws(' ', coalesce(by.known_as, by.given_name), by.family_name)) order by x.answered_at, x.id) as answers
    from response r
    join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = r.agreement_id
    join visit v on v.organisation_id = ${organisationId}::uuid and r.occasion = 'visit:' || v.id
      and v.unit_id = ${unit.id}::uuid and v.pass not like '-%'
    join response_answer x on x.organisation_id = ${organisationId}::uuid and x.response_id = r.id
    join person by on by.organisation_id = ${organisationId}::uuid and by.id = x.answered_by_id
    where r.organisation_id = ${organisationId}::uuid and r.unit_id = ${unit.id}::uuid
      and r.kind in ('question', 'refusal') and r.capacity = 'own'
      and (r.occasion = ${occasionOf(id)} or r.signer_id = ${personId}::uuid and v.person_id = ${personId}::uuid
        and not exists (select 1 from person_alias al where al.organisation_id = ${organisationId}::uuid
          and ${personId}::uuid in (al.person_id, al.duplicate_id) and al.undone_at is null))
      and not exists (
        select 1 from event e where e.organisation_id = ${organisationId}::uuid and e.person_id = r.signer_id
          and e.kind = 'answer-read' and e.happened_at >= x.answered_at and e.details ->> 'answer' = x.id::text)
    group by r.organisation_id, r.id, a.title
    order by max(x.answered_at) desc, r.id limit 20`;
  return rows.map((row) => ({
    ...row,
    answers: row.answers.map((one) => ({ ...one, at: new Date(one.at) })),
  }));
}

/**
 * Records that somebody has read answers that the door has shown them; they are not shown again. Those that are not
 * theirs, or were marked before, are passed over.
 * @returns how many were marked
 */
export async function markAnswersRead(
  school: SchoolAtTheDoor,
  visit: Pick<Visit, "id" | "personId" | "running">,
  answerIds: string[],
): Promise<number> {
  if (!visit.running) return 0;
  const { organisationId, unit } = school;
  return inOrganisation(organisationId, async (transaction) => {
    // pressed twice at once, it is marked once
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`answers of ${visit.id}`}, 0))`;
    let marked = 0;
    for (const { agreement, answers, subjectId } of await unreadAnswers(transaction, school, visit))
      for (const { id } of answers) {
        if (!answerIds.includes(id)) continue;
        await recordEvent(transaction, { organisationId, personId: subjectId }, "answer-read", {
          unitId: unit.id,
          personId: subjectId,
          details: { agreement, school: unit.name, answer: id },
        });
        marked++;
      }
    return marked;
  });
}
