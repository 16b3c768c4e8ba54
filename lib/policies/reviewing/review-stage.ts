import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { namedLike, wordsOf } from "#lib/people/named-like.ts";
import { draftOf, type PolicyDraft } from "../drafts/draft-of.ts";
import {
  type ConsultationOfDraft,
  consultationsOfDraft,
  hashOfText,
  type ReviewOfDraft,
  reviewsOfDraft,
} from "./draft-reviews.ts";

/** Somebody who can be asked to read a draft, with what they are, so that two of one name are told apart. */
export type Candidate = { id: string; name: string; what: string };

export type ReviewStage = {
  draft: PolicyDraft;
  /** The text can be read as a policy at this moment; without that nobody could read it. */
  canBeRead: boolean;
  reviews: ReviewOfDraft[];
  consultations: ConsultationOfDraft[];
};

/** How many people a search shows at most. */
export const mostCandidates = 20;

/** Who reads the draft of a policy, what they said, and with whom it was consulted on. Refusals as of `draftOf`. */
export async function reviewStage(actor: Actor, policyId: string): Promise<ReviewStage> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    const hash = hashOfText(draft.text);
    return {
      draft,
      canBeRead: hash !== null,
      reviews: await reviewsOfDraft(transaction, organisationId, draft.id, hash),
      consultations: await consultationsOfDraft(transaction, organisationId, draft.id),
    };
  });
}

/**
 * People who can be asked to read a draft, by name: whoever can sign in and is more here than a pupil, parent or
 * visitor. At most `mostCandidates`, without those who are asked already. Refusals as of `draftOf`.
 */
export async function findReviewers(actor: Actor, policyId: string, search: string): Promise<Candidate[]> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    return wordsOf(search).length === 0
      ? []
      : candidates(transaction, actor, draft.id, namedLike(search, Prisma.sql`p.sort_name`));
  });
}

/** The same for one person, asked or not; null for somebody who cannot be asked. */
export async function candidate(
  transaction: Transaction,
  actor: Actor,
  personId: string,
): Promise<Candidate | null> {
  const [found] = await candidates(transaction, actor, null, Prisma.sql`p.id = ${personId}::uuid`);
  return found ?? null;
}

async function candidates(
  transaction: Transaction,
  { organisationId, personId, today }: Actor,
  draftId: string | null,
  condition: Prisma.Sql,
): Promise<Candidate[]> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const now = (row: string) => {
    const table = Prisma.raw(row);
    return Prisma.sql`${table}.organisation_id = ${organisation} and ${table}.person_id = p.id
      and ${table}.starts_on <= ${today}::date and (${table}.ends_on is null or ${table}.ends_on >= ${today}::date)`;
  };
  return transaction.$queryRaw<Candidate[]>`
    select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
      array_to_string(array(
        select distinct u.name from (
          select m.unit_id from membership m where ${now("m")} and m.role not in ('pupil', 'parent', 'visitor')
          union select d.unit_id from duty d where ${now("d")}
          union select b.unit_id from seat t join body b on b.organisation_id = ${organisation} and b.id = t.body_id where ${now("t")}
        ) works join unit u on u.organisation_id = ${organisation} and u.id = works.unit_id order by 1), ', ') as what
    from person p
    where p.organisation_id = ${organisation} and p.erased_at is null and p.id <> ${personId}::uuid and ${condition}
      and not exists (select 1 from person_alias al where al.organisation_id = ${organisation}
        and al.duplicate_id = p.id and al.undone_at is null)
      and (exists (select 1 from address a where a.organisation_id = ${organisation} and a.person_id = p.id and a.ended_at is null)
        or exists (select 1 from identity i where i.organisation_id = ${organisation} and i.person_id = p.id))
      and (exists (select 1 from membership m where ${now("m")} and m.role not in ('pupil', 'parent', 'visitor'))
        or exists (select 1 from duty d where ${now("d")}) or exists (select 1 from seat t where ${now("t")}))
      ${
        draftId
          ? Prisma.sql`and not exists (select 1 from draft_review r where r.organisation_id = ${organisation}
              and r.draft_id = ${draftId}::uuid and r.reviewer_id = p.id and r.withdrawn_at is null)`
          : Prisma.empty
      }
    order by p.sort_name, p.id limit ${mostCandidates}`;
}
