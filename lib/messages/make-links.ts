import { randomBytes } from "node:crypto";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { linkDays, linkHash, type NewLink } from "./links.ts";

/**
 * Makes a link for each of several messages at once: what `makeLink` does, in one statement however many they are.
 * @returns the token of each, in the same order
 */
export async function makeLinks(transaction: Transaction, links: NewLink[]): Promise<string[]> {
  if (links.length === 0) return [];
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + linkDays * 24 * 60 * 60_000);
  const made = links.map((link) => {
    const token = randomBytes(24).toString("base64url");
    return { ...link, id: newId(), token, tokenHash: linkHash(token) };
  });
  const of = <Name extends keyof (typeof made)[number]>(name: Name) => made.map((one) => one[name]);
  await transaction.$executeRaw`
    with made as (
      insert into link (organisation_id, id, kind, person_id, unit_id, token_hash, to_address, created_at, expires_at)
      select o, i, 'message', p, u, h, a, ${createdAt}::timestamptz, ${expiresAt}::timestamptz
      from unnest(${of("organisationId")}::uuid[], ${of("id")}::uuid[], ${of("personId")}::uuid[], ${of("unitId")}::uuid[],
        ${of("tokenHash")}::text[], ${of("toAddress")}::text[]) made (o, i, p, u, h, a)
      returning organisation_id, id, token_hash
    )
    insert into directory_entry (kind, key, organisation_id, target_id)
    select 'link', token_hash, organisation_id, id from made`;
  return made.map(({ token }) => token);
}
