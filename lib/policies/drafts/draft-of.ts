import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { demand } from "#lib/permissions/permissions.ts";

/** The one draft of a policy: its next version while it is being written. */
export type PolicyDraft = {
  id: string;
  policyId: string;
  /** The policy's title as it is kept; the text may name another by now. */
  policyTitle: string;
  unit: { id: string; name: string; kind: "organisation" | "school" };
  /** The version that it started from; null for a policy that has none yet. */
  basedOn: { id: string; number: string } | null;
  /** As somebody left it: it may not be a document that can be read at this moment. */
  text: string;
  /** Raised by each save; a save names the one it started from. */
  revision: number;
  updatedAt: Date;
  updatedBy: string | null;
  /** Whether everyone bound signs again; null while nobody has said. Undecided is no obstacle for a first version. */
  material: boolean | null;
  materialReason: string | null;
  summaryOfChange: string | null;
  contact: string | null;
  implementationOn: Day | null;
  /** Since when named people read it; null while it is only being written. */
  inReviewAt: Date | null;
};

/** The draft of a policy. @throws Refusal "not-found" without `policies:write` at its owner, or when it has none */
export async function readDraft(actor: Actor, policyId: string): Promise<PolicyDraft> {
  return inOrganisation(actor.organisationId, (transaction) => draftOf(transaction, actor, policyId));
}

/** The same within a transaction; whoever changes the draft takes `lockPolicy` first. */
export async function draftOf(
  transaction: Transaction,
  actor: Actor,
  policyId: string,
): Promise<PolicyDraft> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  const draft = await transaction.draft.findUnique({
    where: { organisationId_policyId: { organisationId, policyId } },
    include: {
      policy: { select: { title: true, unit: { select: { id: true, name: true, kind: true } } } },
      basedOn: { select: { id: true, major: true, minor: true } },
      updatedBy: { select: { givenName: true, familyName: true, knownAs: true } },
    },
  });
  if (!draft) throw notFound();
  const { policy, basedOn, updatedBy } = draft;
  demand(actor, "policies:write", policy.unit.id);
  return {
    id: draft.id,
    policyId,
    policyTitle: policy.title,
    unit: policy.unit as PolicyDraft["unit"],
    basedOn: basedOn && { id: basedOn.id, number: `${basedOn.major}.${basedOn.minor}` },
    text: draft.text,
    revision: draft.revision,
    updatedAt: draft.updatedAt,
    updatedBy: updatedBy && calledName(updatedBy),
    material: draft.material,
    materialReason: draft.materialReason,
    summaryOfChange: draft.summaryOfChange,
    contact: draft.contact,
    implementationOn: draft.implementationOn ? dateToDay(draft.implementationOn) : null,
    inReviewAt: draft.inReviewAt,
  };
}
