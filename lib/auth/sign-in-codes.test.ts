import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addressKey, enterAddress } from "#lib/organisations/directory.ts";
import { anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { peopleBehind, signInAs } from "./choose-person.ts";
import { actorOfSession } from "./sessions.ts";
import { type AskedFor, askForCode, deleteOldCodes, tryCode } from "./sign-in-codes.ts";

const { prisma, query } = await testDatabase();

let organisationId: string;
let personId: string;
let number = 0;

/** A new address of the person's. */
async function anAddress(person = personId, organisation = organisationId): Promise<string> {
  const address = `person${++number}@example.org`;
  await inOrganisation(organisation, (transaction) =>
    enterAddress(transaction, organisation, person, address),
  );
  return address;
}

/** What the message to this address that was written last says its code is. */
async function codeSentTo(address: string): Promise<string> {
  const { rows } = await query(
    "owner",
    "select body from message where to_address = $1 order by id desc limit 1",
    [address],
  );
  const code = /\b\d{6}\b/.exec(rows[0]?.body)?.[0];
  if (!code) throw new Error(`No code was sent to ${address}`);
  return code;
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const at = (minutes: number) => setClock(new Date(Date.UTC(2026, 10, 22, 9, minutes)));

beforeAll(async () => {
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  const unitId = made.schools[0]?.id as string;
  personId = await aPerson(organisationId, {
    givenName: "Beth",
    familyName: "Ashworth",
    roles: [{ role: "staff", unitId }],
  });
});
afterEach(() => setClock(undefined));

async function asked(): Promise<{ browser: AskedFor; code: string; address: string }> {
  const address = await anAddress();
  const browser = await askForCode(address, null);
  return { browser, code: await codeSentTo(address), address };
}

test("the right code signs its person in", async () => {
  const { browser, code } = await asked();
  expect(await tryCode(browser, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ outcome: "right" });
  const people = await peopleBehind(browser);
  expect(people.map(({ name }) => name)).toEqual(["Beth Ashworth"]);
  const actor = await actorOfSession(await signInAs(browser, { organisationId, personId }));
  expect(actor).toMatchObject({ name: "Beth Ashworth", organisationId, mustSign: false });
});

test("nothing that the database keeps of a code can be typed", async () => {
  const { browser, code } = await asked();
  const row = await prisma.signInCode.findUniqueOrThrow({ where: { id: browser.id } });
  expect(JSON.stringify(row)).not.toContain(code);
  expect(JSON.stringify(row)).not.toContain(browser.token);
});

test("five wrong codes use it up, and the right one then comes too late", async () => {
  const { browser, code } = await asked();
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await tryCode(browser, wrong(code))).toEqual({ outcome: "wrong", triesLeft });
  }
  expect(await tryCode(browser, wrong(code))).toEqual({ outcome: "too-many-tries" });
  expect(await tryCode(browser, code)).toEqual({ outcome: "too-many-tries" });
  await expect(peopleBehind(browser)).rejects.toMatchObject({ code: "not-signed-in" });
});

test("the right code counts at the fifth try", async () => {
  const { browser, code } = await asked();
  for (let tries = 0; tries < 4; tries++) await tryCode(browser, wrong(code));
  expect(await tryCode(browser, code)).toEqual({ outcome: "right" });
});

test("forty guesses sent together are no more than five", async () => {
  const { browser, code } = await asked();
  const guesses = Array.from({ length: 40 }, (_, index) =>
    tryCode(browser, String((Number(code) + 1 + index) % 1_000_000).padStart(6, "0")),
  );
  const outcomes = (await Promise.all(guesses)).map((result) =>
    result.outcome === "wrong" ? result.triesLeft : result.outcome,
  );
  expect(outcomes.filter((one) => typeof one === "number").sort()).toEqual([1, 2, 3, 4]);
  expect(outcomes.filter((one) => one === "too-many-tries")).toHaveLength(36);
  const row = await prisma.signInCode.findUniqueOrThrow({ where: { id: browser.id } });
  expect(row.tries).toBe(5);
});

test("a code works once, also when it is posted several times at once", async () => {
  const { browser, code } = await asked();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => tryCode(browser, code)));
  expect(outcomes.filter(({ outcome }) => outcome === "right")).toHaveLength(1);
  expect(await tryCode(browser, code)).toEqual({ outcome: "used" });
  // Begun a moment apart, and so with a moment's difference in what each takes for now.
  const sessions = await Promise.allSettled(
    Array.from({ length: 8 }, async (_, index) => {
      await wait(index * 2);
      return signInAs(browser, { organisationId, personId });
    }),
  );
  expect(sessions.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("after ten minutes it has run out", async () => {
  at(0);
  const { browser, code } = await asked();
  at(10);
  expect(await tryCode(browser, code)).toEqual({ outcome: "expired" });
});

test("who was right has ten minutes to say who they are", async () => {
  at(0);
  const { browser, code } = await asked();
  at(9);
  expect(await tryCode(browser, code)).toEqual({ outcome: "right" });
  at(18);
  expect(await peopleBehind(browser)).toHaveLength(1);
  at(19);
  await expect(signInAs(browser, { organisationId, personId })).rejects.toMatchObject({
    code: "not-signed-in",
  });
});

describe("another browser", () => {
  test("that asked for nothing can do nothing with a code", async () => {
    await asked();
    expect(await tryCode(null, "123456")).toEqual({ outcome: "nothing-asked" });
  });

  test("that asked for its own code learns nothing of another's, and its try is counted", async () => {
    const { code, address, browser } = await asked();
    const other = await askForCode(address, null);
    expect(await tryCode(other, code)).toEqual({ outcome: "wrong", triesLeft: 4 });
    expect((await prisma.signInCode.findUniqueOrThrow({ where: { id: other.id } })).tries).toBe(1);
    expect(await tryCode(browser, code)).toEqual({ outcome: "right" });
  });

  test("that knows which request it was, but not its token, is another one and costs no try", async () => {
    const { browser, code } = await asked();
    const forged = { id: browser.id, token: "A".repeat(43) };
    expect(await tryCode(forged, code)).toEqual({ outcome: "another-browser" });
    expect((await prisma.signInCode.findUniqueOrThrow({ where: { id: browser.id } })).tries).toBe(0);
    expect(await tryCode(browser, code)).toEqual({ outcome: "right" });
    await expect(peopleBehind(forged)).rejects.toMatchObject({ code: "not-signed-in" });
  });
});

test("asking again voids the code before", async () => {
  const { browser, code, address } = await asked();
  const again = await askForCode(address, browser);
  expect(await tryCode(browser, code)).toEqual({ outcome: "expired" });
  expect(await tryCode(again, await codeSentTo(address))).toEqual({ outcome: "right" });
});

describe("an address nobody is known by", () => {
  test("is answered in the same way, and nobody is sent anything", async () => {
    const browser = await askForCode("nobody@example.org", null);
    expect(browser).toEqual({ id: expect.any(String), token: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await tryCode(browser, "000000")).toEqual({ outcome: "wrong", triesLeft: 4 });
    const { rows } = await query("owner", "select from message where to_address = 'nobody@example.org'");
    expect(rows).toHaveLength(0);
  });

  test("has the same limit", async () => {
    for (let asking = 0; asking < 5; asking++) await askForCode("nobody.else@example.org", null);
    await expect(askForCode("nobody.else@example.org", null)).rejects.toMatchObject({
      code: "too-many-tries",
    });
  });
});

test("five codes in a quarter of an hour, also when they are asked for together", async () => {
  at(0);
  const address = await anAddress();
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => askForCode(address, null)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  const { rows } = await query("owner", "select from message where to_address = $1", [address]);
  expect(rows).toHaveLength(5);
  at(14);
  await expect(askForCode(address, null)).rejects.toThrow("Try again in 15 minutes.");
  at(16);
  await expect(askForCode(address, null)).resolves.toBeTruthy();
});

test("twenty codes a day", async () => {
  const address = await anAddress();
  for (let asking = 0; asking < 20; asking++) {
    at(asking * 4);
    await askForCode(address, null);
  }
  at(120);
  await expect(askForCode(address, null)).rejects.toThrow("Try again tomorrow.");
  at(24 * 60 + 1);
  await expect(askForCode(address, null)).resolves.toBeTruthy();
});

describe("an address that leads to several people", () => {
  test("lets each of them be chosen, in each organisation, and nobody else", async () => {
    const neighbour = await anOrganisation({ kind: "single-school" });
    const other = await aPerson(neighbour.organisationId, { givenName: "Bethan", familyName: "Ashworth" });
    const stranger = await aPerson(organisationId);
    const address = await anAddress();
    await inOrganisation(neighbour.organisationId, (transaction) =>
      enterAddress(transaction, neighbour.organisationId, other, address),
    );
    const browser = await askForCode(address, null);
    await expect(peopleBehind(browser)).rejects.toMatchObject({ code: "not-signed-in" });
    await tryCode(browser, await codeSentTo(address));
    const people = await peopleBehind(browser);
    expect(people.map(({ name }) => name).sort()).toEqual(["Beth Ashworth", "Bethan Ashworth"]);
    await expect(signInAs(browser, { organisationId, personId: stranger })).rejects.toMatchObject({
      code: "not-found",
    });
    const chosen = { organisationId: neighbour.organisationId, personId: other };
    expect(await actorOfSession(await signInAs(browser, chosen))).toMatchObject(chosen);
    await expect(signInAs(browser, { organisationId, personId })).rejects.toMatchObject({
      code: "not-signed-in",
    });
  });

  test("writes to the real organisation, not to the demonstration whose messages anybody can read", async () => {
    const open = await anOrganisation({ kind: "single-school" });
    await query("owner", "update organisation_directory set demonstration = true where id = $1", [
      open.organisationId,
    ]);
    const real = await anOrganisation({ kind: "single-school" });
    const address = `shared${++number}@example.org`;
    for (const { organisationId: theirs } of [open, real]) {
      const who = await aPerson(theirs);
      await inOrganisation(theirs, (transaction) => enterAddress(transaction, theirs, who, address));
    }
    await askForCode(address, null);
    const { rows } = await query("owner", "select organisation_id from message where to_address = $1", [
      address,
    ]);
    expect(rows).toEqual([{ organisation_id: real.organisationId }]);
  });
});

test("a day later nothing is kept of a code", async () => {
  at(0);
  const { browser, address } = await asked();
  at(24 * 60 + 1);
  await deleteOldCodes();
  expect(await prisma.signInCode.count({ where: { addressHash: addressKey(address) } })).toBe(0);
  expect(await tryCode(browser, "123456")).toEqual({ outcome: "nothing-asked" });
});
