import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import type { Cast } from "./people.ts";
import { idOf, type Setting, unitOf } from "./setting.ts";

/** Classes and tutor groups of this academic year with their teachers; pupils name theirs in families.ts. */
export const classGroups: { urn: string; kind: "class" | "tutor-group"; name: string; teachers: string[] }[] =
  [
    { urn: "999417", kind: "class", name: "Hedgehogs", teachers: ["Farzana Begum"] },
    { urn: "999417", kind: "class", name: "Squirrels", teachers: ["Lucy Pendleton"] },
    { urn: "999417", kind: "class", name: "Foxes", teachers: ["Michael Abara"] },
    { urn: "999418", kind: "class", name: "Acorn", teachers: ["Oluwaseun Ajayi"] },
    { urn: "999418", kind: "class", name: "Beech", teachers: ["Rebecca Holt"] },
    { urn: "999418", kind: "class", name: "Cedar", teachers: ["Tariq Hussain"] },
    { urn: "999418", kind: "class", name: "Elm", teachers: ["Emily Carver"] },
    { urn: "999418", kind: "class", name: "Oak", teachers: ["Stefan Ilves", "Siobhan Gallagher"] },
    { urn: "999425", kind: "tutor-group", name: "7L", teachers: ["Hannah Lovell"] },
    { urn: "999425", kind: "tutor-group", name: "8L", teachers: ["Leroy Campbell"] },
    { urn: "999425", kind: "tutor-group", name: "9L", teachers: ["Katarzyna Nowak"] },
    { urn: "999425", kind: "tutor-group", name: "10L", teachers: ["Mireille Fontaine"] },
    { urn: "999425", kind: "tutor-group", name: "11L", teachers: ["Robert Thistlewood"] },
    { urn: "999425", kind: "tutor-group", name: "12S", teachers: ["Anjali Deshpande"] },
    { urn: "999425", kind: "tutor-group", name: "13S", teachers: ["Ben Aldous"] },
    { urn: "999602", kind: "class", name: "Robins", teachers: ["Adaeze Umeh"] },
    { urn: "999602", kind: "class", name: "Wrens", teachers: ["Joseph Lindqvist"] },
    { urn: "999602", kind: "class", name: "Kites", teachers: ["Harpreet Gill"] },
    { urn: "999602", kind: "class", name: "Owls", teachers: ["Marta Silva"] },
  ];

/** Makes the classes of this year and puts pupils and teachers into them. */
export async function writeClassGroups(
  transaction: Transaction,
  setting: Setting,
  cast: Cast,
): Promise<void> {
  const { organisationId, calendar } = setting;
  const groups = classGroups
    .filter((group) => setting.units[group.urn])
    .map((group) => ({ ...group, id: newId() }));
  await transaction.classGroup.createMany({
    data: groups.map(({ id, urn, name, kind }) => ({
      organisationId,
      id,
      unitId: unitOf(setting, urn).id,
      name,
      kind,
      academicYear: calendar.year,
    })),
  });
  const year = {
    startsOn: dayToDate(calendar.september(0)),
    endsOn: dayToDate(`${calendar.year + 1}-08-31`),
  };
  const row = (classGroupId: string, name: string, part: "pupil" | "teacher") => ({
    organisationId,
    id: newId(),
    classGroupId,
    personId: idOf(setting, name),
    part,
    ...year,
  });
  const pupils = [...cast.people.values()].flatMap((person) =>
    person.memberships
      .filter((membership) => membership.className)
      .map((membership) => {
        const group = groups.find((one) => one.urn === membership.urn && one.name === membership.className);
        if (!group) throw new Error(`${person.name} is in no class: ${membership.className}`);
        return row(group.id, person.name, "pupil");
      }),
  );
  const teachers = groups.flatMap((group) => group.teachers.map((name) => row(group.id, name, "teacher")));
  await transaction.classMembership.createMany({ data: [...pupils, ...teachers] });
}
