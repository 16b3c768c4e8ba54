import type { Actor } from "#lib/auth/actor.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayToDate } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import { may } from "#lib/permissions/permissions.ts";
import { chairs } from "../adoptions/who-confirms.ts";
import type { ExemptionState } from "./words.ts";

/** A permission to depart from a clause, or the request for one, as it stands on a day. */
export type Exemption = {
  id: string;
  policy: { id: string; title: string; unitId: string };
  /** The version whose clause it is. */
  number: string;
  clause: { anchor: string; words: string };
  person: { id: string; name: string };
  unit: { id: string; name: string; urn: string | null };
  reason: string;
  startsOn: Day;
  endsOn: Day | null;
  askedBy: { id: string; name: string };
  askedAt: Date;
  state: ExemptionState;
  answers: { kind: "approved" | "refused" | "revoked"; reason: string; by: string; at: Date; from: Day }[];
};

const named = { select: { id: true, givenName: true, familyName: true, knownAs: true } } as const;
const include = {
  policy: { select: { id: true, title: true, unitId: true, exemptionBy: true } },
  version: { select: { major: true, minor: true } },
  person: named,
  unit: { select: { id: true, name: true, urn: true } },
  askedBy: named,
  answers: { include: { answeredBy: named }, orderBy: { answeredAt: "asc" } },
} as const satisfies Prisma.ExemptionInclude;
type Row = Prisma.ExemptionGetPayload<{ include: typeof include }>;

const most = 500;

/** Exemptions that a filter finds, those asked for last first, each with what the policy says of who decides. */
export async function exemptionsWhere(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  where: Prisma.ExemptionWhereInput,
): Promise<(Exemption & { decidedBy: DecidedBy })[]> {
  const rows = await transaction.exemption.findMany({
    where: { AND: [{ organisationId }, where] },
    include,
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map((row) => told(row, today));
}

/** Who decides: the head of the person's school, or the organisation's. */
export type DecidedBy = "head" | "organisation-head";

function told(row: Row, today: Day): Exemption & { decidedBy: DecidedBy } {
  const name = (one: Row["person"]) => ({ id: one.id, name: calledName(one) });
  const { exemptionBy, ...policy } = row.policy;
  const startsOn = dateToDay(row.startsOn);
  const endsOn = row.endsOn && dateToDay(row.endsOn);
  const answers = row.answers.map((one) => ({
    kind: one.answer as Exemption["answers"][number]["kind"],
    reason: one.reason,
    by: calledName(one.answeredBy),
    at: one.answeredAt,
    from: dateToDay(one.from),
  }));
  return {
    id: row.id,
    policy,
    number: `${row.version.major}.${row.version.minor}`,
    clause: { anchor: row.clauseAnchor, words: row.clauseText },
    person: name(row.person),
    unit: row.unit,
    reason: row.reason,
    startsOn,
    endsOn,
    askedBy: name(row.askedBy),
    askedAt: row.askedAt,
    state: stateOn(today, { startsOn, endsOn, kinds: answers.map(({ kind }) => kind) }),
    answers,
    decidedBy: exemptionBy as DecidedBy,
  };
}

/** What a request or exemption is on a day; it runs out by itself after its last day. */
export function stateOn(
  today: Day,
  { startsOn, endsOn, kinds }: { startsOn: Day; endsOn: Day | null; kinds: readonly string[] },
): ExemptionState {
  if (kinds.includes("revoked")) return "revoked";
  if (kinds.includes("refused")) return "refused";
  const over = endsOn !== null && endsOn < today;
  if (!kinds.includes("approved")) return over ? "lapsed" : "waiting";
  if (over) return "run-out";
  return startsOn > today ? "to-come" : "running";
}

/**
 * Whether somebody decides about a person's exemption at a unit: the head there or of the organisation, whichever the
 * policy says; about a head's own the chair of the governing body or board. Nobody about their own.
 */
export async function mayDecide(
  transaction: Transaction,
  actor: Actor,
  { personId, unitId, decidedBy }: { personId: string; unitId: string; decidedBy: DecidedBy },
): Promise<boolean> {
  const own = await recordsOf(transaction, actor.organisationId, actor.personId);
  if (own.includes(personId)) return false;
  const at = decidedBy === "head" ? unitId : actor.organisationId;
  if (may(actor, "exemptions:decide", at)) return true;
  const isHead = await transaction.duty.count({
    where: {
      ...{ organisationId: actor.organisationId, personId, unitId: at, kind: "head" },
      ...heldOn(actor.today),
    },
  });
  return isHead > 0 && chairs(transaction, actor, at);
}

/** Which memberships, duties and seats are held on a day. */
export const heldOn = (day: Day) => ({
  startsOn: { lte: dayToDate(day) },
  OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(day) } }],
});
