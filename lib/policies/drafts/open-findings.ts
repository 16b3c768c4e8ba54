import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { documentOrProblem, type TextProblem } from "../document/parse-document.ts";
import { findingsOf } from "../findings/find.ts";
import type { Finding } from "../findings/types.ts";
import { lockPolicy } from "../lock-policy.ts";
import { draftOf } from "./draft-of.ts";
import { setAsideInput } from "./schema.ts";

export type OpenFinding = Finding & {
  /** What it says, and of which clause: what it is set aside by. */
  about: string;
  /** Null while it stands. */
  setAside: { id: string; reason: string; by: string | null; at: Date } | null;
};

/** What is to be said of a draft's text before anybody sends it on. */
export type DraftReading = {
  /** Why the text cannot be read as a policy; findings are none then. */
  problem: TextProblem | null;
  findings: OpenFinding[];
  /** Whether the text may be sent for ratification: it can be read, and no error stands. */
  mayBeSent: boolean;
};

/**
 * The findings of a text of a policy, each with whether somebody set it aside. Whoever calls it has made sure that the
 * actor may read the draft; their organisation's today is the day it is looked at.
 */
export async function openFindings(
  transaction: Transaction,
  actor: Actor,
  policyId: string,
  text: string,
): Promise<DraftReading> {
  const { document, problem } = documentOrProblem(text);
  if (problem) return { problem, findings: [], mayBeSent: false };
  const standing = await transaction.findingSetAside.findMany({
    where: { organisationId: actor.organisationId, policyId, takenUpAt: null },
    include: { setAsideBy: { select: { givenName: true, familyName: true, knownAs: true } } },
  });
  const asides = new Map(standing.map((row) => [`${row.rule}\n${row.about}`, row]));
  const findings = findingsOf(document, { today: actor.today, text }).map((finding): OpenFinding => {
    const about = aboutOf(finding);
    const aside = asides.get(`${finding.rule}\n${about}`);
    return {
      ...finding,
      about,
      setAside: aside
        ? {
            id: aside.id,
            reason: aside.reason,
            by: aside.setAsideBy && calledName(aside.setAsideBy),
            at: aside.setAsideAt,
          }
        : null,
    };
  });
  const mayBeSent = !findings.some(({ severity, setAside }) => severity === "error" && !setAside);
  return { problem: null, findings, mayBeSent };
}

/** A finding of the same words beside another clause is another finding; lines move and say nothing. */
const aboutOf = ({ anchor, message }: Finding) => (anchor ? `${anchor}: ${message}` : message);

/** The findings of the draft as it is kept. @throws Refusal "not-found" as `draftOf` */
export async function readFindings(actor: Actor, policyId: string): Promise<DraftReading> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const { text } = await draftOf(transaction, actor, policyId);
    return openFindings(transaction, actor, policyId, text);
  });
}

/**
 * Sets a finding of the draft aside for this policy, until somebody takes it up again. One that is set aside already
 * stays as it is.
 * @throws Refusal "not-found" as `draftOf`, "invalid" without a reason, "conflict" when the text no longer has it
 */
export async function setFindingAside(actor: Actor, policyId: string, given: unknown): Promise<void> {
  const input = parse(setAsideInput, given);
  const { organisationId, personId } = actor;
  if (!isId(policyId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    const { text } = await draftOf(transaction, actor, policyId);
    const { findings } = await openFindings(transaction, actor, policyId, text);
    const finding = findings.find(({ rule, about }) => rule === input.rule && about === input.about);
    if (!finding)
      throw new Refusal(
        "conflict",
        "This finding is no longer there: the text has changed since you saw it.",
      );
    if (finding.setAside) return;
    await transaction.findingSetAside.create({
      data: {
        organisationId,
        id: newId(),
        policyId,
        rule: finding.rule,
        about: finding.about,
        reason: input.reason,
        setAsideById: personId,
        setAsideAt: now(),
      },
    });
    await recordEvent(transaction, actor, "finding-set-aside", {
      policyId,
      unitId: policy.unitId,
      details: { policy: policy.title, finding: finding.message, reason: input.reason },
    });
  });
}

/**
 * Takes a finding up again that was set aside. One that was taken up already stays as it is.
 * @throws Refusal "not-found" without `policies:write` at the policy's owner, or without such a finding
 */
export async function takeFindingUp(actor: Actor, policyId: string, setAsideId: string): Promise<void> {
  const { organisationId, personId } = actor;
  if (!isId(policyId) || !isId(setAsideId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    demand(actor, "policies:write", policy.unitId);
    const row = await transaction.findingSetAside.findFirst({
      where: { organisationId, id: setAsideId, policyId },
    });
    if (!row) throw notFound();
    if (row.takenUpAt) return;
    await transaction.findingSetAside.update({
      where: { organisationId_id: { organisationId, id: setAsideId } },
      data: { takenUpAt: now(), takenUpById: personId },
    });
    await recordEvent(transaction, actor, "finding-taken-up", {
      policyId,
      unitId: policy.unitId,
      details: {
        policy: policy.title,
        finding: row.about.replace(/^(?:clause|section|agreement)-\S*: /, ""),
      },
    });
  });
}
