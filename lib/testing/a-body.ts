import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";

/** Who sits on a body in tests: by part, since 2020. */
export type TestSeat = { personId: string; part: "chair" | "vice-chair" | "member" | "clerk" };

/** A body of an organisation or a school with those who sit on it; a governing body unless `kind` says otherwise. */
export async function aBody(
  organisationId: string,
  unitId: string,
  seats: TestSeat[],
  { name = "Governors", kind = "governing-body" }: { name?: string; kind?: string } = {},
): Promise<string> {
  const bodyId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.body.create({
      data: { organisationId, id: bodyId, unitId, name, kind, createdAt: now() },
    });
    await transaction.seat.createMany({
      data: seats.map(({ personId, part }) => ({
        ...{ organisationId, id: newId(), bodyId, personId, part },
        startsOn: dayToDate("2020-01-01"),
      })),
    });
  });
  return bodyId;
}
