import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { actorFor, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { changesPage } from "./changes-page.ts";
import { aPolicyToSend, decideOn, draftWith, sendNow } from "./sending/sending-for-tests.ts";
import { takeBack } from "./sending/take-back.ts";

await testDatabase();
const rule = (words: string) => aPolicyText({ staffRule: words });
const keys = ({ sides }: Awaited<ReturnType<typeof changesPage>>) => sides.map(({ key }) => key);

test("any two versions are compared, each reader with those that are theirs to see", async () => {
  const { organisationId, owner, policyId, unitIds } = await aPolicyToSend();
  await draftWith(owner, policyId, rule("keep a password of ten letters to myself"));
  await sendNow(owner, policyId);
  await takeBack(owner, policyId, { reason: "A slip" });
  await draftWith(owner, policyId, rule("keep a password of twelve letters to myself"));
  const { versionId } = await sendNow(owner, policyId);
  const teacher = await actorFor(
    organisationId,
    await aPerson(organisationId, { roles: [{ role: "staff", unitId: unitIds[0] }] }),
  );
  expect(keys(await changesPage(teacher, policyId))).toEqual(["1.0"]);
  await expect(changesPage(teacher, policyId, { from: "1.0", to: "2.0" })).rejects.toMatchObject({
    code: "not-found",
  });
  await decideOn(organisationId, versionId, "ratified");
  const read = await changesPage(teacher, policyId);
  expect(read.compared).toMatchObject({ from: { key: "1.0" }, to: { key: "2.0" } });
  expect(read.compared?.changes.clauses).toMatchObject([{ kind: "reworded" }]);
  expect(read.readsPolicy).toBe(false);

  // of two versions with one number the later has it, and the other its identifier
  const [newer, takenBack, first] = keys(await changesPage(owner, policyId));
  expect([newer, first]).toEqual(["2.0", "1.0"]);
  const earlier = await changesPage(owner, policyId, { from: takenBack, to: "2" });
  expect(earlier.compared?.from.version?.state).toBe("taken-back");
  expect(earlier.compared?.changes.clauses[0]?.words?.filter(({ change }) => change !== "same")).toEqual([
    { text: "ten", change: "removed" },
    { text: "twelve", change: "added" },
  ]);

  await draftWith(owner, policyId, rule("keep a password of twenty letters to myself"));
  const draft = await changesPage(owner, policyId);
  expect(draft.compared).toMatchObject({ from: { key: "2.0" }, to: { key: "draft" } });
  await expect(changesPage(teacher, policyId, { to: "draft" })).rejects.toMatchObject({ code: "not-found" });
  await draftWith(owner, policyId, "---\ntitle: [\n---\n");
  expect(await changesPage(owner, policyId)).toMatchObject({
    compared: null,
    problem: { line: expect.any(Number), sentence: expect.any(String) },
  });
});
