import type { Transaction } from "#lib/database/transaction.ts";
import type { Calendar } from "./calendar.ts";

/** Where people are written to; the unit of "" is the organisation itself. */
export type Setting = {
  organisationId: string;
  slug: string;
  units: Record<string, { id: string; lowestYear: number }>;
  /** Identifiers by full name; the administrator is there already. */
  ids: Map<string, string>;
  calendar: Calendar;
};

/** Reads the units, which are there already. */
export async function settingOf(
  transaction: Transaction,
  organisationId: string,
  slug: string,
  calendar: Calendar,
  administratorName: string,
): Promise<Setting> {
  const units = await transaction.unit.findMany({ where: { organisationId } });
  const administrator = await transaction.duty.findFirstOrThrow({
    where: { organisationId, kind: "organisation-administrator" },
  });
  return {
    organisationId,
    slug,
    units: Object.fromEntries(
      units.map((unit) => [unit.urn ?? "", { id: unit.id, lowestYear: unit.phase === "secondary" ? 7 : 0 }]),
    ),
    ids: new Map([[administratorName, administrator.personId]]),
    calendar,
  };
}

/** The identifier of somebody who has been written. */
export function idOf(setting: Setting, name: string): string {
  const id = setting.ids.get(name);
  if (!id) throw new Error(`Nobody of ${setting.slug} is called ${name}`);
  return id;
}

export function unitOf(setting: Setting, urn: string) {
  const unit = setting.units[urn];
  if (!unit) throw new Error(`${setting.slug} has no school ${urn}`);
  return unit;
}
