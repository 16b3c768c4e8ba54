import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { calledName } from "#lib/people/names.ts";

/** People of the demonstration whom anyone may sign in as, by full legal name. */
export const demoPersonas = [
  {
    key: "teacher-new",
    slug: "larkmere",
    name: "Chidi Eze",
    words: "Teacher at Larkmere High School, just started, has signed nothing yet",
  },
  {
    key: "teacher-signed",
    slug: "larkmere",
    name: "Hannah Lovell",
    words: "Teacher at Larkmere High School, has signed what is in force",
  },
  {
    key: "volunteer-new",
    slug: "larkmere",
    name: "Wendy Ashcroft",
    words: "Volunteer at Larkmere High School, has signed nothing yet",
  },
  {
    key: "governor",
    slug: "larkmere",
    name: "Dominic Rourke",
    words: "Governor at Larkmere High School, signed the version before the one in force",
  },
  { key: "head", slug: "larkmere", name: "Samuel Osei", words: "Head of Larkmere High School" },
  {
    key: "sibling-head",
    slug: "larkmere",
    name: "Meera Krishnan",
    words: "One of the two heads of Otterby Primary School, in the same trust",
  },
  {
    key: "neighbour-head",
    slug: "kestrel-down",
    name: "Angharad Bowen",
    words: "Head of Kestrel Down Primary School, which belongs to no trust",
  },
  {
    key: "policy-owner",
    slug: "larkmere",
    name: "Dafydd Pryce-Jones",
    words: "Policy owner, Larkmere Schools Trust",
  },
  {
    key: "board-chair",
    slug: "larkmere",
    name: "Margaret Oduya",
    words: "Chair of the trust board, Larkmere Schools Trust",
  },
  {
    key: "board-member",
    slug: "larkmere",
    name: "Fiona MacAllister",
    words: "Trustee on the trust board, Larkmere Schools Trust",
  },
  {
    key: "clerk",
    slug: "larkmere",
    name: "Rukhsana Mirza",
    words: "Clerk to the trust board, Larkmere Schools Trust",
  },
  {
    key: "administrator",
    slug: "larkmere",
    name: "Priya Raman",
    words: "Organisation administrator, Larkmere Schools Trust",
  },
  { key: "office", slug: "larkmere", name: "Patricia Dunne", words: "Office of Larkmere High School" },
  {
    key: "pupil-senior",
    slug: "larkmere",
    name: "Maryam Siddiqui",
    words: "Pupil in the sixth form of Larkmere High School",
  },
  {
    key: "parent-two-children",
    slug: "larkmere",
    name: "Sarah Fielding",
    words: "Parent of a child at Larkmere High School and one at Otterby Primary School",
  },
] as const satisfies { key: string; slug: string; name: string; words: string }[];

export type PersonaKey = (typeof demoPersonas)[number]["key"];

/** A persona as `/demo` shows it and signs in as it. */
export type Persona = {
  key: PersonaKey;
  organisationId: string;
  organisationName: string;
  organisationSlug: string;
  personId: string;
  /** The name they are known by, as it is today. */
  name: string;
  /** Their role and school in words. */
  words: string;
};

/** What marks a person as a persona, so that they are found whatever they are called by then. */
export const personaSource = "demonstration";

/** The personas that there are, in the order of the list; none when the demonstration is not loaded. */
export async function findPersonas(): Promise<Persona[]> {
  const found = new Map<string, Persona>();
  const organisations = await database().organisationDirectory.findMany({
    where: { demonstration: true, state: "open" },
  });
  for (const { id: organisationId, slug } of organisations) {
    const rows = await inOrganisation(organisationId, (transaction) =>
      transaction.outsideIdentifier.findMany({
        where: { organisationId, source: personaSource, person: { erasedAt: null } },
        select: {
          value: true,
          person: {
            select: {
              id: true,
              givenName: true,
              familyName: true,
              knownAs: true,
              organisation: { select: { name: true } },
            },
          },
        },
      }),
    );
    for (const { value, person } of rows) {
      const persona = demoPersonas.find((one) => one.key === value && one.slug === slug);
      if (persona && person)
        found.set(value, {
          key: persona.key,
          organisationId,
          organisationName: person.organisation.name,
          organisationSlug: slug,
          personId: person.id,
          name: calledName(person),
          words: persona.words,
        });
    }
  }
  return demoPersonas.flatMap((persona) => found.get(persona.key) ?? []);
}
