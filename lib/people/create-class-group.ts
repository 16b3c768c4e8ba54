import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, unitFor } from "./access.ts";
import { createClassGroupInput } from "./schema.ts";

/**
 * Makes a class or tutor group of one academic year at a school. One of that name which is there already is given
 * back with `made: false`.
 * @throws Refusal "not-found" where the doer may not change people; "invalid" for the organisation's own unit
 */
export async function createClassGroup(
  doer: Doer,
  unitId: string,
  given: unknown,
): Promise<{ classGroupId: string; made: boolean }> {
  const input = parse(createClassGroupInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await unitFor(transaction, doer, "people:change", unitId);
    if (unit.kind !== "school") throw new Refusal("invalid", "Classes belong to a school.");
    const { count } = await transaction.classGroup.createMany({
      data: [{ organisationId, id: newId(), unitId, ...input }],
      skipDuplicates: true,
    });
    const { name, academicYear } = input;
    const group = await transaction.classGroup.findUniqueOrThrow({
      where: {
        organisationId_unitId_academicYear_name: { organisationId, unitId, academicYear, name },
      },
      select: { id: true },
    });
    if (count === 1)
      await recordEvent(transaction, doer, "class-created", {
        unitId,
        details: { class: name, year: `${academicYear} to ${academicYear + 1}`, school: unit.name },
      });
    return { classGroupId: group.id, made: count === 1 };
  });
}
