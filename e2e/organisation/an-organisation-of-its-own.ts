import { randomInt, randomUUID } from "node:crypto";
import { linkTo } from "#e2e/families/a-family.ts";
import type { Newcomer } from "#e2e/support/journey.ts";
import { today } from "#lib/clock.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { giveDuty } from "#lib/people/give-duty.ts";
import { addBody } from "#lib/ratification/keep-bodies.ts";
import { giveSeat } from "#lib/ratification/keep-seats.ts";
import { actorFor } from "#lib/testing/builders.ts";

const since = "2024-09-01";
const words = "a journey";

type School = { id: string; urn: string; name: string; phase: "primary" | "secondary" | "infant" };

/** Who is there: by given name, with a role where. Each organisation has those whose place it has. */
const people = {
  Carys: { at: "board", role: { trust: "trustee", "single-school": "governor" } },
  Mo: { at: "board", role: { trust: "trustee", "single-school": "governor" } },
  Cleo: { at: "board", role: { trust: "contractor", "single-school": "contractor" }, duty: "clerk" },
  Hana: { at: "school", role: "staff", duty: "head" },
  Omar: { at: "school", role: "staff", duty: "office" },
  Tess: { at: "school", role: "staff" },
  Vera: { at: "school", role: "volunteer" },
  Gwen: { at: "school", role: "governor" },
  Olu: { at: "school", role: "pupil", years: { trust: "9", "single-school": "1" } },
  Pia: { at: "school", role: "parent", of: "Olu" },
  Petra: { at: "other", role: "staff" },
  Yara: { at: "other", role: "pupil", years: { trust: "3", "single-school": "1" } },
  Piet: { at: "other", role: "parent", of: "Yara" },
} as const;

/** Ada administers it; in a trust she works for the trust itself, else at the school. */
export type Name = keyof typeof people | "Ada";
export type World = {
  organisationId: string;
  slug: string;
  name: string;
  /** Where most of them are: a trust's secondary school, or the school. */
  school: School;
  /** A trust's primary school, where Petra works and Yara learns. */
  other: School | null;
  /** The board of a trust or the governing body of a school. */
  body: string;
  who: Record<Name, Newcomer>;
  there: Name[];
};

/** An organisation for one journey alone, with a board or governing body of Carys in the chair, Mo, and Cleo as clerk. */
export async function anOrganisationOfItsOwn(kind: "trust" | "single-school"): Promise<World> {
  const mark = randomUUID().slice(0, 6);
  const urn = () => String(randomInt(100_000, 900_000));
  const school = {
    urn: urn(),
    name: `Wending School ${mark}`,
    phase: kind === "trust" ? ("secondary" as const) : ("infant" as const),
  };
  const other =
    kind === "trust" ? { urn: urn(), name: `Arden Primary ${mark}`, phase: "primary" as const } : null;
  const name = kind === "trust" ? `Wending Trust ${mark}` : school.name;
  const slug = `wending-${mark}`;
  const email = (given: string) => `${given.toLowerCase()}@${slug}.example`;
  const made = await createOrganisation({
    ...{ slug, name, kind, words },
    schools: other ? [school, other] : [school],
    administrator: { givenName: "Ada", familyName: mark, email: email("Ada") },
  });
  const { organisationId } = made;
  const idOf = (one: { urn: string }) => made.units[one.urn] as string;
  const command = { organisationId, words };
  const newcomer = (given: string, personId: string): Newcomer => ({
    ...{ organisationId, personId, name: `${given} ${mark}`, email: email(given) },
  });
  const who = { Ada: newcomer("Ada", made.administratorId) } as Record<Name, Newcomer>;
  const units = {
    board: kind === "trust" ? organisationId : idOf(school),
    school: idOf(school),
    other: other && idOf(other),
  };
  for (const [given, one] of Object.entries(people)) {
    const unitId = units[one.at];
    if (!unitId) continue;
    const added = await addPerson(command, unitId, {
      ...{ givenName: given, familyName: mark, startsOn: since, confirmed: true },
      role: typeof one.role === "string" ? one.role : one.role[kind],
      addresses: "years" in one ? [] : [email(given)],
      ...("years" in one ? { yearGroup: one.years[kind], bornOn: bornFor(Number(one.years[kind])) } : {}),
    });
    if (!("personId" in added)) throw new Error(`${given} is there already`);
    who[given as Name] = newcomer(given, added.personId);
    if ("duty" in one) {
      const where = one.duty === "clerk" ? organisationId : unitId;
      await giveDuty(command, added.personId, where, { kind: one.duty, startsOn: since });
    }
    if ("of" in one) await linkTo(organisationId, added.personId, who[one.of].personId);
  }
  const world: World = {
    ...{ organisationId, slug, name, who, there: Object.keys(who) as Name[] },
    school: { ...school, id: idOf(school) },
    other: other && { ...other, id: idOf(other) },
    body: kind === "trust" ? "Trust board" : "Governing body",
  };
  await seat(world, made.bodyId, { Carys: "chair", Mo: "member", Cleo: "clerk" });
  return world;
}

/** Old enough for a year group today, and a child. */
const bornFor = (yearGroup: number) => `${new Date().getUTCFullYear() - yearGroup - 6}-10-01`;

/** Another body, such as a committee or a school's own governors, with its seats. */
export async function aBodyOf(
  world: World,
  given: { unitId: string; name: string; kind: "committee" | "governing-body" },
  seats: Partial<Record<Name, string>>,
): Promise<void> {
  const ada = await actorFor(world.organisationId, world.who.Ada.personId);
  const { bodyId } = await addBody(ada, { ...given, quorum: "", writtenResolutions: "" });
  await seat(world, bodyId, seats);
}

async function seat(world: World, bodyId: string, seats: Partial<Record<Name, string>>): Promise<void> {
  const ada = await actorFor(world.organisationId, world.who.Ada.personId);
  for (const [name, part] of Object.entries(seats)) {
    const { personId } = world.who[name as Name];
    await giveSeat(ada, bodyId, { personId, part, startsOn: since, endsOn: "" });
  }
}

/** Everyone from whom a signature is due today, for themself or for a pupil. */
export async function whoIsDue({ organisationId, who, there }: World): Promise<Name[]> {
  const due: Name[] = [];
  for (const name of there) {
    const asked = await obligationsOf(organisationId, who[name].personId, today("Europe/London"));
    if (asked.some(({ requirement, signatureId }) => requirement === "must" && !signatureId)) due.push(name);
  }
  return due;
}

/** Those of some people whom a school's list of who has not signed names: a parent or carer under the pupil. */
export function namesAtSchool({ who, other }: World, some: Name[]): string[] {
  const here = some.filter((name) => {
    const at = name === "Ada" ? "board" : people[name].at;
    return at === "school" || (at === "board" && other === null);
  });
  const named = here.map((name) => {
    const one = name === "Ada" ? null : people[name];
    return who[one && "of" in one ? one.of : name].name;
  });
  return [...new Set(named)].sort();
}
