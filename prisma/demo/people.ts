import { type DutyKind, dutyKinds, type MembershipRole, membershipRoles } from "#lib/people/words.ts";
import type { DemoOrganisation } from "./organisations.ts";

/**
 * How far somebody has come with what they are asked: `signed` all of it, `earlier` only the version before the one
 * in force, `asked` and `declined` instead of signing, `new` nothing; `countersigned` a pupil whose parent has too.
 */
export type Signing = "signed" | "earlier" | "asked" | "declined" | "new" | "countersigned";

export type DemoMembership = {
  urn: string;
  role: MembershipRole;
  /** When, in the words of calendar.ts; a pupil's follows from the year group. */
  term: string | null;
  jobTitle?: string;
  firm?: string;
  yearGroup?: number;
  className?: string;
};

export type DemoPerson = {
  /** Full legal name; nobody in an organisation has another's. */
  name: string;
  givenName: string;
  familyName: string;
  knownAs: string | null;
  address: string | null;
  signing: Signing;
  memberships: DemoMembership[];
  duties: { urn: string; kind: DutyKind; term: string }[];
};

export type DemoContact = {
  adult: string;
  pupil: string;
  relationship: string;
  position: number;
  livesWith: boolean;
  doNotContact: boolean;
};

export type Cast = { people: Map<string, DemoPerson>; contacts: DemoContact[] };

const isSigning = (text: string): text is Signing =>
  ["signed", "earlier", "asked", "declined", "new", "countersigned"].includes(text);

const cells = (line: string) => line.split("|").map((cell) => cell.trim());

/** Everyone of an organisation, read from its tables. */
export function castOf(organisation: DemoOrganisation): Cast {
  const cast: Cast = { people: new Map(), contacts: [] };
  for (const [urn, table] of Object.entries(organisation.people))
    for (const line of table.trim().split("\n")) addWorker(cast, organisation, urn, line);
  for (const family of organisation.families.trim().split("\n\n")) addFamily(cast, organisation, family);
  return cast;
}

/** `Elizabeth (Beth) Ashworth`: the last word is the family name, brackets hold what they are known by. */
function personOf(cast: Cast, written: string): DemoPerson {
  const knownAs = /\((.+)\)/.exec(written)?.[1] ?? null;
  const name = written.replace(/\s*\(.+\)/, "");
  const known = cast.people.get(name);
  if (known) return known;
  const words = name.split(" ");
  const familyName = words.pop() as string;
  const person: DemoPerson = {
    name,
    givenName: words.join(" "),
    familyName,
    knownAs,
    address: null,
    signing: "new",
    memberships: [],
    duties: [],
  };
  cast.people.set(name, person);
  return person;
}

const localPart = (person: DemoPerson) =>
  `${person.knownAs ?? person.givenName}.${person.familyName}`
    .normalize("NFKD")
    .replace(/[^A-Za-z.-]/g, "")
    .toLowerCase();

/** Name | role | job title, firm | address (@ is the school's, - is none) | term | signing | duties. */
function addWorker(cast: Cast, organisation: DemoOrganisation, urn: string, line: string): void {
  const [name = "", role = "", job = "", address = "", term = "", signing = "", duties = ""] = cells(line);
  const person = personOf(cast, name);
  if (address !== "-")
    person.address ??= address === "@" ? `${localPart(person)}@${organisation.domain}` : address;
  if (isSigning(signing)) person.signing = signing;
  const outside = role === "agency" || role === "contractor";
  const [jobTitle, firm] = outside ? (job.split(", ") as [string, string?]) : [job];
  if (!membershipRoles.includes(role as MembershipRole)) throw new Error(`${name} has no role: "${role}"`);
  person.memberships.push({ urn, role: role as MembershipRole, term, jobTitle, ...(firm ? { firm } : {}) });
  for (const kind of duties.split(",").map((duty) => duty.trim())) {
    if (kind === "") continue;
    if (!dutyKinds.includes(kind as DutyKind)) throw new Error(`${name} has an unknown duty: "${kind}"`);
    person.duties.push({ urn, kind: kind as DutyKind, term });
  }
}

const parental = ["Mother", "Father"];

/** Whether a relationship of the tables carries parental responsibility. */
export const hasResponsibility = (relationship: string): boolean => parental.includes(relationship);

/** Children, each `name | school | class | year group | signing`; then adults, `name | relationship | address | note`. */
function addFamily(cast: Cast, organisation: DemoOrganisation, family: string): void {
  const lines = family.split("\n");
  const children = lines
    .filter((line) => !line.startsWith(" "))
    .map((line) => {
      const [name = "", urn = "", className = "", year = "", signing = ""] = cells(line);
      const pupil = personOf(cast, name);
      const yearGroup = Number(year);
      // Younger children have no e-mail of their own.
      if (yearGroup >= 7) pupil.address = `${localPart(pupil)}@pupils.${organisation.domain}`;
      if (isSigning(signing)) pupil.signing = signing;
      pupil.memberships.push({ urn, role: "pupil", term: null, yearGroup, className });
      return { pupil, urn };
    });
  for (const [index, line] of lines.filter((one) => one.startsWith(" ")).entries()) {
    const [name = "", relationship = "", address = "", note = ""] = cells(line);
    const adult = personOf(cast, name);
    if (address) adult.address ??= address;
    for (const urn of new Set(children.map((child) => child.urn)))
      adult.memberships.push({ urn, role: "parent", term: "0" });
    for (const { pupil } of children)
      cast.contacts.push({
        adult: adult.name,
        pupil: pupil.name,
        relationship,
        position: index + 1,
        livesWith: note === "",
        doNotContact: note === "not to be contacted",
      });
  }
}
