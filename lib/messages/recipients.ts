import { now } from "#lib/clock.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";

/** Somebody to write to. */
export type Addressee = {
  id: string;
  name: string;
  /** The address they have had for longest; null when there is none. */
  asWritten: string | null;
  normalised: string | null;
  /** Nothing may be sent to any address of theirs. */
  isBarred: boolean;
  /** Whether they sign in anyway: staff, or whoever has a duty. */
  signsIn: boolean;
  /** When a message last asked or reminded them, or will as soon as it may; null for never. */
  lastAsked: Date | null;
};

/** People with the one address each that may be written to, where there is one. */
export async function addresseesOf(
  transaction: Transaction,
  organisationId: string,
  personIds: string[],
): Promise<Map<string, Addressee>> {
  if (personIds.length === 0) return new Map();
  const organisation = Prisma.sql`${organisationId}::uuid`;
  type Row = Omit<Addressee, "asWritten" | "normalised" | "isBarred"> & {
    addresses: { asWritten: string; normalised: string }[];
  };
  const rows = await transaction.$queryRaw<Row[]>`
    select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
      coalesce((select jsonb_agg(jsonb_build_object('asWritten', a.as_written, 'normalised', a.normalised) order by a.created_at, a.id)
        from address a where a.organisation_id = ${organisation} and a.person_id = p.id and a.ended_at is null), '[]') as addresses,
      exists (select 1 from membership m where m.organisation_id = ${organisation} and m.person_id = p.id and m.role = 'staff'
          and (m.ends_on is null or m.ends_on >= ${now()}::date))
        or exists (select 1 from duty d where d.organisation_id = ${organisation} and d.person_id = p.id
          and (d.ends_on is null or d.ends_on >= ${now()}::date)) as "signsIn",
      (select max(case m.state when 'waiting' then ${now()}::timestamptz else m.sent_at end) from message m where m.organisation_id = ${organisation} and m.person_id = p.id
        and m.kind in ('ask', 'reminder') and m.state in ('waiting', 'sent')) as "lastAsked"
    from person p
    where p.organisation_id = ${organisation} and p.id = any (${personIds}::uuid[]) and p.erased_at is null`;
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    rows.flatMap(({ addresses }) => addresses.map(({ normalised }) => normalised)),
  );
  return new Map(
    rows.map(({ addresses, ...row }) => {
      const usable = addresses.find(({ normalised }) => !barred.has(normalised));
      return [
        row.id,
        {
          ...row,
          asWritten: usable?.asWritten ?? null,
          normalised: usable?.normalised ?? null,
          isBarred: addresses.length > 0 && usable === undefined,
        },
      ];
    }),
  );
}
