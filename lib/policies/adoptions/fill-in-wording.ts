import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { sayDay } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { documentOf } from "../document-of.ts";
import { lockPolicy } from "../lock-policy.ts";
import { whoActs } from "../sending/who-acts.ts";
import { tellPeople } from "../tell-people.ts";
import { type Version, versionsOn } from "../version-states.ts";
import { fillInInput } from "./schema.ts";
import { demandSchool, isOpen } from "./school-policies.ts";
import { mayConfirm } from "./who-confirms.ts";
import { adoptable } from "./wording-page.ts";

/**
 * Keeps a school's own words for a version of one of the organisation's policies, until the head or the chair of the
 * governing body confirms them. Filling in again before that takes the place of what waits.
 * @param given `{ versionId, values }`; places that the version has not are left out
 * @throws Refusal "not-found" without `adoptions:fill-in` there; "superseded" for a version that is not in force any
 *   more, with a sentence about the one that is
 */
export async function fillInWording(
  actor: Actor,
  unitId: string,
  policyId: string,
  given: unknown,
): Promise<{ wordingId: string }> {
  if (!isId(unitId) || !isId(policyId)) throw notFound();
  demand(actor, "adoptions:fill-in", unitId);
  const { versionId, values } = parse(fillInInput, given);
  const { organisationId, personId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const school = await demandSchool(transaction, actor, unitId);
    const policy = await adoptable(transaction, organisationId, policyId);
    await lockPolicy(transaction, organisationId, policyId);
    const version = await openVersion(transaction, actor, policyId, versionId);
    const { variables } = await documentOf(transaction, organisationId, versionId);
    const kept = Object.fromEntries(
      variables.map(({ name }) => [name, Object.hasOwn(values, name) ? (values[name] ?? "") : ""]),
    );
    const waiting = await transaction.localWordingDraft.findFirst({
      where: { organisationId, versionId, unitId, answeredAt: null },
      select: { id: true },
    });
    const id = waiting?.id ?? newId();
    const data = { values: kept, filledInById: personId, filledInAt: now() };
    if (waiting)
      await transaction.localWordingDraft.update({
        where: { organisationId_id: { organisationId, id } },
        data,
      });
    else
      await transaction.localWordingDraft.create({
        data: { organisationId, id, versionId, unitId, ...data },
      });
    await recordEvent(transaction, actor, "wording-filled-in", {
      ...{ policyId, versionId, unitId },
      details: { policy: policy.title, version: version.number, school: school.name },
    });
    if (!(await mayConfirm(transaction, actor, unitId)))
      await tellPeople(
        transaction,
        organisationId,
        await whoActs(transaction, actor, unitId, { bodyId: null, dutyKind: "head" }),
        {
          kind: "adoption",
          unitId,
          subject: `${school.name}: wording of ${policy.title} to confirm`,
          paragraphs: [
            `${actor.name} has filled in what ${policy.title}, version ${version.number}, leaves to ${school.name}.`,
            "It counts once you confirm it. You can also send it back and say what is to be changed:",
            `${settings().url}/school/${school.urn}/policies/${policyId}`,
          ],
          key: `adoption:${id}`,
        },
      );
    return { wordingId: id };
  });
}

/**
 * A version that can be adopted today.
 * @throws Refusal "superseded" for another version of the policy, "not-found" for what is none of its
 */
export async function openVersion(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  policyId: string,
  versionId: string,
): Promise<Version> {
  const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
  const version = versions.find(({ id }) => id === versionId);
  if (!version) throw notFound();
  if (isOpen(version)) return version;
  const inForce = versions.find(({ state }) => state === "in-force");
  const newer = inForce?.startsOn
    ? `Version ${inForce.number} has been in force since ${sayDay(inForce.startsOn)}`
    : "No version is in force today";
  throw new Refusal(
    "superseded",
    `Version ${version.number} can no longer be adopted. ${newer}. What was entered for version ${version.number} is kept and is filled in for the newer version: look through it and send it again.`,
  );
}
