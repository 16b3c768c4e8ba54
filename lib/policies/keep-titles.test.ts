import { expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { approveAsDelegate } from "#lib/ratification/decide-as-delegate.ts";
import { aBoard, approvedBy, current } from "#lib/ratification/ratification-for-tests.ts";
import { aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { keepAllTitles } from "./keep-titles.ts";
import { policiesInView } from "./queries.ts";
import { readPolicy } from "./read-policy.ts";
import { draftWith, sendNow } from "./sending/sending-for-tests.ts";
import { withdrawVersion } from "./sending/withdraw-version.ts";

await testDatabase();

const day = addDays(todayHere(), 10);
const later = (days: number) => setClock(new Date(`${addDays(day, days)}T09:00:00Z`));

test("a new title counts from the day its version is in force, and the coming version shows its own till then", async () => {
  const board = await aBoard();
  const { organisationId, policyId, owner, head } = board;
  const old = (await readPolicy(owner, policyId)).title;
  await approvedBy(organisationId, policyId, [{ dutyKind: "head" }]);
  await draftWith(
    owner,
    policyId,
    aPolicyText({ title: "Devices and networks", staffRule: "lock my screen" }),
  );
  const { versionId } = await sendNow(owner, policyId, { implementationOn: day });
  await approveAsDelegate(head, (await current(organisationId, versionId)).id);
  const seen = async () => {
    const actor = await board.acting(board.people.owner);
    const [listed] = await policiesInView(actor);
    const read = await readPolicy(actor, policyId);
    expect(listed?.title).toBe(read.title);
    return [read.title, ...read.versions.map(({ number, title, state }) => `${number} ${title}, ${state}`)];
  };
  expect(await seen()).toEqual([old, "2.0 Devices and networks, not-yet-in-force", `1.0 ${old}, in-force`]);
  try {
    later(-1);
    expect(await keepAllTitles()).toBe(0);
    expect((await seen())[0]).toBe(old);
    later(0);
    expect(await keepAllTitles()).toBe(1);
    expect(await keepAllTitles()).toBe(0);
    expect((await seen())[0]).toBe("Devices and networks");
    // taken out of force, it takes its title with it
    later(1);
    const withdrawnOn = addDays(day, 1);
    await withdrawVersion(await board.acting(board.people.owner), policyId, versionId, {
      ...{ withdrawnOn, reason: "Wrong text" },
    });
    expect((await seen())[0]).toBe(old);
  } finally {
    setClock(undefined);
  }
}, 60_000);

test("a version that is brought in before its day leaves the title as it is; a first one gives its own", async () => {
  const board = await aBoard();
  const command = { organisationId: board.organisationId, words: "a test" };
  const bring = (title: string, implementationOn: string, policySlug?: string) =>
    bringInPolicy(command, {
      ...{ text: aPolicyText({ title }), fileName: "policy.md", implementationOn, policySlug },
      ...(policySlug && { material: true }),
    });
  const first = await bring("Photographs", addDays(todayHere(), 3));
  const titleOf = async () => (await readPolicy(board.owner, first.policyId)).title;
  expect(await titleOf()).toBe("Photographs");
  const second = await bring("Photographs and film", day, first.policySlug);
  expect(second.policyId).toBe(first.policyId);
  expect(await titleOf()).toBe("Photographs");
  await bring("Telephones", "2020-09-01");
  const third = await bring("Telephones and watches", todayHere(), "telephones");
  expect((await readPolicy(board.owner, third.policyId)).title).toBe("Telephones and watches");
}, 60_000);
