import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand, unitsWhere } from "#lib/permissions/permissions.ts";
import { bodyInput, newBodyInput } from "./schema.ts";
import { type BodyWrittenRule, bodyKindNames, sayQuorum, writtenRuleNames } from "./words.ts";

/**
 * Adds a board, governing body or committee of the organisation or of a school.
 * @throws Refusal "not-found" without `bodies:keep` there; "invalid"; "conflict" for a name that is taken there
 */
export async function addBody(actor: Actor, given: unknown): Promise<{ bodyId: string }> {
  const { organisationId } = actor;
  if (unitsWhere(actor, "bodies:keep").length === 0) throw notFound();
  const { unitId, ...input } = parse(newBodyInput, given);
  demand(actor, "bodies:keep", unitId);
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await transaction.unit.findUnique({
      where: { organisationId_id: { organisationId, id: unitId } },
      select: { name: true },
    });
    if (!unit) throw notFound();
    await lockBodies(transaction, organisationId);
    await demandName(transaction, organisationId, unitId, input.name, null);
    const bodyId = newId();
    await transaction.body.create({
      data: {
        organisationId,
        id: bodyId,
        unitId,
        name: input.name,
        kind: input.kind,
        quorum: input.quorum ?? null,
        writtenRule: allowedRule(actor, input.writtenRule),
        articles: input.writtenRule === "none" ? null : (input.articles ?? null),
        createdAt: now(),
      },
    });
    await recordEvent(transaction, actor, "body-added", {
      unitId,
      details: { body: input.name, school: unit.name },
    });
    return { bodyId };
  });
}

/** Changes a body's name, kind or rules. What has been decided keeps the name that it was decided under. */
export async function changeBody(actor: Actor, bodyId: string, given: unknown): Promise<void> {
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const body = await bodyToKeep(transaction, actor, bodyId);
    const input = parse(bodyInput, given);
    await lockBodies(transaction, organisationId);
    await demandName(transaction, organisationId, body.unitId, input.name, bodyId);
    const wanted = {
      name: input.name,
      kind: input.kind,
      quorum: input.quorum ?? null,
      writtenRule: allowedRule(actor, input.writtenRule),
      articles: input.writtenRule === "none" ? null : (input.articles ?? null),
    };
    const changes = [
      wanted.name !== body.name && `its name is ${wanted.name}`,
      wanted.kind !== body.kind && `it is a ${bodyKindNames[wanted.kind].toLowerCase()}`,
      wanted.quorum !== body.quorum && `quorum: ${sayQuorum(wanted.quorum).toLowerCase()}`,
      wanted.writtenRule !== body.writtenRule &&
        `written resolutions: ${writtenRuleNames[wanted.writtenRule].toLowerCase()}`,
      wanted.articles !== body.articles &&
        (wanted.articles ? `its articles say so: ${wanted.articles}` : "no reference to its articles"),
    ].filter((change) => change !== false);
    if (changes.length === 0) return;
    await transaction.body.update({
      where: { organisationId_id: { organisationId, id: bodyId } },
      data: wanted,
    });
    await recordEvent(transaction, actor, "body-changed", {
      unitId: body.unitId,
      details: { body: body.name, change: changes.join("; ") },
    });
  });
}

/** A body that the actor may keep. @throws Refusal "not-found" */
export async function bodyToKeep(transaction: Transaction, actor: Actor, bodyId: string) {
  if (!isId(bodyId)) throw notFound();
  const { organisationId } = actor;
  const body = await transaction.body.findUnique({
    where: { organisationId_id: { organisationId, id: bodyId } },
  });
  if (!body) throw notFound();
  demand(actor, "bodies:keep", body.unitId);
  return body;
}

/** @throws Refusal "invalid" where the law does not leave it to the body */
function allowedRule(actor: Actor, wanted: BodyWrittenRule): BodyWrittenRule {
  if (wanted === "none" || actor.organisation.kind === "trust") return wanted;
  const message = "A maintained school’s governing body cannot decide by written resolution";
  throw new Refusal("invalid", `${message}.`, [{ field: "writtenRule", message }]);
}

const lockBodies = (transaction: Transaction, organisationId: string) =>
  transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} bodies`}, 0))`;

async function demandName(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  name: string,
  bodyId: string | null,
): Promise<void> {
  const bodies = await transaction.body.findMany({
    where: { organisationId, unitId },
    select: { id: true, name: true },
  });
  const taken = bodies.some((one) => one.id !== bodyId && one.name.toLowerCase() === name.toLowerCase());
  if (!taken) return;
  const message = `There is a body called ${name} there already: give this one another name`;
  throw new Refusal("conflict", `${message}.`, [{ field: "name", message }]);
}
