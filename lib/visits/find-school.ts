import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayOf } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { findBySchoolCode, tidyCode } from "#lib/organisations/school-code.ts";

/** A school as somebody meets it who comes to its door: no account, no more than its name. */
export type SchoolAtTheDoor = {
  organisationId: string;
  organisation: { name: string; slug: string; colour: string | null; timeZone: string };
  unit: { id: string; name: string };
  code: string;
  /** The day it is there. */
  today: Day;
};

/** The school that a code leads to. @throws Refusal "not-found" for a code that no open school has */
export async function schoolAtTheDoor(code: string): Promise<SchoolAtTheDoor> {
  const found = await findBySchoolCode(code);
  if (!found) throw notFound();
  const { organisationId, unitId } = found;
  const unit = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findUnique({
      where: { organisationId_id: { organisationId, id: unitId } },
      select: {
        id: true,
        name: true,
        closedOn: true,
        organisation: {
          select: { name: true, colour: true, timeZone: true, directory: { select: { slug: true } } },
        },
      },
    }),
  );
  if (!unit || unit.closedOn) throw notFound();
  const { name, colour, timeZone, directory } = unit.organisation;
  return {
    organisationId,
    organisation: { name, slug: directory.slug, colour, timeZone },
    unit: { id: unit.id, name: unit.name },
    code: tidyCode(code),
    today: dayOf(now(), timeZone),
  };
}
