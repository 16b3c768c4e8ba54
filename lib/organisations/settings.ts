import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { settingsInput } from "./schema.ts";

/** What an organisation decides for all its schools. */
export type OrganisationSettings = {
  /** Full hours of the day in which nobody is asked or reminded; the same twice for none. */
  quietFrom: number;
  quietTo: number;
  quietWeekends: boolean;
  /** Whether people are asked to sign without anybody pressing a button. */
  asksPeople: boolean;
  /** How many days after a long absence something is due. */
  returnDays: number;
};

const select = {
  quietFrom: true,
  quietTo: true,
  quietWeekends: true,
  asksPeople: true,
  returnDays: true,
} as const;

/** @throws Refusal "not-found" without `settings:change` for the organisation */
export async function organisationSettings(actor: Actor): Promise<OrganisationSettings> {
  const { organisationId } = actor;
  demand(actor, "settings:change", organisationId);
  return inOrganisation(organisationId, (transaction) =>
    transaction.organisation.findUniqueOrThrow({ where: { organisationId }, select }),
  );
}

/** `7am`, `midday`, `midnight` */
const sayHour = (hour: number): string =>
  hour % 24 === 0 ? "midnight" : hour === 12 ? "midday" : `${hour % 12}${hour < 12 ? "am" : "pm"}`;

/** A setting as its event says it. */
const say: { [Name in keyof OrganisationSettings]: (value: OrganisationSettings[Name]) => string } = {
  quietFrom: (hour) => `quiet hours begin at ${sayHour(hour)}`,
  quietTo: (hour) => `quiet hours end at ${sayHour(hour)}`,
  quietWeekends: (yes) => (yes ? "weekends are quiet" : "weekends are not quiet"),
  asksPeople: (yes) =>
    yes ? "people are asked to sign automatically" : "people are not asked automatically",
  returnDays: (days) => `${days} ${days === 1 ? "day" : "days"} to sign after a long absence`,
};

/**
 * Changes what an organisation decides for all its schools.
 * @param given a form: all of `OrganisationSettings`
 * @throws Refusal "not-found" without `settings:change` for the organisation; "invalid"
 */
export async function changeSettings(actor: Actor, given: unknown): Promise<void> {
  const { organisationId } = actor;
  demand(actor, "settings:change", organisationId);
  const wanted = parse(settingsInput, given) as OrganisationSettings;
  await inOrganisation(organisationId, async (transaction) => {
    const before = await transaction.organisation.findUniqueOrThrow({ where: { organisationId }, select });
    const changes = (Object.keys(say) as (keyof OrganisationSettings)[]).flatMap((name) =>
      before[name] === wanted[name] ? [] : [(say[name] as (value: unknown) => string)(wanted[name])],
    );
    if (changes.length === 0) return;
    await transaction.organisation.update({ where: { organisationId }, data: wanted });
    await recordEvent(transaction, actor, "settings-changed", {
      unitId: organisationId,
      details: { change: changes.join("; ") },
    });
  });
}
