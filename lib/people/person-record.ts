import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayToDate } from "#lib/dates.ts";
import { eventsAbout, type ToldEvent } from "#lib/events/queries.ts";
import { personFor, reachOf } from "./access.ts";
import { addressesNotToUse } from "./addresses-not-to-use.ts";
import { yearGroupOf } from "./insert-membership.ts";
import { calledName, legalName } from "./names.ts";
import { powerNotHad } from "./power.ts";
import type { DutyKind, MembershipRole } from "./words.ts";

type Dated = { startsOn: Day; endsOn: Day | null };

export type RecordedMembership = Dated & {
  id: string;
  unitId: string;
  unitName: string;
  role: MembershipRole;
  jobTitle: string | null;
  firm: string | null;
  /** The year group today, or when they start; null for everyone but pupils. */
  yearGroup: number | null;
  ended: boolean;
};
export type RecordedDuty = Dated & {
  id: string;
  unitId: string;
  unitName: string;
  kind: DutyKind;
  ended: boolean;
};
export type RecordedClass = Dated & {
  id: string;
  unitId: string;
  name: string;
  part: "pupil" | "teacher";
  academicYear: number;
  ended: boolean;
};
export type RecordedContact = Dated & {
  id: string;
  /** The other person of the link: the adult on a pupil's page, the pupil on an adult's. */
  personId: string;
  name: string;
  relationship: string;
  parentalResponsibility: boolean;
  livesWith: boolean;
  position: number;
  maySign: boolean;
  doNotContact: boolean;
  /** Signs for the pupil also once they are of age. */
  actsForAdult: boolean;
  /** The adult has said that this is not their child, and nobody has set it right yet. */
  disputed: boolean;
  /** How messages reach the adult; null on an adult's own page. */
  reach: "address" | "no-address" | "address-not-to-use" | null;
  ended: boolean;
};
export type RecordedAway = Dated & {
  id: string;
  unitId: string;
  unitName: string;
  kind: "away" | "excused";
  ended: boolean;
};
export type RecordedSignature = {
  id: string;
  agreement: string;
  policy: string;
  version: string;
  signedAt: Date;
  /** For whom a parent or carer signed; null for one's own. */
  forWhom: string | null;
  void: boolean;
  signedOn: Day;
  /** Paper bears a day and no time: only `signedOn` says when. */
  onPaper: boolean;
  /** Where one on paper was recorded, if the actor may look at it there: a school’s URN, or null for the organisation itself. */
  paperAt: { urn: string | null } | null;
  /** Only the signer opens the receipt. */
  own: boolean;
};
export type RecordedDue = {
  obligationId: string;
  agreement: string;
  policy: string;
  dueOn: Day;
  forWhom: string | null;
  response: "question" | "refusal" | "objection" | "not-my-child" | null;
};

/** Everything about a person that the actor may see. */
export type PersonRecord = {
  id: string;
  givenName: string;
  familyName: string;
  knownAs: string | null;
  name: string;
  legalName: string;
  bornOn: Day | null;
  addresses: { id: string; address: string; ended: boolean }[];
  memberships: RecordedMembership[];
  duties: RecordedDuty[];
  classes: RecordedClass[];
  /** Adults of a pupil. */
  contacts: RecordedContact[];
  /** Pupils of an adult. */
  pupils: RecordedContact[];
  away: RecordedAway[];
  /** null when the actor may not read signatures. */
  signed: RecordedSignature[] | null;
  due: RecordedDue[];
  /** null when the actor may not read events. */
  events: ToldEvent[] | null;
  /** What the person is that only somebody with more power may change the addresses of; null when the actor may. */
  morePower: string | null;
};

const name = { givenName: true, familyName: true, knownAs: true } as const;

/**
 * A person's record: what belongs to units where the actor may read people, and what belongs to the person.
 * @throws Refusal "not-found" outside the actor's reach
 */
export async function personRecord(actor: Actor, personId: string): Promise<PersonRecord> {
  const { organisationId, today } = actor;
  const reach = reachOf(actor, "people:read");
  const here = reach === "all" ? {} : { unitId: { in: reach } };
  const which = { organisationId, personId };
  const dated = ({ startsOn, endsOn }: { startsOn: Date; endsOn: Date | null }) => ({
    startsOn: dateToDay(startsOn),
    endsOn: endsOn && dateToDay(endsOn),
    ended: endsOn !== null && dateToDay(endsOn) < today,
  });
  return inOrganisation(organisationId, async (transaction) => {
    const person = await personFor(transaction, actor, "people:read", personId);
    const addresses = await transaction.address.findMany({
      where: which,
      orderBy: [{ endedAt: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }],
      select: { id: true, asWritten: true, endedAt: true },
    });
    const memberships = await transaction.membership.findMany({
      where: { ...which, ...here },
      orderBy: [{ startsOn: "desc" }, { id: "asc" }],
      include: { unit: { select: { name: true } } },
    });
    const duties = await transaction.duty.findMany({
      where: { ...which, ...here },
      orderBy: [{ startsOn: "desc" }, { id: "asc" }],
      include: { unit: { select: { name: true } } },
    });
    const classes = await transaction.classMembership.findMany({
      where: { ...which, classGroup: here },
      orderBy: [{ startsOn: "desc" }, { id: "asc" }],
      include: { classGroup: true },
    });
    const away = await transaction.away.findMany({
      where: { ...which, ...here },
      orderBy: [{ startsOn: "desc" }, { id: "asc" }],
      include: { unit: { select: { name: true } } },
    });
    const { contacts, pupils } = await contactsOf(transaction, organisationId, personId, reach, dated);
    const events = reachOf(actor, "events:read");
    return {
      id: person.id,
      givenName: person.givenName,
      familyName: person.familyName,
      knownAs: person.knownAs,
      name: calledName(person),
      legalName: legalName(person),
      bornOn: person.bornOn && dateToDay(person.bornOn),
      addresses: addresses.map(({ id, asWritten, endedAt }) => ({
        id,
        address: asWritten,
        ended: endedAt !== null,
      })),
      memberships: memberships.map((row) => {
        const dates = dated(row);
        return {
          id: row.id,
          unitId: row.unitId,
          unitName: row.unit.name,
          role: row.role as MembershipRole,
          jobTitle: row.jobTitle,
          firm: row.firm,
          yearGroup: row.cohort === null ? null : yearGroupOf(row.cohort, dates.startsOn, today),
          ...dates,
        };
      }),
      duties: duties.map((row) => ({
        id: row.id,
        unitId: row.unitId,
        unitName: row.unit.name,
        kind: row.kind as DutyKind,
        ...dated(row),
      })),
      classes: classes.map((row) => ({
        id: row.id,
        unitId: row.classGroup.unitId,
        name: row.classGroup.name,
        part: row.part === "teacher" ? "teacher" : "pupil",
        academicYear: row.classGroup.academicYear,
        ...dated(row),
      })),
      contacts,
      pupils,
      away: away.map((row) => ({
        id: row.id,
        unitId: row.unitId,
        unitName: row.unit.name,
        kind: row.kind === "excused" ? "excused" : "away",
        ...dated(row),
      })),
      signed: await signedBy(transaction, actor, personId),
      due: await dueFrom(transaction, actor, personId, reach),
      events:
        events !== "all" && events.length === 0
          ? null
          : await eventsAbout(transaction, organisationId, personId, events),
      morePower: await powerNotHad(transaction, actor, personId).then((power) =>
        actor.personId === personId ? null : power,
      ),
    };
  });
}

type DatedRow = { startsOn: Date; endsOn: Date | null };

/** Links of a person to pupils and adults; pupils of other schools are not shown. */
async function contactsOf(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  reach: "all" | string[],
  dated: (row: DatedRow) => Dated & { ended: boolean },
): Promise<{ contacts: RecordedContact[]; pupils: RecordedContact[] }> {
  const pupilHere =
    reach === "all" ? {} : { pupil: { memberships: { some: { unitId: { in: reach }, role: "pupil" } } } };
  const rows = await transaction.contact.findMany({
    where: { organisationId, OR: [{ pupilId: personId }, { adultId: personId }], ...pupilHere },
    orderBy: [{ position: "asc" }, { startsOn: "asc" }, { id: "asc" }],
    include: {
      adult: {
        select: {
          ...name,
          addresses: { where: { organisationId, endedAt: null }, select: { normalised: true } },
        },
      },
      pupil: { select: name },
    },
  });
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    rows.flatMap(({ adult }) => adult.addresses.map(({ normalised }) => normalised)),
  );
  const reachOfAdult = (addresses: { normalised: string }[]): RecordedContact["reach"] =>
    addresses.length === 0
      ? "no-address"
      : addresses.every(({ normalised }) => barred.has(normalised))
        ? "address-not-to-use"
        : "address";
  const all = rows.map((row) => {
    const ofPupil = row.pupilId === personId;
    return {
      id: row.id,
      personId: ofPupil ? row.adultId : row.pupilId,
      name: calledName(ofPupil ? row.adult : row.pupil),
      relationship: row.relationship,
      parentalResponsibility: row.parentalResponsibility,
      livesWith: row.livesWith,
      position: row.position,
      maySign: row.maySign,
      doNotContact: row.doNotContact,
      actsForAdult: row.actsForAdult,
      disputed: row.disputedAt !== null,
      reach: ofPupil ? reachOfAdult(row.adult.addresses) : null,
      ofPupil,
      ...dated(row),
    };
  });
  return { contacts: all.filter((row) => row.ofPupil), pupils: all.filter((row) => !row.ofPupil) };
}

/** What a person has signed: agreement, version and day. The printed record itself stays closed here. */
async function signedBy(
  transaction: Transaction,
  actor: Actor,
  personId: string,
): Promise<RecordedSignature[] | null> {
  const { organisationId } = actor;
  const reach = reachOf(actor, "signatures:read");
  if (reach !== "all" && reach.length === 0) return null;
  // Someone at two schools signs the organisation's policy once, for both; a sibling school's own policy and a
  // pupil of a sibling school are that school's.
  const visible =
    reach === "all"
      ? {}
      : {
          OR: [
            { unitId: { in: reach } },
            { capacity: "own", version: { policy: { unitId: organisationId } } },
          ],
        };
  // what another record of theirs signed is theirs
  const others = await transaction.personAlias.findMany({
    where: { organisationId, personId, undoneAt: null },
    select: { duplicateId: true },
  });
  const rows = await transaction.signature.findMany({
    where: {
      organisationId,
      signerId: { in: [personId, ...others.map(({ duplicateId }) => duplicateId)] },
      ...visible,
    },
    orderBy: [{ signedAt: "desc" }, { id: "desc" }],
    take: 200,
    select: {
      id: true,
      signedAt: true,
      signedOn: true,
      capacity: true,
      method: true,
      unit: { select: { id: true, urn: true } },
      subject: { select: name },
      agreement: { select: { title: true } },
      version: { select: { major: true, minor: true, policy: { select: { title: true } } } },
      signatureVoid: { select: { id: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    agreement: row.agreement.title,
    policy: row.version.policy.title,
    version: `${row.version.major}.${row.version.minor}`,
    signedAt: row.signedAt,
    signedOn: dateToDay(row.signedOn),
    forWhom: row.capacity === "countersign" ? calledName(row.subject) : null,
    void: row.signatureVoid !== null,
    onPaper: row.method === "paper",
    paperAt:
      row.method === "paper" && (reach === "all" || reach.includes(row.unit.id))
        ? { urn: row.unit.urn }
        : null,
    own: actor.personId === personId,
  }));
}

/** What a person is asked to sign today and has not, as far as it concerns units within reach. */
async function dueFrom(
  transaction: Transaction,
  actor: Actor,
  personId: string,
  reach: "all" | string[],
): Promise<RecordedDue[]> {
  type Row = {
    obligationId: string;
    capacity: "own" | "countersign";
    subjectName: string;
    policy: string;
    agreement: string;
    unitIds: string[];
    dueOn: Date;
    response: RecordedDue["response"];
  };
  const rows = await transaction.$queryRaw<Row[]>`
    select obligation_id as "obligationId", capacity, subject_name as "subjectName", policy_title as policy,
      agreement_title as agreement, unit_ids as "unitIds", due_on as "dueOn", response_kind as response
    from gate(${actor.organisationId}::uuid, ${personId}::uuid, ${dayToDate(actor.today)}::date)
    where signature_id is null and (capacity = 'countersign' or requirement = 'must')`;
  return rows
    .filter(({ unitIds }) => reach === "all" || unitIds.some((unitId) => reach.includes(unitId)))
    .map(({ obligationId, capacity, subjectName, policy, agreement, dueOn, response }) => ({
      obligationId,
      policy,
      agreement,
      dueOn: dateToDay(dueOn),
      forWhom: capacity === "countersign" ? subjectName : null,
      response,
    }));
}
