import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/sessions.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { findByAddress } from "#lib/organisations/directory.ts";
import { addAddress } from "./add-address.ts";
import { addContact } from "./add-contact.ts";
import { addMembership } from "./add-membership.ts";
import { changeNames } from "./change-names.ts";
import { endAddress } from "./end-address.ts";
import { endMembership } from "./end-membership.ts";
import { endSessions } from "./end-sessions.ts";
import { giveDuty } from "./give-duty.ts";
import { type TestTrust, testTrust } from "./people-for-tests.ts";

const { query } = await testDatabase();
let trust: TestTrust;
let office: Actor;
let head: Actor;
let siblingOffice: Actor;
let foreignOffice: Actor;
let administrator: Actor;

const toldOf = async (personId: string) =>
  (
    await query("owner", "select to_address from message where person_id = $1 order by id", [personId])
  ).rows.map((row) => row.to_address);
const eventsOf = async (personId: string) =>
  (
    await query("owner", "select kind from event where person_id = $1 and kind <> 'signed-in' order by id", [
      personId,
    ])
  ).rows.map((row) => row.kind);

beforeAll(async () => {
  setClock(new Date("2026-11-22T09:00:00Z"));
  trust = await testTrust("oaks", ["100001", "100002"]);
  const other = await testTrust("elms", ["100003", "100004"]);
  office = await trust.holder("Olga Ofis", "office", trust.alder);
  head = await trust.holder("Hedda Head", "head", trust.alder);
  siblingOffice = await trust.holder("Sibyl Ofis", "office", trust.birch);
  foreignOffice = await other.holder("Fred Ofis", "office", other.alder);
  administrator = await trust.signIn(trust.administratorId);
});

describe("where somebody's sign-in codes go", () => {
  test("an added address leads to them, and the one they had is told", async () => {
    const personId = await trust.someone("Tilda Told", trust.alder, "staff", {
      addresses: ["Old@alder.example"],
    });
    const { made } = await addAddress(office, personId, { address: " New@alder.example " });
    expect(made).toBe(true);
    expect((await findByAddress("new@alder.example"))[0]?.personId).toBe(personId);
    expect(await toldOf(personId)).toEqual(["Old@alder.example"]);
  });

  test("ten adds of one address at once make one, one event, one message", async () => {
    const personId = await trust.someone("Rita Race", trust.alder, "staff", {
      addresses: ["first@alder.example"],
    });
    const added = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        addAddress(office, personId, { address: n % 2 ? "race@alder.example" : "RACE@alder.example" }),
      ),
    );
    expect(added.filter(({ made }) => made)).toHaveLength(1);
    expect(new Set(added.map(({ addressId }) => addressId)).size).toBe(1);
    expect(await findByAddress("race@alder.example")).toHaveLength(1);
    expect(await eventsOf(personId)).toEqual(["person-added", "address-added"]);
    expect(await toldOf(personId)).toHaveLength(1);
  });

  test("a taken-away address leads nowhere, is told, and signs them out; adding it again leads to them again", async () => {
    const personId = await trust.someone("Ed Ended", trust.alder, "staff", {
      addresses: ["ed@alder.example"],
    });
    const session = (await trust.signIn(personId)).sessionId ?? "";
    const { addressId } = await addAddress(office, personId, { address: "ed@alder.example" });
    expect(await endAddress(office, personId, addressId)).toEqual({ addressId, ended: true });
    expect(await endAddress(office, personId, addressId)).toEqual({ addressId, ended: false });
    expect(await findByAddress("ed@alder.example")).toEqual([]);
    expect(await actorOfSession(session)).toBeNull();
    expect(await toldOf(personId)).toEqual(["ed@alder.example"]);
    expect(await addAddress(office, personId, { address: "ed@alder.example" })).toEqual({
      addressId,
      made: true,
    });
    expect(await findByAddress("ed@alder.example")).toHaveLength(1);
  });

  test("an address stays with those who share it", async () => {
    const one = await trust.someone("One Shares", trust.alder, "parent", { addresses: ["us@home.example"] });
    const two = await trust.someone("Two Shares", trust.alder, "parent", { addresses: ["us@home.example"] });
    const { addressId } = await addAddress(office, one, { address: "us@home.example" });
    await endAddress(office, one, addressId);
    expect((await findByAddress("us@home.example")).map(({ personId }) => personId)).toEqual([two]);
  });

  test("an address that a do-not-contact contact reads is not told", async () => {
    const child = await trust.someone("Kit Kind", trust.alder, "pupil");
    const parent = await trust.someone("Pat Parted", trust.alder, "parent", {
      addresses: ["both@home.example"],
    });
    const former = await trust.someone("Fay Former", trust.alder, "parent", {
      addresses: ["Both@home.example"],
    });
    await addContact(office, child, {
      adultId: former,
      relationship: "Parent",
      startsOn: "2026-09-01",
      doNotContact: true,
    });
    await addAddress(office, parent, { address: "new-life@home.example" });
    expect(await toldOf(parent)).toEqual([]);
  });

  test("an office cannot reach for its head's, its administrator's or a board's power", async () => {
    const mine = { address: "olga.home@mail.example" };
    await expect(addAddress(office, head.personId, mine)).rejects.toMatchObject({ code: "not-permitted" });
    const soon = await trust.someone("Soon Head", trust.alder);
    await giveDuty(administrator, soon, trust.alder, { kind: "head", startsOn: "2027-01-01" });
    await expect(addAddress(office, soon, mine)).rejects.toMatchObject({ code: "not-permitted" });
    // of another school of the trust, too
    const both = await trust.someone("Bo Both", trust.alder);
    await giveDuty(administrator, both, trust.birch, { kind: "auditor", startsOn: "2026-01-01" });
    await expect(addAddress(office, both, mine)).rejects.toMatchObject({ code: "not-permitted" });
    const seated = await trust.someone("Sia Seated", trust.alder, "governor");
    const [body] = (
      await query("owner", "select id from body where organisation_id = $1", [trust.organisationId])
    ).rows;
    await query(
      "owner",
      "insert into seat (organisation_id, id, body_id, person_id, part, starts_on) values ($1, $2, $3, $4, 'member', '2026-01-01')",
      [trust.organisationId, newId(), body.id, seated],
    );
    await expect(addAddress(head, seated, mine)).rejects.toMatchObject({ code: "not-permitted" });
    expect(await findByAddress(mine.address)).toEqual([]);
    expect(await addAddress(administrator, head.personId, { address: "hedda@alder.example" })).toHaveProperty(
      "made",
      true,
    );
    expect(await addAddress(head, office.personId, { address: "olga@alder.example" })).toHaveProperty(
      "made",
      true,
    );
    expect(await addAddress(head, head.personId, { address: "hedda.home@mail.example" })).toHaveProperty(
      "made",
      true,
    );
  });

  test("is not for a sibling school's office, nor another organisation's", async () => {
    const personId = await trust.someone("Nel Near", trust.alder, "staff", {
      addresses: ["nel@alder.example"],
    });
    const { addressId } = await addAddress(office, personId, { address: "nel@alder.example" });
    for (const actor of [siblingOffice, foreignOffice]) {
      await expect(addAddress(actor, personId, { address: "x@y.example" })).rejects.toMatchObject({
        code: "not-found",
      });
      await expect(endAddress(actor, personId, addressId)).rejects.toMatchObject({ code: "not-found" });
      await expect(endSessions(actor, personId)).rejects.toMatchObject({ code: "not-found" });
      await expect(
        changeNames(actor, personId, { givenName: "Nell", familyName: "Near" }),
      ).rejects.toMatchObject({ code: "not-found" });
    }
    // somebody else's address by its identifier
    await expect(endAddress(office, office.personId, addressId)).rejects.toMatchObject({ code: "not-found" });
  });

  test("goes with somebody to the school where they are now", async () => {
    const personId = await trust.someone("Mo Moved", trust.alder);
    await addMembership(administrator, personId, trust.birch, { role: "staff", startsOn: "2026-11-01" });
    const [first] = (
      await query("owner", "select id from membership where person_id = $1 and unit_id = $2", [
        personId,
        trust.alder,
      ])
    ).rows;
    await endMembership(office, first.id, { on: "2026-10-31" });
    await expect(addAddress(office, personId, { address: "mo@x.example" })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await addAddress(siblingOffice, personId, { address: "mo@birch.example" })).toHaveProperty(
      "made",
      true,
    );
  });
});

test("a new name sorts and is found anew, and the event keeps both; the same again is no event", async () => {
  const personId = await trust.someone("Wanda Wed", trust.alder);
  const names = { givenName: "Wanda", familyName: "Ünion", bornOn: { day: "1", month: "5", year: "1990" } };
  expect(await changeNames(office, personId, names)).toEqual({ personId, changed: true });
  expect(await changeNames(office, personId, names)).toEqual({ personId, changed: false });
  const [row] = (
    await query("owner", "select sort_name, born_on::text from person where id = $1", [personId])
  ).rows;
  expect(row).toEqual({ sort_name: "union, wanda", born_on: "1990-05-01" });
  expect(await eventsOf(personId)).toEqual(["person-added", "person-renamed", "born-on-changed"]);
});

test("signing out everywhere ends every session at once, but not one's own", async () => {
  const personId = await trust.someone("Sid Signed", trust.alder);
  const one = await trust.signIn(personId);
  await trust.signIn(personId);
  expect(await endSessions(office, personId)).toEqual({ ended: 2 });
  expect(await actorOfSession(one.sessionId ?? "")).toBeNull();
  await endSessions(office, office.personId);
  expect(await actorOfSession(office.sessionId ?? "")).not.toBeNull();
});
