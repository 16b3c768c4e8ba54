import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { Refusal } from "#lib/errors.ts";
import { type DutyKind, dutyKinds } from "#lib/people/words.ts";
import { whoMay } from "#lib/testing/who-may.ts";
import { demand, may, type Permission, permissionNames, unitsWhere } from "./permissions.ts";

/*
 * Every duty against every permission, at every place. Whether a unit is the actor's organisation's at all is asked of
 * the database, in the rule that reads it: lib/permissions/rules.access.test.ts.
 */

const organisation = "00000000-0000-8000-8000-00000000000a";
const own = "00000000-0000-8000-8000-0000000000a1";
const sibling = "00000000-0000-8000-8000-0000000000a2";
const elsewhere = "00000000-0000-8000-8000-0000000000b1";

const actorWith = (duties: Actor["duties"]): Actor => ({
  organisationId: organisation,
  organisation: {
    name: "A trust",
    slug: "a-trust",
    kind: "trust",
    colour: null,
    timeZone: "Europe/London",
    demonstration: false,
  },
  today: "2026-11-22",
  personId: "00000000-0000-8000-8000-0000000000c1",
  name: "Sam Okafor",
  legalName: "Samuel Okafor",
  memberships: [
    { role: "staff", unitId: own, unitName: "Own", urn: "100001", startsOn: "2020-09-01" },
    { role: "governor", unitId: organisation, unitName: "A trust", urn: null, startsOn: "2020-09-01" },
  ],
  duties,
  seats: [{ part: "chair", bodyId: own, bodyName: "Board", unitId: organisation }],
  mustSign: false,
  sessionId: null,
});

const duty = (kind: DutyKind, unitId: string): Actor["duties"][number] => ({
  kind,
  unitId,
  unitKind: unitId === organisation ? "organisation" : "school",
  unitName: "A place",
  urn: null,
});

/** What an actor is allowed, asked all three ways, which must agree. */
function allowed(actor: Actor, permission: Permission, unitId: string): boolean {
  const yes = may(actor, permission, unitId);
  const where = unitsWhere(actor, permission);
  expect(where === "all" || where.includes(unitId), "unitsWhere").toBe(yes);
  let refusal: unknown;
  try {
    demand(actor, permission, unitId);
  } catch (error) {
    refusal = error;
  }
  expect(refusal === undefined, "demand").toBe(yes);
  // The same answer as for what is not there.
  if (!yes) expect(refusal instanceof Refusal && refusal.code).toBe("not-found");
  return yes;
}

test("every permission and every duty has its place in the table", () => {
  expect(Object.keys(whoMay).sort()).toEqual([...permissionNames].sort());
  expect(new Set(Object.values(whoMay).flat())).toEqual(new Set(dutyKinds));
});

describe.each(permissionNames)("%s", (permission) => {
  const places = { own, sibling, organisation, elsewhere };

  test.each(dutyKinds)("for the duty %s", (kind) => {
    const yes = whoMay[permission]?.includes(kind) ?? false;
    const asked = (at: string) =>
      Object.fromEntries(
        Object.entries(places).map(([name, unitId]) => [
          name,
          allowed(actorWith([duty(kind, at)]), permission, unitId),
        ]),
      );
    expect(asked(own)).toEqual({ own: yes, sibling: false, organisation: false, elsewhere: false });
    expect(asked(sibling)).toEqual({ own: false, sibling: yes, organisation: false, elsewhere: false });
    expect(asked(elsewhere)).toEqual({ own: false, sibling: false, organisation: false, elsewhere: yes });
    expect(asked(organisation)).toMatchObject({ own: yes, sibling: yes, organisation: yes });
  });

  test("for nobody, whatever their role or their seat on a board", () => {
    const nobody = actorWith([]);
    for (const unitId of Object.values(places)) expect(allowed(nobody, permission, unitId)).toBe(false);
  });

  test("for two duties at two schools: each allows only its own", () => {
    for (const kind of dutyKinds) {
      const rest = dutyKinds.filter((other) => !whoMay[permission]?.includes(other));
      const actor = actorWith([duty(kind, own), ...rest.map((other) => duty(other, organisation))]);
      expect(allowed(actor, permission, own)).toBe(whoMay[permission]?.includes(kind));
      expect(allowed(actor, permission, sibling)).toBe(false);
    }
  });
});
