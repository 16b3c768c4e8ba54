import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { ClauseChange } from "./document/compare-documents.ts";
import { type PolicyPage, readVersion } from "./read-policy.ts";
import { changesBetween } from "./readable-text.ts";
import type { Version } from "./version-states.ts";

/** A version of a policy with what it changed in the last one ratified before it; `before` is null for the first. */
export type VersionPage = PolicyPage & { before: Version | null; changes: ClauseChange[] };

/** Throws not-found where the policy may not be read, or has no version of this number. */
export async function readVersionWithChanges(
  actor: Actor,
  policyId: string,
  number: string,
): Promise<VersionPage> {
  const page = await readVersion(actor, policyId, number);
  const place = page.versions.findIndex(({ id }) => id === page.version.id);
  const before = page.versions.slice(place + 1).find(({ startsOn }) => startsOn) ?? null;
  const changes = before
    ? await inOrganisation(actor.organisationId, (transaction) =>
        changesBetween(transaction, actor.organisationId, before.id, page.version.id),
      )
    : [];
  return { ...page, before, changes };
}
