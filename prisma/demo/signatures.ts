import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { legalName } from "#lib/people/names.ts";
import { readableAgreement } from "#lib/signing/readable-agreement.ts";
import { askQuestion, declineAgreement } from "#lib/signing/respond-instead.ts";
import { fieldsFor, type Signatory, signAgreement } from "#lib/signing/sign-agreement.ts";
import type { Calendar } from "./calendar.ts";
import type { Cast, DemoPerson } from "./people.ts";
import { versionsOf } from "./policies.ts";

type Member = {
  person: DemoPerson;
  signatory: Signatory;
  memberFrom: Day;
  /** Scatters days and hours; the same for the same name. */
  scatter: number;
};
/** The days on which a version could be signed, oldest version first. */
type Turn = { from: Day; to: Day; last: boolean };

const questions: Record<string, string> = {
  "Mireille Fontaine":
    "My pupils write to partner classes in Lyon through their teacher's platform. Is that allowed under section 5?",
  "Owen Tudor": "I read board papers on a laptop of my own. Do I need to change that before I sign?",
  "Dorothy Peel":
    "I take the register on my own telephone when the tablet is flat. What should I do instead?",
};
const refusals: Record<string, string> = {
  "Robert Thistlewood": "I would like to hear from the union about section 13 before I agree to it.",
};

/** Signs, asks and declines as the tables of people say, through the same functions as everyone. */
export async function writeSignatures(
  organisation: { organisationId: string; slug: string },
  cast: Cast,
  calendar: Calendar,
): Promise<void> {
  const turns = versionsOf(calendar)
    .filter((version) => version.slug === organisation.slug)
    .map((version, index, all): Turn => {
      const next = all[index + 1];
      return {
        from: version.dates.implementation,
        to: next ? addDays(next.dates.implementation, -1) : calendar.today,
        last: !next,
      };
    });
  const members = await membersOf(organisation.organisationId, cast, calendar);
  await several(members, (member) => writeOwn(member, turns, calendar));
  await several(
    cast.contacts.filter(
      (contact) => contact.position === 1 && cast.people.get(contact.pupil)?.signing === "countersigned",
    ),
    (contact) => countersign(members, contact.adult, contact.pupil, calendar),
  );
}

/** Four at a time: the database has several connections. */
async function several<T>(list: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

async function membersOf(organisationId: string, cast: Cast, calendar: Calendar): Promise<Member[]> {
  const { organisation, rows } = await inOrganisation(organisationId, async (transaction) => ({
    organisation: await transaction.organisation.findUniqueOrThrow({ where: { organisationId } }),
    rows: await transaction.person.findMany({
      where: { organisationId },
      include: {
        memberships: { include: { unit: { select: { name: true } } }, orderBy: { startsOn: "asc" } },
      },
    }),
  }));
  return rows.flatMap((row) => {
    const name = legalName(row);
    const person = cast.people.get(name);
    const first = row.memberships[0];
    if (!person || !first) return [];
    return {
      person,
      memberFrom: dateToDay(first.startsOn),
      scatter: [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7),
      signatory: {
        organisationId,
        organisation: { name: organisation.name, timeZone: organisation.timeZone },
        personId: row.id,
        legalName: name,
        today: calendar.today,
        memberships: row.memberships.map((membership) => ({
          role: membership.role,
          unitId: membership.unitId,
          unitName: membership.unit.name,
        })),
      },
    };
  });
}

async function writeOwn(member: Member, turns: Turn[], calendar: Calendar): Promise<void> {
  const { signing } = member.person;
  if (signing === "new") return;
  for (const turn of turns) {
    if (turn.last && signing === "earlier") continue;
    if (turn.last && (signing === "asked" || signing === "declined")) {
      await respond(member, signing, calendar);
      continue;
    }
    const at = momentWithin(member, turn, calendar);
    if (at) await signAll(member, at, (obligation) => obligation.capacity === "own");
  }
}

/** Some days into the version's time or the person's own, at a working hour; null when that is past its end. */
function momentWithin(member: Member, turn: Turn, calendar: Calendar): Date | null {
  const { scatter, memberFrom } = member;
  const earliest = memberFrom > turn.from ? memberFrom : turn.from;
  if (earliest > turn.to) return null;
  const wanted = addDays(earliest, scatter % (turn.last ? 5 : 20));
  const day = wanted > turn.to ? turn.to : wanted;
  if (day >= calendar.today) return now();
  const two = (figure: number) => String(figure).padStart(2, "0");
  return new Date(`${day}T${two(8 + (scatter % 9))}:${two(scatter % 60)}:${two((scatter * 7) % 60)}Z`);
}

async function signAll(member: Member, at: Date, which: (obligation: Obligation) => boolean): Promise<void> {
  const { signatory, person } = member;
  const { organisationId, personId } = signatory;
  const tutorGroup = person.memberships.find((membership) => membership.className)?.className;
  for (const obligation of await obligationsOf(organisationId, personId, dateToDay(at))) {
    if (obligation.signatureId || obligation.waitingForPupil || !which(obligation)) continue;
    const agreement = await readableAgreement(organisationId, obligation.agreementId, obligation.wordingId);
    const answers = fieldsFor(agreement, obligation.capacity)
      .filter((field) => field.kind === "tutor-group")
      .map((field) => [field.name, tutorGroup ?? ""]);
    await signAgreement(
      signatory,
      obligation.id,
      {
        agreed: true,
        printedName: signatory.legalName,
        answers: Object.fromEntries(answers),
        wordingId: obligation.wordingId,
      },
      { browser: null, at },
    );
  }
}

async function countersign(
  members: Member[],
  adult: string,
  pupil: string,
  calendar: Calendar,
): Promise<void> {
  const byName = (name: string) => members.find((member) => member.person.name === name);
  const parent = byName(adult);
  const child = byName(pupil);
  if (!parent || !child) throw new Error(`${adult} or ${pupil} is missing`);
  // Yesterday evening: every pupil's own signature was before.
  const yesterday = new Date(`${addDays(calendar.today, -1)}T19:${10 + (parent.scatter % 50)}:00Z`);
  const mine = (obligation: Obligation) =>
    obligation.capacity === "countersign" && obligation.subjectId === child.signatory.personId;
  await signAll(parent, yesterday, mine);
}

async function respond(member: Member, signing: "asked" | "declined", calendar: Calendar): Promise<void> {
  const { signatory, person } = member;
  const { organisationId, personId } = signatory;
  // Nobody is signed in here: what a response needs of an actor is who, where and which day.
  const actor: Actor = {
    ...signatory,
    organisation: {
      ...signatory.organisation,
      slug: "",
      kind: "trust",
      colour: null,
      demonstration: true,
    },
    name: signatory.legalName,
    memberships: [],
    duties: [],
    seats: [],
    mustSign: false,
    sessionId: null,
  };
  for (const obligation of await obligationsOf(organisationId, personId, calendar.today)) {
    if (obligation.capacity !== "own" || obligation.signatureId || obligation.responseKind) continue;
    const words = (signing === "asked" ? questions : refusals)[person.name];
    if (!words) throw new Error(`${person.name} has no words of their own`);
    const respondWith = signing === "asked" ? askQuestion : declineAgreement;
    await respondWith(actor, obligation.id, { words, formId: newId() });
  }
}
