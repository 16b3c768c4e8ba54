import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { secret, settings } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { addressKey, findByAddress } from "#lib/organisations/directory.ts";
import { queueMessage } from "#lib/outbox.ts";
import { thoseWhoMay } from "./behind-address.ts";

/*
 * One-time codes. A code is good for ten minutes, once, for five tries, and only in the browser that asked for it,
 * which holds a random token; the database holds hashes of all three. Six digits are enough because of what limits
 * the guessing: five codes of five tries in a quarter of an hour, twenty codes a day for one address, so that a day of
 * guessing at one address finds its code once in ten thousand days, with twenty messages a day to tell its owner.
 * Nothing is limited by the address of the network: a whole school shares one.
 */

export const codeMinutes = 10;
export const mostTries = 5;
const mostIn15Minutes = 5;
const mostInADay = 20;
const minutes = (count: number) => count * 60_000;

/** What a browser holds of a request for a code: which one, and that it was this browser. */
export type AskedFor = { id: string; token: string };

export const writeAskedFor = ({ id, token }: AskedFor): string => `${id}.${token}`;

export function readAskedFor(cookie: string | undefined): AskedFor | null {
  const [id = "", token = "", more] = cookie?.split(".") ?? [];
  return isId(id) && /^[\w-]{43}$/.test(token) && more === undefined ? { id, token } : null;
}

const browserHash = (token: string) => createHash("sha256").update(`browser:${token}`).digest("hex");
const codeHash = (id: string, code: string) =>
  createHmac("sha256", secret()).update(`code:${id}:${code}`).digest("hex");
const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Makes a code for an address and sends it to whoever is known by it. To the one who asks, an unknown address is
 * answered in the same way: a code is kept for it as well, which nobody is sent.
 * @param address normalised
 * @param before what this browser asked for earlier: that code is void from now on
 * @throws Refusal "too-many-tries" when too many codes were asked for this address, known or not
 */
export async function askForCode(address: string, before: AskedFor | null): Promise<AskedFor> {
  const asked = { id: newId(), token: randomBytes(32).toString("base64url") };
  const code = randomInt(1_000_000).toString().padStart(6, "0");
  const keep = (transaction: Transaction) => keepCode(transaction, address, asked, code, before);
  const recipient = await recipientOf(address);
  if (!recipient) {
    await database().$transaction(keep);
    return asked;
  }
  await inOrganisation(recipient.organisationId, async (transaction) => {
    await keep(transaction);
    await queueMessage(transaction, {
      ...recipient,
      kind: "sign-in-code",
      toAddress: address,
      subject: "Your sign-in code for Countersign",
      body: messageWith(code),
      urgency: 1,
      secret: true,
      expiresAt: new Date(now().getTime() + minutes(codeMinutes)),
      dedupeKey: `sign-in-code:${asked.id}`,
    });
  });
  return asked;
}

/**
 * Of everyone with this address, whose outbox the message stands in. Never a demonstration's when it also leads to
 * a real organisation: in demo mode anybody can read a demonstration's messages.
 */
async function recipientOf(address: string) {
  const people = await thoseWhoMay(addressKey(address), await findByAddress(address));
  if (!settings().demo || people.length < 2) return people[0];
  const real = await database().organisationDirectory.findMany({
    where: { id: { in: people.map((person) => person.organisationId) }, demonstration: false },
    select: { id: true },
  });
  return people.find(({ organisationId }) => real.some(({ id }) => id === organisationId)) ?? people[0];
}

async function keepCode(
  transaction: Transaction,
  address: string,
  { id, token }: AskedFor,
  code: string,
  before: AskedFor | null,
): Promise<void> {
  const addressHash = addressKey(address);
  const at = now();
  // One at a time for each address, or posts sent together would each find the limit not yet reached.
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${addressHash}, 0))`;
  const [asked] = await transaction.$queryRaw<{ lately: number; today: number }[]>`
    select count(*) filter (where created_at > ${new Date(at.getTime() - minutes(15))}::timestamptz)::int as lately,
      count(*)::int as today
    from sign_in_code where address_hash = ${addressHash}
      and created_at > ${new Date(at.getTime() - minutes(24 * 60))}::timestamptz`;
  if (asked && (asked.lately >= mostIn15Minutes || asked.today >= mostInADay)) {
    const wait = asked.today >= mostInADay ? "tomorrow" : "in 15 minutes";
    throw new Refusal(
      "too-many-tries",
      `Too many sign-in codes have been asked for with this e-mail address. Try again ${wait}.`,
    );
  }
  if (before) {
    await transaction.signInCode.updateMany({
      where: { id: before.id, browserHash: browserHash(before.token), expiresAt: { gt: at } },
      data: { expiresAt: at },
    });
  }
  await transaction.signInCode.create({
    data: {
      id,
      addressHash,
      codeHash: codeHash(id, code),
      browserHash: browserHash(token),
      createdAt: at,
      expiresAt: new Date(at.getTime() + minutes(codeMinutes)),
    },
  });
}

/** No link: mail scanners open links, and a code that is typed proves more. */
const messageWith = (code: string): string => `Your sign-in code is ${code}

Type it on the page where you asked for it. It works once, for ${codeMinutes} minutes, and only in the browser that asked for it.

If you did not ask for it, you need not do anything: nobody can sign in without it. Nobody from Countersign or your school will ever ask you for it.
`;

/** What came of typing a code. */
export type CodeOutcome =
  | { outcome: "right" }
  | { outcome: "wrong"; triesLeft: number }
  | { outcome: "too-many-tries" | "expired" | "used" | "another-browser" | "nothing-asked" };

/**
 * Tries a code. The try is counted in the statement that allows it, so that guesses sent together can't be more than
 * one after the other could; of two that are right, one wins. A code that another browser asked for is simply wrong:
 * to say more would let one guess be tried against every code of the address at once. After "right", `peopleBehind` tells who it may be.
 */
export async function tryCode(asked: AskedFor | null, typed: string): Promise<CodeOutcome> {
  if (!asked) return { outcome: "nothing-asked" };
  const code = typed.replace(/[\s-]/g, "");
  const [counted] = await database().$queryRaw<{ code_hash: string; tries: number }[]>`
    update sign_in_code set tries = tries + 1
    where id = ${asked.id}::uuid and browser_hash = ${browserHash(asked.token)} and used_at is null
      and expires_at > ${now()}::timestamptz and tries < ${mostTries}::int
    returning code_hash, tries`;
  if (!counted) return { outcome: await whyNot(asked) };
  if (same(codeHash(asked.id, code), counted.code_hash)) {
    // From here it stands for who may be chosen, for as long as a code would.
    const { count } = await database().signInCode.updateMany({
      where: { id: asked.id, usedAt: null },
      data: { usedAt: now(), expiresAt: new Date(now().getTime() + minutes(codeMinutes)) },
    });
    return { outcome: count === 1 ? "right" : "used" };
  }
  const triesLeft = mostTries - counted.tries;
  return triesLeft > 0 ? { outcome: "wrong", triesLeft } : { outcome: "too-many-tries" };
}

async function whyNot({ id, token }: AskedFor) {
  const row = await database().signInCode.findUnique({ where: { id } });
  if (!row) return "nothing-asked";
  if (!same(row.browserHash, browserHash(token))) return "another-browser";
  if (row.usedAt) return "used";
  return row.tries >= mostTries ? "too-many-tries" : "expired";
}

/** Deletes codes that nothing depends on any more: a day later not even the limit. @returns how many */
export async function deleteOldCodes(): Promise<number> {
  const { count } = await database().signInCode.deleteMany({
    where: { createdAt: { lt: new Date(now().getTime() - minutes(24 * 60)) } },
  });
  return count;
}

/**
 * Keeps proof that this browser was told apart by an identity provider which leads to several people, in the same
 * form as a right code's.
 * @param key the directory's key for the identity
 */
export async function keepProof(key: string): Promise<AskedFor> {
  const asked = { id: newId(), token: randomBytes(32).toString("base64url") };
  const at = now();
  await database().signInCode.create({
    data: {
      id: asked.id,
      addressHash: key,
      codeHash: codeHash(asked.id, randomBytes(32).toString("hex")),
      browserHash: browserHash(asked.token),
      createdAt: at,
      usedAt: at,
      expiresAt: new Date(at.getTime() + minutes(codeMinutes)),
    },
  });
  return asked;
}

/** The key that this browser has proved to hold and not yet used for signing in, or null. */
export async function provenKey(asked: AskedFor | null): Promise<string | null> {
  if (!asked) return null;
  const row = await database().signInCode.findFirst({
    where: {
      id: asked.id,
      browserHash: browserHash(asked.token),
      usedAt: { not: null },
      expiresAt: { gt: now() },
    },
    select: { addressHash: true },
  });
  return row?.addressHash ?? null;
}

/** Uses the proof up. @returns whether it was still there: of two at once, one gets it */
export async function spendProof({ id, token }: AskedFor): Promise<boolean> {
  const { count } = await database().signInCode.updateMany({
    where: { id, browserHash: browserHash(token), usedAt: { not: null }, expiresAt: { gt: now() } },
    // Not this moment: of two at once, the one that began a moment earlier would still find it to come.
    data: { expiresAt: new Date(0) },
  });
  return count === 1;
}
