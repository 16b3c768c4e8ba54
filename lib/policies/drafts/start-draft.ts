import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand, unitsWhere } from "#lib/permissions/permissions.ts";
import { lockPolicy } from "../lock-policy.ts";
import { slugOf } from "../slug-of.ts";
import { startPolicyInput } from "./schema.ts";

/**
 * Starts the next version of a policy from its newest one. A draft that is there already is left as it is. The policy
 * of a version that waits for a decision may be drafted on: the decision is about the text that was sent.
 * @throws Refusal "not-found" without `policies:write` at its owner
 */
export async function startDraft(actor: Actor, policyId: string): Promise<{ draftId: string }> {
  const { organisationId } = actor;
  if (!isId(policyId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    demand(actor, "policies:write", policy.unitId);
    const there = await transaction.draft.findUnique({
      where: { organisationId_policyId: { organisationId, policyId } },
      select: { id: true },
    });
    if (there) return { draftId: there.id };
    const newest = await transaction.policyVersion.findFirst({
      where: { organisationId, policyId },
      orderBy: [{ major: "desc" }, { minor: "desc" }, { createdAt: "desc" }],
      select: { id: true, text: true, major: true, minor: true },
    });
    const draftId = await insertDraft(transaction, actor, {
      policyId,
      text: newest?.text ?? emptyText(policy.title),
      basedOnId: newest?.id ?? null,
    });
    await recordEvent(transaction, actor, "draft-started", {
      policyId,
      unitId: policy.unitId,
      details: {
        policy: policy.title,
        from: newest ? `version ${newest.major}.${newest.minor}` : "an empty page",
      },
    });
    return { draftId };
  });
}

/**
 * Starts a policy that has no version yet, with a draft of the text given or an empty one; `also` is done with it or
 * not at all.
 * @throws Refusal "not-found" without `policies:write` there, "invalid", "conflict" for a title that another has
 */
export async function startPolicy(
  actor: Actor,
  given: unknown,
  also?: (transaction: Transaction, made: { policyId: string; draftId: string }) => Promise<void>,
): Promise<{ policyId: string; draftId: string }> {
  const input = parse(startPolicyInput, given);
  const { organisationId } = actor;
  demand(actor, "policies:write", input.unitId);
  return inOrganisation(organisationId, async (transaction) => {
    const { unitId } = input;
    // a duty at the organisation says yes to any school, so it has to be one of its own
    if (
      !(await transaction.unit.findUnique({ where: { organisationId_id: { organisationId, id: unitId } } }))
    )
      throw notFound();
    const slug = slugOf(input.title);
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} ${slug}`}, 0))`;
    const taken = await transaction.policy.findUnique({
      where: { organisationId_slug: { organisationId, slug } },
      select: { title: true },
    });
    if (taken)
      throw new Refusal("conflict", `There is a policy "${taken.title}" already.`, [
        {
          field: "title",
          message: `There is a policy "${taken.title}" already: give this one another title`,
        },
      ]);
    const policyId = newId();
    await transaction.policy.create({
      data: {
        organisationId,
        id: policyId,
        unitId: input.unitId,
        slug,
        title: input.title,
        createdAt: now(),
      },
    });
    const draftId = await insertDraft(transaction, actor, {
      policyId,
      text: input.text ?? emptyText(input.title),
      basedOnId: null,
    });
    await recordEvent(transaction, actor, "draft-started", {
      policyId,
      unitId: input.unitId,
      details: { policy: input.title, from: input.text ? "a file" : "an empty page" },
    });
    await also?.(transaction, { policyId, draftId });
    return { policyId, draftId };
  });
}

/**
 * Where the actor may write policies: the organisation first, then its schools by name. A single school is one place.
 * @throws Refusal "not-found" when nowhere
 */
export async function whereToWrite(actor: Actor): Promise<{ id: string; name: string }[]> {
  const where = unitsWhere(actor, "policies:write");
  if (where.length === 0) throw notFound();
  const { organisationId } = actor;
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({
      where: { organisationId, ...(where === "all" ? {} : { id: { in: where } }) },
      select: { id: true, name: true },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
    }),
  );
  return placesIn(actor, units);
}

/** Places to choose from: in a single school its organisation and itself, with one name, are one. */
export const placesIn = <Unit>({ organisation }: Actor, units: Unit[]): Unit[] =>
  organisation.kind === "single-school" ? units.slice(0, 1) : units;

async function insertDraft(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  of: { policyId: string; text: string; basedOnId: string | null },
): Promise<string> {
  const id = newId();
  await transaction.draft.create({
    data: { organisationId, id, ...of, updatedById: personId, updatedAt: now() },
  });
  return id;
}

/** A text to start from: its title in the front matter, and a first heading to write under. */
const emptyText = (title: string) => `---\ntitle: ${JSON.stringify(title)}\n---\n\n# 1. Introduction\n`;
