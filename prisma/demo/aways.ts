import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { idOf, type Setting, unitOf } from "./setting.ts";

/** Who need not sign for now: days counted from the day of loading; no end means until further notice. */
export const aways: {
  slug: string;
  urn: string;
  name: string;
  kind: "away" | "excused";
  from: number;
  to: number | null;
  recordedBy: string;
}[] = [
  {
    slug: "larkmere",
    urn: "999425",
    name: "Soraya Khan",
    kind: "away",
    from: -40,
    to: 75,
    recordedBy: "Patricia Dunne",
  },
  {
    slug: "larkmere",
    urn: "999425",
    name: "Terry Marsh",
    kind: "away",
    from: -10,
    to: null,
    recordedBy: "Patricia Dunne",
  },
  {
    slug: "larkmere",
    urn: "999425",
    name: "Dale Hutchings",
    kind: "excused",
    from: -4,
    to: null,
    recordedBy: "Samuel Osei",
  },
  {
    slug: "larkmere",
    urn: "999418",
    name: "Fatou Jallow",
    kind: "away",
    from: -60,
    to: 120,
    recordedBy: "Lorraine Beaumont",
  },
  {
    slug: "larkmere",
    urn: "999418",
    name: "Callum Reid",
    kind: "excused",
    from: -3,
    to: 60,
    recordedBy: "Meera Krishnan",
  },
  {
    slug: "kestrel-down",
    urn: "999602",
    name: "Hamza Rashid",
    kind: "away",
    from: -15,
    to: 30,
    recordedBy: "Maxine Trotter",
  },
];

/** Marks people as away or excused. */
export async function writeAways(transaction: Transaction, setting: Setting): Promise<void> {
  const { organisationId, slug, calendar } = setting;
  await transaction.away.createMany({
    data: aways
      .filter((away) => away.slug === slug)
      .map((away) => ({
        organisationId,
        id: newId(),
        personId: idOf(setting, away.name),
        unitId: unitOf(setting, away.urn).id,
        kind: away.kind,
        startsOn: dayToDate(addDays(calendar.today, away.from)),
        endsOn: away.to === null ? null : dayToDate(addDays(calendar.today, away.to)),
        recordedById: idOf(setting, away.recordedBy),
        createdAt: now(),
      })),
  });
}
