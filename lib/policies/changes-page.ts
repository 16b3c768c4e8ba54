import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import { compareWhole, type DocumentChanges } from "./document/compare-settings.ts";
import { parseDocument, type TextProblem } from "./document/parse-document.ts";
import { type PolicyDocument, PolicyDocumentError } from "./document/types.ts";
import { documentOf } from "./document-of.ts";
import { versionNumbered } from "./read-policy.ts";
import { type Version, versionsOn } from "./version-states.ts";

/** One side of a comparison: a version by its number, or the draft as it stands. */
export type Side = {
  /** What the address calls it: `2.1`, `draft`, or the identifier of a version whose number another has. */
  key: string;
  version: Version | null;
};

export type ChangesPage = {
  policyId: string;
  title: string;
  owner: string;
  /** What the reader may compare, the newest first, the draft before all versions. */
  sides: Side[];
  /** The two compared; null for a policy that has only one. */
  compared: { from: Side; to: Side; changes: DocumentChanges } | null;
  /** Why the draft cannot be compared at this moment. */
  problem: TextProblem | null;
  /** Whether the reader may open the policy's own page. */
  readsPolicy: boolean;
};

/** States of versions that anyone may read: their pages are published. */
const published: ReadonlySet<Version["state"]> = new Set(["in-force", "superseded"]);

/**
 * What has changed between any two versions of a policy, or between a version and its draft: for its owner, the board
 * and everyone who signs. Whoever reads policies there, or sits on a body, sees every version; who may write them the
 * draft as well; everybody else in the organisation those that are or were in force. Without `from` and `to` the newest
 * that the reader sees is compared with the one before it.
 * @throws Refusal "not-found" for a policy or a version that the actor may not read or that is not there
 */
export async function changesPage(
  actor: Actor,
  policyId: string,
  asked: { from?: string; to?: string } = {},
): Promise<ChangesPage> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findUnique({
      where: { organisationId_id: { organisationId, id: policyId } },
      include: { unit: { select: { id: true, name: true } }, draft: { select: { text: true } } },
    });
    if (!policy) throw notFound();
    const where = unitsWhere(actor, "policies:read");
    const readsPolicy =
      where === "all" || (where.length > 0 && [organisationId, ...where].includes(policy.unit.id));
    const seesAll =
      readsPolicy || actor.seats.some(({ unitId }) => [organisationId, policy.unit.id].includes(unitId));
    const versions = (
      await versionsOn(transaction, organisationId, actor.today, { policyIds: [policyId] })
    ).filter(({ state }) => seesAll || published.has(state));
    const draft = may(actor, "policies:write", policy.unit.id) ? policy.draft : null;
    const sides = sidesOf(versions, draft !== null);
    if (sides.length === 0) throw notFound();
    const page = { policyId, title: policy.title, owner: policy.unit.name, sides, readsPolicy };
    const [from, to] = chosen(sides, asked);
    if (!from || !to) return { ...page, compared: null, problem: null };
    try {
      const [before, after] = [
        await documentOn(transaction, organisationId, from, draft?.text),
        await documentOn(transaction, organisationId, to, draft?.text),
      ];
      return { ...page, compared: { from, to, changes: compareWhole(before, after) }, problem: null };
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) throw error;
      return { ...page, compared: null, problem: { line: error.line, sentence: error.sentence } };
    }
  });
}

/** A number that two versions have, because the first was returned or taken back, is that of the later one. */
function sidesOf(versions: Version[], withDraft: boolean): Side[] {
  const seen = new Set<string>();
  const own = versions.map((version): Side => {
    const key = seen.has(version.number) ? version.id : version.number;
    seen.add(version.number);
    return { key, version };
  });
  return withDraft ? [{ key: "draft", version: null }, ...own] : own;
}

/** What the address names; else the newest with the one that was ratified before it. @throws Refusal "not-found" */
function chosen(sides: Side[], asked: { from?: string; to?: string }): [Side | undefined, Side | undefined] {
  const named = (key: string): Side => {
    const versions = sides.flatMap(({ version }) => (version ? [version] : []));
    const numbered = versionNumbered(versions, key);
    const found =
      sides.find((side) => side.key === key) ?? sides.find(({ version }) => version && version === numbered);
    if (!found) throw notFound();
    return found;
  };
  const to = asked.to ? named(asked.to) : sides[0];
  if (asked.from) return [named(asked.from), to];
  const earlier = sides.slice((to ? sides.indexOf(to) : 0) + 1);
  return [earlier.find(({ version }) => version?.startsOn) ?? earlier[0], to];
}

/** A version's document, or the draft's. @throws PolicyDocumentError for a draft that cannot be read */
const documentOn = async (
  transaction: Transaction,
  organisationId: string,
  { version }: Side,
  draft: string | undefined,
): Promise<PolicyDocument> =>
  version ? documentOf(transaction, organisationId, version.id) : parseDocument(draft ?? "");
