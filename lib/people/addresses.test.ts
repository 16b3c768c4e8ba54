import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/sessions.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { findByAddress } from "#lib/organisations/directory.ts";
import { addAddress } from "./add-address.ts";
import { addContact } from "./add-contact.ts";
import { addMembership } from "./add-membership.ts";
import { changeMembership } from "./change-membership.ts";
import { changeNames } from "./change-names.ts";
import { endAddress } from "./end-address.ts";
import { endContact } from "./end-contact.ts";
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

  describe("is not taken back by a school that somebody has left", () => {
    const mine = { address: "olga.takes@mail.example" };
    const membershipOf = async (personId: string, unitId: string) =>
      (
        await query("owner", "select id from membership where person_id = $1 and unit_id = $2", [
          personId,
          unitId,
        ])
      ).rows[0].id;
    /** Somebody who left Alder at the end of October, and is elsewhere from then on. */
    const someoneGone = async (names: string, to: string, role: "staff" | "pupil" | "parent" = "staff") => {
      const personId = await trust.someone(names, trust.alder, role, { addresses: ["theirs@home.example"] });
      await endMembership(trust.command, await membershipOf(personId, trust.alder), { on: "2026-10-31" });
      await addMembership(trust.command, personId, to, {
        role,
        startsOn: "2026-11-01",
        ...(role === "pupil" ? { yearGroup: 4 } : {}),
      });
      return personId;
    };
    const visitor = { role: "visitor", startsOn: "2026-12-05" };
    const refusal = (personId: string, code: string) =>
      Promise.all([
        expect(addAddress(office, personId, mine)).rejects.toMatchObject({ code }),
        expect(
          changeNames(office, personId, { givenName: "Olga", familyName: "Took" }),
        ).rejects.toMatchObject({ code }),
      ]);
    const comesLater = () => setClock(new Date("2026-12-05T09:00:00Z"));
    afterEach(() => setClock(new Date("2026-11-22T09:00:00Z")));

    test("with a new role there, also one that is said to have begun long ago", async () => {
      for (const [names, to] of [
        ["Una Up", trust.organisationId],
        ["Sally Sibling", trust.birch],
      ] as const) {
        const personId = await someoneGone(names, to);
        const { rows } = await query("owner", "select id from address where person_id = $1", [personId]);
        comesLater();
        await addMembership(office, personId, trust.alder, { ...visitor, startsOn: "2015-09-01" });
        await refusal(personId, "not-permitted");
        await expect(endAddress(office, personId, rows[0].id)).rejects.toMatchObject({
          code: "not-permitted",
        });
        expect(await addAddress(administrator, personId, { address: "kept@oaks.example" })).toHaveProperty(
          "made",
          true,
        );
        setClock(new Date("2026-11-22T09:00:00Z"));
      }
      expect(await findByAddress(mine.address)).toEqual([]);
    });

    test("nor loses the school where they are now its say", async () => {
      const personId = await someoneGone("Kay Kept", trust.birch);
      comesLater();
      await addMembership(office, personId, trust.alder, visitor);
      expect(await addAddress(siblingOffice, personId, { address: "kay@birch.example" })).toHaveProperty(
        "made",
        true,
      );
      // a new post at Birch, recorded before the one they have ends, breaks nothing
      setClock(new Date("2026-12-20T09:00:00Z"));
      await addMembership(siblingOffice, personId, trust.birch, {
        role: "volunteer",
        startsOn: "2027-01-01",
      });
      await endMembership(siblingOffice, await membershipOf(personId, trust.birch), { on: "2026-12-31" });
      setClock(new Date("2027-01-05T09:00:00Z"));
      await refusal(personId, "not-permitted");
      expect(await addAddress(siblingOffice, personId, { address: "kay2@birch.example" })).toHaveProperty(
        "made",
        true,
      );
    });

    test("with a membership that is opened again or made to reach a new one", async () => {
      const personId = await someoneGone("Rob Reopened", trust.birch);
      const left = await membershipOf(personId, trust.alder);
      comesLater();
      for (const endsOn of [undefined, "2027-10-31", "2026-12-04"])
        await expect(
          changeMembership(office, left, { startsOn: "2026-09-01", endsOn }),
        ).rejects.toMatchObject({ code: "conflict" });
      await expect(endMembership(office, left, { on: "2027-10-31" })).rejects.toMatchObject({
        code: "conflict",
      });
      await refusal(personId, "not-found");
      // an earlier last day takes nothing
      expect(await changeMembership(office, left, { startsOn: "2026-09-01", endsOn: "2026-10-30" })).toEqual({
        membershipId: left,
        changed: true,
      });
    });

    test("a pupil, or whoever signs for them", async () => {
      const pupil = await someoneGone("Pip Pupil", trust.birch, "pupil");
      const parent = await trust.someone("Pia Parent", trust.alder, "parent");
      await endMembership(trust.command, await membershipOf(parent, trust.alder), { on: "2026-10-31" });
      const link = { adultId: parent, relationship: "Parent", maySign: "on", startsOn: "2026-09-01" };
      const { contactId } = await addContact(trust.command, pupil, link);
      await refusal(parent, "not-found");
      expect(await addAddress(siblingOffice, parent, { address: "pia@home.example" })).toHaveProperty(
        "made",
        true,
      );
      comesLater();
      await addMembership(office, pupil, trust.alder, {
        role: "pupil",
        startsOn: "2026-12-05",
        yearGroup: 4,
      });
      await addMembership(office, parent, trust.alder, { ...visitor, role: "parent" });
      await refusal(pupil, "not-permitted");
      await refusal(parent, "not-permitted");
      await expect(addContact(office, pupil, { ...link, adultId: office.personId })).rejects.toMatchObject({
        code: "not-permitted",
      });
      await expect(endContact(office, contactId, { on: "2026-12-05" })).rejects.toMatchObject({
        code: "not-permitted",
      });
      expect(await endContact(siblingOffice, contactId, { on: "2026-12-05" })).toBeTruthy();
    });

    test("but comes back with somebody who is nowhere else", async () => {
      const personId = await trust.someone("Bea Back", trust.alder);
      const left = await membershipOf(personId, trust.alder);
      await endMembership(office, left, { on: "2026-10-31" });
      comesLater();
      expect(await changeMembership(office, left, { startsOn: "2026-09-01" })).toHaveProperty(
        "changed",
        true,
      );
      expect(await addAddress(office, personId, { address: "bea@alder.example" })).toHaveProperty(
        "made",
        true,
      );
    });
  });

  test("of somebody at two schools is for the one that has known them longer, and for neither from one day", async () => {
    const longer = await trust.someone("Lou Longer", trust.alder);
    const even = await trust.someone("Eve Even", trust.alder);
    await addMembership(trust.command, even, trust.birch, { role: "staff", startsOn: "2026-09-01" });
    setClock(new Date("2026-11-23T09:00:00Z"));
    await addMembership(trust.command, longer, trust.birch, { role: "staff", startsOn: "2026-09-01" });
    setClock(new Date("2026-11-22T09:00:00Z"));
    expect(await addAddress(office, longer, { address: "lou@alder.example" })).toHaveProperty("made", true);
    const tries = [
      [siblingOffice, longer],
      [office, even],
      [siblingOffice, even],
    ] as const;
    for (const [actor, personId] of tries)
      await expect(addAddress(actor, personId, { address: "two@x.example" })).rejects.toMatchObject({
        code: "not-permitted",
      });
    expect(await addAddress(administrator, even, { address: "eve@oaks.example" })).toHaveProperty(
      "made",
      true,
    );
    // One's own stay one's own.
    await addMembership(trust.command, office.personId, trust.birch, {
      role: "volunteer",
      startsOn: "2026-09-01",
    });
    expect(await addAddress(office, office.personId, { address: "own@alder.example" })).toHaveProperty(
      "made",
      true,
    );
  });
});

test("an office neither renames nor signs out its head or an administrator, a head both of the office", async () => {
  const names = { givenName: "Hedda", familyName: "Other" };
  const highUp = await trust.someone("Adi High", trust.alder);
  await giveDuty(administrator, highUp, trust.organisationId, {
    kind: "organisation-administrator",
    startsOn: "2026-09-01",
  });
  const session = (await trust.signIn(highUp)).sessionId ?? "";
  for (const personId of [head.personId, highUp]) {
    await expect(changeNames(office, personId, names)).rejects.toMatchObject({ code: "not-permitted" });
    await expect(endSessions(office, personId)).rejects.toMatchObject({ code: "not-permitted" });
  }
  expect(await actorOfSession(session)).not.toBeNull();
  expect(await changeNames(head, head.personId, names)).toHaveProperty("changed", true);
  const deputy = await trust.holder("Dee Desk", "office", trust.alder);
  expect(await endSessions(head, deputy.personId)).toEqual({ ended: 1 });
  expect(await changeNames(head, deputy.personId, { ...names, givenName: "Dee" })).toHaveProperty(
    "changed",
    true,
  );
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
