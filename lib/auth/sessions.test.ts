import { afterEach, beforeAll, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { actorFor, anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { demonstrationOrganisations, signInAsPersona } from "./demonstration.ts";
import { identityKey, linkIdentity, signInWithIdentity } from "./identities.ts";
import { actorOfSession, endSession, startSession } from "./sessions.ts";

const { prisma, query } = await testDatabase();

let organisationId: string;
let schoolId: string;
let neighbour: Awaited<ReturnType<typeof anOrganisation>>;

beforeAll(async () => {
  const made = await anOrganisation({ schools: 2 });
  organisationId = made.organisationId;
  schoolId = made.schools[0]?.id as string;
  neighbour = await anOrganisation({ kind: "single-school" });
});
afterEach(() => setClock(undefined));

const aTeacher = () => aPerson(organisationId, { roles: [{ role: "staff", unitId: schoolId }] });
const start = (personId: string, organisation = organisationId) =>
  startSession({ organisationId: organisation, personId, method: "code" });

test("a session says who is acting, and its start is an event", async () => {
  const personId = await aTeacher();
  const actor = await actorOfSession(await start(personId));
  expect(actor).toMatchObject({
    organisationId,
    personId,
    memberships: [{ role: "staff", unitId: schoolId, startsOn: "2020-09-01" }],
    duties: [],
    seats: [],
    mustSign: false,
  });
  expect(actor?.today).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const { rows } = await query("owner", "select kind, details from event where actor_id = $1", [personId]);
  expect(rows).toEqual([{ kind: "signed-in", details: { method: "code" } }]);
});

test("the name is the one they are known by; the legal name stays what a signature starts from", async () => {
  const personId = await aPerson(organisationId, { givenName: "Elizabeth", familyName: "Ashworth" });
  await query("owner", "update person set known_as = 'Beth' where id = $1", [personId]);
  expect(await actorFor(organisationId, personId)).toMatchObject({
    name: "Beth Ashworth",
    legalName: "Elizabeth Ashworth",
  });
});

test("a session that has ended is nobody's at once", async () => {
  const sessionId = await start(await aTeacher());
  expect(await actorOfSession(sessionId)).not.toBeNull();
  await endSession(sessionId);
  expect(await actorOfSession(sessionId)).toBeNull();
});

test("a session runs out after twelve hours, however much it is used", async () => {
  setClock(new Date("2026-11-22T08:00:00Z"));
  const sessionId = await start(await aTeacher());
  setClock(new Date("2026-11-22T19:59:59Z"));
  expect(await actorOfSession(sessionId)).not.toBeNull();
  setClock(new Date("2026-11-22T20:00:00Z"));
  expect(await actorOfSession(sessionId)).toBeNull();
});

test.each([newId(), "", "' or true --"])("the session %j never was", async (sessionId) => {
  expect(await actorOfSession(sessionId)).toBeNull();
  await endSession(sessionId);
});

test("all of a person's sessions end at once, and nobody else's", async () => {
  const [personId, colleague] = [await aTeacher(), await aTeacher()];
  const theirs = [await start(personId), await start(personId)];
  const other = await start(colleague);
  const office = await aPerson(organisationId, { duties: [{ kind: "office", unitId: schoolId }] });
  expect(await endSessions(await actorFor(organisationId, office), personId)).toEqual({ ended: 2 });
  expect(await Promise.all(theirs.map((id) => actorOfSession(id)))).toEqual([null, null]);
  expect(await actorOfSession(other)).not.toBeNull();
});

test("nobody ends the sessions of people they do not keep up to date", async () => {
  const personId = await aTeacher();
  const sessionId = await start(personId);
  const others = [
    await actorFor(organisationId, await aTeacher()),
    await actorFor(
      organisationId,
      await aPerson(organisationId, { duties: [{ kind: "auditor", unitId: schoolId }] }),
    ),
    await actorFor(
      neighbour.organisationId,
      await aPerson(neighbour.organisationId, {
        duties: [{ kind: "organisation-administrator", unitId: neighbour.organisationId }],
      }),
    ),
  ];
  for (const actor of others) {
    await expect(endSessions(actor, personId)).rejects.toMatchObject({ code: "not-found" });
  }
  expect(await actorOfSession(sessionId)).not.toBeNull();
});

test("who has left may sign in to see what they signed, and is nothing and may do nothing", async () => {
  const personId = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: schoolId, endsOn: "2021-08-31" }],
  });
  const actor = await actorOfSession(await start(personId));
  expect(actor).toMatchObject({ memberships: [], duties: [], mustSign: false });
});

test("nobody signs in who was erased, belongs elsewhere, or whose organisation is closed", async () => {
  const erased = await aTeacher();
  const sessionId = await start(erased);
  await query("owner", "update person set erased_at = now() where id = $1", [erased]);
  expect(await actorOfSession(sessionId)).toBeNull();
  await expect(start(erased)).rejects.toMatchObject({ code: "not-found" });
  await expect(start(await aTeacher(), neighbour.organisationId)).rejects.toMatchObject({
    code: "not-found",
  });
  const closed = await anOrganisation({ kind: "single-school" });
  const someone = await aPerson(closed.organisationId);
  await query("owner", "update organisation_directory set state = 'closed' where id = $1", [
    closed.organisationId,
  ]);
  await expect(start(someone, closed.organisationId)).rejects.toMatchObject({ code: "not-found" });
  expect(await prisma.session.count({ where: { personId: someone } })).toBe(0);
});

test("personas belong to a demonstration's organisation only", async () => {
  const personId = await aTeacher();
  await expect(signInAsPersona({ organisationId, personId })).rejects.toMatchObject({ code: "not-found" });
  expect(await demonstrationOrganisations()).toEqual([]);
  await query("owner", "update organisation_directory set demonstration = true where id = $1", [
    neighbour.organisationId,
  ]);
  const persona = {
    organisationId: neighbour.organisationId,
    personId: await aPerson(neighbour.organisationId),
  };
  const actor = await actorOfSession(await signInAsPersona(persona));
  expect(actor).toMatchObject({ ...persona, organisation: { demonstration: true } });
  await expect(signInAsPersona({ ...persona, personId })).rejects.toMatchObject({ code: "not-found" });
});

test("an account at an identity provider is its issuer and subject, and is linked once", async () => {
  const account = { issuer: "https://login.example.org", subject: "abc" };
  expect(await signInWithIdentity(account)).toEqual({ outcome: "unknown" });
  const actor = await actorFor(organisationId, await aTeacher());
  await linkIdentity(actor, account, "School login");
  await linkIdentity(actor, account, "School login");
  const result = await signInWithIdentity(account);
  expect(result).toMatchObject({ outcome: "signed-in" });
  expect(await signInWithIdentity({ ...account, issuer: "https://evil.example" })).toEqual({
    outcome: "unknown",
  });
  const colleague = await actorFor(organisationId, await aTeacher());
  await expect(linkIdentity(colleague, account, "School login")).rejects.toMatchObject({ code: "conflict" });
  const { rows } = await query("owner", "select target_id from directory_entry where key = $1", [
    identityKey(account),
  ]);
  expect(rows).toEqual([{ target_id: actor.personId }]);
});
