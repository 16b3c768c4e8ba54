import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { obligationRows } from "./obligation-rows.ts";

/** A question or refusal that waits for an answer: nobody has signed since. */
export type OpenResponse = {
  id: string;
  kind: "question" | "refusal" | "objection" | "not-my-child";
  /** Whose agreement it is about, and who wrote; another person where a parent or carer countersigns. */
  subject: string;
  subjectId: string;
  writer: string;
  writerId: string;
  agreement: string;
  words: string;
  madeAt: Date;
};

export type OpenResponses = { latest: OpenResponse[]; questions: number; refusals: number };

/**
 * The newest open questions and refusals at a school with their words, and how many there are. Throws not-found
 * without `responses:read` there.
 */
export async function openResponses(actor: Actor, unitId: string, most = 5): Promise<OpenResponses> {
  demand(actor, "responses:read", unitId);
  const { organisationId } = actor;
  type Row = OpenResponse & { questions: number; refusals: number };
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Row[]>`
      with ${obligationRows({
        organisationId,
        timeZone: actor.organisation.timeZone,
        day: actor.today,
        unitIds: [unitId],
        withStarters: true,
      })}, waiting as materialized (
        select response_id from obligation where not done and response_id is not null
      )
      select r.id, r.kind, r.words, r.made_at as "madeAt", a.title as agreement,
        concat_ws(' ', coalesce(su.known_as, su.given_name), su.family_name) as subject, r.subject_id as "subjectId",
        concat_ws(' ', coalesce(si.known_as, si.given_name), si.family_name) as writer, r.signer_id as "writerId",
        (count(*) filter (where r.kind = 'question') over ())::int as questions,
        (count(*) filter (where r.kind <> 'question') over ())::int as refusals
      from waiting w
      join response r on r.organisation_id = ${organisationId}::uuid and r.id = w.response_id
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = r.agreement_id
      join person su on su.organisation_id = ${organisationId}::uuid and su.id = r.subject_id
      join person si on si.organisation_id = ${organisationId}::uuid and si.id = r.signer_id
      order by r.made_at desc, r.id desc limit ${most}`,
  );
  return {
    latest: rows.map(({ questions: _questions, refusals: _refusals, ...row }) => row),
    questions: rows[0]?.questions ?? 0,
    refusals: rows[0]?.refusals ?? 0,
  };
}
