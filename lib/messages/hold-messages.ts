import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { MessageKind } from "#lib/outbox.ts";

/** A message that this process alone is about to hand over. */
export type HeldMessage = {
  id: string;
  kind: MessageKind;
  personId: string | null;
  unitId: string | null;
  toAddress: string;
  subject: string;
  body: string;
  attempts: number;
  createdAt: Date;
  secret: boolean;
  expiresAt: Date | null;
  /** When a try began whose end nobody wrote down: its worker died, or the server's answer never came. */
  brokenOffAt: Date | null;
  timeZone: string;
  /** Its organisation is made up, to be looked at. */
  isDemonstration: boolean;
};

/**
 * Of these messages, those that are waiting and that nobody else is sending, kept from everyone else until the
 * transaction ends: also when it ends because its process was killed.
 */
export async function holdMessages(
  transaction: Transaction,
  organisationId: string,
  messageIds: string[],
): Promise<{ id: string; unitId: string | null; isAsking: boolean }[]> {
  type Row = { id: string; unitId: string | null; isAsking: boolean; held: boolean };
  const rows = await transaction.$queryRaw<Row[]>`
    with waiting as materialized (
      select m.id, m.unit_id, m.kind in ('ask', 'reminder') as asking from message m
      where m.organisation_id = ${organisationId}::uuid and m.id = any (${messageIds}::uuid[]) and m.state = 'waiting'
        -- the queue, which has woken us, goes by the database's clock
        and (m.not_before is null or m.not_before <= ${now()}::timestamptz + interval '1 minute')
    )
    select id, unit_id as "unitId", asking as "isAsking",
      pg_try_advisory_xact_lock(hashtextextended('message ' || id, 0)) as held
    from waiting`;
  return rows.filter(({ held }) => held);
}

/** Writes down, for good, that the handing over of held messages begins. They come in the order of `messageIds`. */
export async function beginHandingOver(
  transaction: Transaction,
  organisationId: string,
  messageIds: string[],
): Promise<HeldMessage[]> {
  const found = await transaction.$queryRaw<HeldMessage[]>`
    with before as (
      select m.id, m.handing_over_at from message m
      where m.organisation_id = ${organisationId}::uuid and m.id = any (${messageIds}::uuid[]) and m.state = 'waiting'
    )
    update message m set attempts = m.attempts + 1, handing_over_at = ${now()}::timestamptz
    from before b, organisation o, organisation_directory d
    where m.organisation_id = ${organisationId}::uuid and m.id = b.id and o.organisation_id = ${organisationId}::uuid
      and d.id = ${organisationId}::uuid
    returning m.id, m.kind, m.person_id as "personId", m.unit_id as "unitId", m.to_address as "toAddress", m.subject,
      m.body, m.attempts, m.created_at as "createdAt", m.secret, m.expires_at as "expiresAt",
      b.handing_over_at as "brokenOffAt", o.time_zone as "timeZone",
      d.demonstration as "isDemonstration"`;
  const byId = new Map(found.map((message) => [message.id, message]));
  return messageIds.flatMap((id) => byId.get(id) ?? []);
}

/** What came of one message. */
export type Note = {
  id: string;
  state: "waiting" | "sent" | "failed" | "not-needed";
  reason: string | null;
  /** Its text from now on; as it was when absent. */
  body?: string;
  /** Whether it is still unknown if the mail server took it. */
  isOpen?: boolean;
};

/** Writes down what came of messages, in one statement. */
export async function noteMessages(
  transaction: Transaction,
  organisationId: string,
  notes: Note[],
): Promise<void> {
  if (notes.length === 0) return;
  await transaction.$executeRaw`
    update message m set state = n.state, reason = n.reason, body = coalesce(n.body, m.body),
      sent_at = case when n.state = 'sent' then ${now()}::timestamptz end,
      handing_over_at = case when n."isOpen" then m.handing_over_at end,
      -- what was not needed today may be asked again one day
      dedupe_key = case when n.state = 'not-needed' then m.dedupe_key || ':' || m.id else m.dedupe_key end
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n (id uuid, state text, reason text, body text, "isOpen" boolean)
    where m.organisation_id = ${organisationId}::uuid and m.id = n.id`;
}
