import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { addMembership } from "#lib/people/add-membership.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { confirmContact } from "#lib/people/confirm-contact.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { changeAudience } from "#lib/policies/change-audience.ts";
import { whoSigns } from "#lib/policies/who-signs.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { askEverybody, askInParts } from "./ask-everybody.ts";
import { askFrom } from "./ask-to-sign.ts";

const { query } = await testDatabase();
const command = () => ({ organisationId, words: "a test" });

let organisationId: string;
let schools: string[];
let administrator: Actor;

beforeEach(async () => {
  setClock(new Date("2026-11-10T10:15:00Z"));
  const made = await anOrganisation({ schools: 3 });
  organisationId = made.organisationId;
  schools = made.schools.map(({ id }) => id).sort();
  administrator = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      duties: [{ kind: "organisation-administrator", unitId: organisationId }],
    }),
  );
  await query("owner", "update address set ended_at = now() where organisation_id = $1", [organisationId]);
  await query("queue", "delete from graphile_worker._private_jobs");
});
afterEach(() => setClock(undefined));

async function asking(): Promise<{ payload: unknown; seconds: number }[]> {
  const { rows } = await query(
    "queue",
    `select j.payload, extract(epoch from j.run_at - now())::float as seconds
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'ask-to-sign' order by j.id`,
  );
  return rows;
}
const school = () => schools[0] as string;
const bring = () =>
  bringInPolicy(command(), {
    text: aPolicyText(),
    fileName: "policy.md",
    implementationOn: "2020-09-01",
  });
const staff = async (unitId: string, address: string) => {
  const id = await aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
  await addAddress(command(), id, { address });
  return id;
};
const asked = async (): Promise<string[]> =>
  (
    await query(
      "owner",
      "select to_address from message where organisation_id = $1 and kind = 'ask' order by to_address",
      [organisationId],
    )
  ).rows.map((row) => row.to_address);

describe("what changes who is asked queues the asking with it", () => {
  const changes: Record<string, () => Promise<unknown>> = {
    "a policy is brought in": bring,
    "a person is added": () =>
      addPerson(administrator, school(), {
        ...{ givenName: "Ann", familyName: "New", role: "staff", startsOn: "2026-11-10" },
        formId: newId(),
      }),
    "somebody gets a role": async () =>
      addMembership(command(), await aPerson(organisationId), school(), {
        role: "volunteer",
        startsOn: "2026-11-10",
      }),
    "an address is added": async () =>
      addAddress(command(), await aPerson(organisationId), { address: "new@example.org" }),
    "a contact is confirmed": async () => {
      const child = await aPerson(organisationId, {
        roles: [{ role: "pupil", unitId: school(), yearGroup: 5 }],
      });
      await aContact(organisationId, await aPerson(organisationId), child);
      const { rows } = await query(
        "owner",
        "update contact set disputed_at = now() where organisation_id = $1 returning id",
        [organisationId],
      );
      return confirmContact(command(), rows[0].id);
    },
    "an audience is changed": async () => {
      await bring();
      await query("queue", "delete from graphile_worker._private_jobs");
      const { rows } = await query(
        "owner",
        `select a.id, v.policy_id as "policyId" from agreement a join policy_version v on v.id = a.version_id
         where a.organisation_id = $1 and a.key = 'staff'`,
        [organisationId],
      );
      const { agreements } = await whoSigns(administrator, rows[0].policyId);
      const basis = agreements.find(({ id }) => id === rows[0].id)?.basis;
      return changeAudience(administrator, rows[0].id, {
        unitId: organisationId,
        basis,
        roles: { governor: { requirement: "must" } },
      });
    },
  };
  test.each(Object.keys(changes))("%s", async (what) => {
    await changes[what]?.();
    expect(await asking()).toEqual([{ payload: { organisationId }, seconds: expect.any(Number) }]);
  });

  test("hundreds of people in one go, and changes one after the other, make one job that waits for the last", async () => {
    const personId = await aPerson(organisationId);
    const add = (count: number) =>
      inOrganisation(organisationId, async (transaction) => {
        for (let n = 0; n < count; n++)
          await recordEvent(transaction, command(), "person-added", { personId, details: {} });
      });
    await add(300);
    await Promise.all(Array.from({ length: 8 }, () => add(3)));
    const jobs = await asking();
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.seconds).toBeGreaterThan(20);
    expect(jobs[0]?.seconds).toBeLessThanOrEqual(30);
  });

  test("nothing is queued for what is undone, or changes nothing of it", async () => {
    const personId = await aPerson(organisationId);
    await expect(
      inOrganisation(organisationId, async (transaction) => {
        await recordEvent(transaction, command(), "person-added", { personId });
        throw new Error("something else went wrong");
      }),
    ).rejects.toThrow("something else");
    await inOrganisation(organisationId, (transaction) =>
      recordEvent(transaction, command(), "signed-in", { personId }),
    );
    expect(await asking()).toEqual([]);
  });
});

describe("in parts", () => {
  test("school by school, from where the last part ended, and nobody twice", async () => {
    await bring();
    for (const [n, unitId] of schools.entries()) await staff(unitId, `staff${n}@example.org`);
    let after: string | null = null;
    const counts: number[] = [];
    do {
      const part = await askFrom(organisationId, after, 0);
      counts.push(part.asked);
      after = part.after;
    } while (after !== null);
    // the organisation itself is one of the four
    expect(counts.toSorted()).toEqual([0, 1, 1, 1]);
    expect(await asked()).toEqual([0, 1, 2].map((n) => `staff${n}@example.org`));
    expect(await askInParts(organisationId, null)).toBe(0);
  });

  test("a small organisation needs one job", async () => {
    await bring();
    await staff(school(), "beth@example.org");
    await query("queue", "delete from graphile_worker._private_jobs");
    expect(await askInParts(organisationId, null)).toBe(1);
    expect(await asking()).toEqual([]);
  });
});

describe("by the clock", () => {
  test("every organisation once a day by its own calendar, and where something has happened", async () => {
    await query(
      "owner",
      "update organisation set time_zone = 'America/New_York' where organisation_id = $1",
      [organisationId],
    );
    const ours = async () => {
      const found = (await asking()).some(
        ({ payload }) => (payload as { organisationId: string }).organisationId === organisationId,
      );
      await query("queue", "delete from graphile_worker._private_jobs");
      return found;
    };
    await askEverybody();
    expect(await ours(), "when the worker starts").toBe(true);
    setClock(new Date("2026-11-11T02:00:00Z")); // nine in the evening there
    await askEverybody();
    expect(await ours(), "nothing has happened, and it is the same day").toBe(false);
    await inOrganisation(organisationId, (transaction) =>
      recordEvent(transaction, command(), "agreement-declined", { details: { agreement: "One" } }),
    );
    await askEverybody();
    expect(await ours(), "something has happened").toBe(true);
    setClock(new Date("2026-11-11T05:10:00Z"));
    await askEverybody();
    expect(await ours(), "a new day there").toBe(true);
  });

  test("not where people are not asked", async () => {
    await query("owner", "update organisation set asks_people = false where organisation_id = $1", [
      organisationId,
    ]);
    await askEverybody();
    const ours = (await asking()).filter(
      ({ payload }) => (payload as { organisationId: string }).organisationId === organisationId,
    );
    expect(ours).toEqual([]);
  });
});
