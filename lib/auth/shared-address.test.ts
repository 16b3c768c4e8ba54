import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { insertAddress } from "#lib/people/insert-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { peopleBehind, signInAs } from "./choose-person.ts";
import { actorOfSession } from "./sessions.ts";
import { type AskedFor, askForCode, tryCode } from "./sign-in-codes.ts";

const { query } = await testDatabase();

let organisationId: string;
let school: string;
let count = 0;

beforeAll(async () => {
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  school = made.schools[0]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
});
afterEach(() => query("owner", "delete from sign_in_code"));

/** Two adults of one pupil with one address between them. */
async function twoAtOneAddress(one = {}, other = {}) {
  const address = `shared${++count}@example.org`;
  const pupil = await aPerson(organisationId, {
    bornOn: "2016-01-01",
    roles: [{ role: "pupil", unitId: school, yearGroup: 5 }],
  });
  const adults = [
    await aPerson(organisationId, { givenName: "Mary", ...one }),
    await aPerson(organisationId, { givenName: "John", ...other }),
  ] as const;
  for (const adult of adults) {
    await aContact(organisationId, adult, pupil);
    await inOrganisation(organisationId, (transaction) =>
      insertAddress(transaction, organisationId, adult, address),
    );
  }
  return { address, pupil, mary: adults[0], john: adults[1] };
}
const bar = (pupil: string, adult: string, more = "") =>
  query("owner", `update contact set do_not_contact = true${more} where pupil_id = $1 and adult_id = $2`, [
    pupil,
    adult,
  ]);
const messagesTo = async (address: string): Promise<{ body: string }[]> =>
  (await query("owner", "select body from message where to_address = $1 order by id", [address])).rows;
async function signedInBrowser(address: string): Promise<AskedFor> {
  const asked = await askForCode(address, null);
  const code = /\b\d{6}\b/.exec((await messagesTo(address)).at(-1)?.body ?? "")?.[0] as string;
  expect(await tryCode(asked, code)).toEqual({ outcome: "right" });
  return asked;
}
const barred = (address: string) =>
  inOrganisation(organisationId, async (transaction) => [
    ...(await addressesNotToUse(transaction, organisationId, [address, "other@example.org"])),
  ]);

test("two adults at one address choose who they are, and each is asked for themself", async () => {
  const { address, pupil, mary, john } = await twoAtOneAddress();
  for (const [who, name] of [
    [mary, "Mary"],
    [john, "John"],
  ] as const) {
    const asked = await signedInBrowser(address);
    expect((await peopleBehind(asked)).map(({ personId }) => personId).sort()).toEqual([mary, john].sort());
    const actor = await actorOfSession(await signInAs(asked, { organisationId, personId: who }));
    expect(actor?.name).toContain(name);
    const [obligation] = await obligationsOf(organisationId, who, actor?.today as string);
    expect(obligation).toMatchObject({ capacity: "countersign", subjectId: pupil, signatureId: null });
  }
});

describe("where one of them must not be contacted", () => {
  test("neither gets a code, and whoever asks for one is answered as always", async () => {
    const { address, pupil, mary } = await twoAtOneAddress();
    await bar(pupil, mary);
    expect(await barred(address)).toEqual([address]);
    const asked = await askForCode(address, null);
    expect(asked.token).toMatch(/^[\w-]{43}$/);
    expect(await messagesTo(address)).toEqual([]);
    expect(await tryCode(asked, "000000")).toMatchObject({ outcome: "wrong" });
  });

  test("a code that was on its way opens nothing any more", async () => {
    const { address, pupil, mary, john } = await twoAtOneAddress();
    const asked = await signedInBrowser(address);
    await bar(pupil, mary);
    expect(await peopleBehind(asked)).toEqual([]);
    await expect(signInAs(asked, { organisationId, personId: john })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("who works at the school still gets in, as themself and nobody else", async () => {
    const { address, pupil, mary, john } = await twoAtOneAddress({
      roles: [{ role: "staff", unitId: school }],
    });
    await bar(pupil, mary);
    const asked = await signedInBrowser(address);
    expect((await peopleBehind(asked)).map(({ personId }) => personId)).toEqual([mary]);
    await expect(signInAs(asked, { organisationId, personId: john })).rejects.toMatchObject({
      code: "not-found",
    });
    const today = (await actorOfSession(await signInAs(asked, { organisationId, personId: mary })))?.today;
    const obligations = await obligationsOf(organisationId, mary, today as string);
    expect(obligations.map(({ capacity }) => capacity)).toEqual(["own"]);
  });

  test("it ends with the contact, or when the address is no longer theirs", async () => {
    const first = await twoAtOneAddress();
    await bar(first.pupil, first.mary, ", ends_on = current_date - 2");
    expect(await barred(first.address)).toEqual([]);
    const second = await twoAtOneAddress();
    await bar(second.pupil, second.mary);
    await query("owner", "update address set ended_at = now() where person_id = $1", [second.mary]);
    expect(await barred(second.address)).toEqual([]);
  });
});
