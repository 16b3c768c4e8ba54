import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Answer, ResponseKind } from "./open-responses.ts";

/** What somebody wrote, with what they were answered. */
export type AnsweredResponse = {
  id: string;
  obligationId: string;
  kind: ResponseKind;
  agreement: string;
  subjectId: string;
  capacity: "own" | "countersign";
  /** For whom it was asked, where that is not themself. */
  forWhom: string | null;
  words: string;
  madeAt: Date;
  answers: Answer[];
};

type Row = Omit<AnsweredResponse, "answers"> & { answers: (Omit<Answer, "at"> & { at: string })[] };

/** The answers to what a person wrote under any record of theirs, the newest first. At most 20. */
export async function answersTo(
  actor: Pick<Actor, "organisationId" | "personId">,
  seriesId?: string,
): Promise<AnsweredResponse[]> {
  const { organisationId, personId } = actor;
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Row[]>`
      select r.id, r.obligation_id as "obligationId", r.subject_id as "subjectId", r.capacity, r.kind, a.title as agreement, r.words, r.made_at as "madeAt",
        case when r.capacity = 'countersign' then concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) end as "forWhom",
        jsonb_agg(jsonb_build_object('id', x.id, 'words', x.words, 'at', x.answered_at,
          'by', concat_ws(' ', coalesce(by.known_as, by.given_name), by.family_name)) order by x.answered_at, x.id) as answers
      from response r
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = r.agreement_id
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = r.subject_id
      join response_answer x on x.organisation_id = ${organisationId}::uuid and x.response_id = r.id
      join person by on by.organisation_id = ${organisationId}::uuid and by.id = x.answered_by_id
      where r.organisation_id = ${organisationId}::uuid
        and (r.signer_id = ${personId}::uuid or r.signer_id in (
          select al.duplicate_id from person_alias al where al.organisation_id = ${organisationId}::uuid
            and al.person_id = ${personId}::uuid and al.undone_at is null))
        and (${seriesId ?? null}::uuid is null or r.series_id = ${seriesId ?? null}::uuid)
        -- of a child of whom nothing may be shown to them any more, no name
        and (r.capacity = 'own' or not exists (
          select 1 from contact c where c.organisation_id = ${organisationId}::uuid and c.adult_id = ${personId}::uuid
            and c.pupil_id in (select r.subject_id union all select al.person_id from person_alias al
              where al.organisation_id = ${organisationId}::uuid and al.duplicate_id = r.subject_id and al.undone_at is null) and (c.do_not_contact or c.disputed_at is not null)))
      group by r.id, r.obligation_id, r.kind, a.title, r.words, r.made_at, r.subject_id, r.capacity, p.known_as, p.given_name, p.family_name
      order by max(x.answered_at) desc limit 20`,
  );
  return rows.map((row) => ({
    ...row,
    answers: row.answers.map((one) => ({ ...one, at: new Date(one.at) })),
  }));
}
