import type { Actor, CommandActor } from "#lib/auth/actor.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { addPerson } from "./add-person.ts";
import { giveDuty } from "./give-duty.ts";
import type { DutyKind, MembershipRole } from "./words.ts";

/** A trust with two schools, for the tests of this folder; everybody signed in as the application knows them. */
export type TestTrust = {
  organisationId: string;
  command: CommandActor;
  /** Identifiers of the schools. */
  alder: string;
  birch: string;
  administratorId: string;
  /** Adds someone by command and returns their identifier. */
  someone(
    names: string,
    unitId: string,
    role?: MembershipRole,
    more?: Record<string, unknown>,
  ): Promise<string>;
  /** Adds someone with a duty and signs them in. */
  holder(names: string, kind: DutyKind, unitId: string): Promise<Actor>;
  /** Signs somebody in. */
  signIn(personId: string): Promise<Actor>;
};

/** Makes a trust of its own. @param urns of its two schools, not used before */
export async function testTrust(slug: string, urns: [string, string]): Promise<TestTrust> {
  const created = await createOrganisation({
    slug,
    name: `The ${slug} trust`,
    kind: "trust",
    schools: [
      { name: `Alder School ${slug}`, urn: urns[0], phase: "primary" },
      { name: `Birch School ${slug}`, urn: urns[1], phase: "secondary" },
    ],
    administrator: { givenName: "Ada", familyName: "Minster", email: `ada@${slug}.example` },
    words: "a test",
  });
  const { organisationId, administratorId } = created;
  const command: CommandActor = { organisationId, words: "a test" };
  const trust: TestTrust = {
    organisationId,
    command,
    alder: created.units[urns[0]] ?? "",
    birch: created.units[urns[1]] ?? "",
    administratorId,
    async someone(names, unitId, role = "staff", more = {}) {
      const [givenName, familyName] = names.split(" ");
      const added = await addPerson(command, unitId, {
        givenName,
        familyName,
        role,
        startsOn: "2026-09-01",
        confirmed: true,
        ...(role === "pupil" ? { yearGroup: 4 } : {}),
        ...more,
      });
      if ("duplicates" in added) throw new Error("Nobody is a duplicate once confirmed.");
      return added.personId;
    },
    async holder(names, kind, unitId) {
      const personId = await trust.someone(names, unitId);
      await giveDuty(command, personId, unitId, { kind, startsOn: "2026-09-01" });
      return trust.signIn(personId);
    },
    async signIn(personId) {
      const actor = await actorOfSession(await startSession({ organisationId, personId, method: "persona" }));
      if (!actor) throw new Error("A session that has just begun belongs to someone.");
      return actor;
    },
  };
  return trust;
}
