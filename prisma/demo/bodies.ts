import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { idOf, type Setting, unitOf } from "./setting.ts";

type Part = "chair" | "vice-chair" | "member" | "clerk";

export type DemoBody = {
  slug: string;
  /** The school's, or "" for the organisation's. */
  urn: string;
  /** Null for the board or body that every organisation starts with. */
  name: string | null;
  kind: "trust-board" | "governing-body" | "committee";
  quorum: number;
  seats: [name: string, part: Part][];
};

/** Boards, governing bodies and committees with who sits on them. */
export const bodies: DemoBody[] = [
  {
    slug: "larkmere",
    urn: "",
    name: null,
    kind: "trust-board",
    quorum: 3,
    seats: [
      ["Margaret Oduya", "chair"],
      ["Rajinder Singh Sandhu", "vice-chair"],
      ["Fiona MacAllister", "member"],
      ["Ibrahim Yusuf", "member"],
      ["Catherine Lightfoot", "member"],
      ["Owen Tudor", "member"],
      ["Mei-Ling Chow", "member"],
      ["Rukhsana Mirza", "clerk"],
    ],
  },
  {
    slug: "larkmere",
    urn: "",
    name: "Standards committee",
    kind: "committee",
    quorum: 2,
    seats: [
      ["Rajinder Singh Sandhu", "chair"],
      ["Fiona MacAllister", "member"],
      ["Mei-Ling Chow", "member"],
      ["Rukhsana Mirza", "clerk"],
    ],
  },
  {
    slug: "larkmere",
    urn: "999425",
    name: "Governing body of Larkmere High School",
    kind: "governing-body",
    quorum: 2,
    seats: [
      ["Sunita Chaudhary", "chair"],
      ["Dominic Rourke", "member"],
      ["Philippa Grange", "member"],
      ["Kwabena Boateng", "member"],
      ["Samuel Osei", "member"],
      ["Rukhsana Mirza", "clerk"],
    ],
  },
  {
    slug: "larkmere",
    urn: "999418",
    name: "Governing body of Otterby Primary School",
    kind: "governing-body",
    quorum: 2,
    seats: [
      ["Peter Vandenberg", "chair"],
      ["Shirin Tehrani", "member"],
      ["Meera Krishnan", "member"],
      ["Rukhsana Mirza", "clerk"],
    ],
  },
  {
    slug: "larkmere",
    urn: "999417",
    name: "Governing body of Pennyfield Infant School",
    kind: "governing-body",
    quorum: 2,
    seats: [
      ["Vikram Anand", "chair"],
      ["Josie Clegg", "member"],
      ["Rukhsana Mirza", "clerk"],
    ],
  },
  {
    slug: "kestrel-down",
    urn: "",
    name: null,
    kind: "governing-body",
    quorum: 2,
    seats: [
      ["Eleanor Frost", "chair"],
      ["Aliyu Bello", "member"],
      ["Angharad Bowen", "member"],
      ["Nerys Vaughan", "clerk"],
    ],
  },
];

/** Makes the bodies that are not there yet, and gives people their seats for four years. */
export async function writeBodies(transaction: Transaction, setting: Setting): Promise<void> {
  const { organisationId, slug, calendar } = setting;
  for (const body of bodies.filter((one) => one.slug === slug)) {
    const unitId = unitOf(setting, body.urn).id;
    const first =
      body.name === null
        ? await transaction.body.findFirstOrThrow({ where: { organisationId, unitId } })
        : null;
    const bodyId = first?.id ?? newId();
    if (first)
      await transaction.body.update({
        where: { organisationId_id: { organisationId, id: bodyId } },
        data: { quorum: body.quorum },
      });
    else
      await transaction.body.create({
        data: {
          organisationId,
          id: bodyId,
          unitId,
          name: body.name ?? "",
          kind: body.kind,
          quorum: body.quorum,
          createdAt: now(),
        },
      });
    await transaction.seat.createMany({
      data: body.seats.map(([name, part]) => ({
        organisationId,
        id: newId(),
        bodyId,
        personId: idOf(setting, name),
        part,
        startsOn: dayToDate(calendar.september(0)),
        endsOn: dayToDate(`${calendar.year + 4}-08-31`),
      })),
    });
  }
}
