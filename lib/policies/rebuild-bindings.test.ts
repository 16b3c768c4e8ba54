import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { anOrganisation, aPolicyText } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { rebuildBindings } from "./rebuild-bindings.ts";
import { versionsOn } from "./version-states.ts";

const { query } = await testDatabase();

/** What binds staff of a unit on a day, by the definition in words: version in force, own adoption first. */
test("bindings say on every day what the definition says", async () => {
  const { organisationId, schools } = await anOrganisation({ schools: 3 });
  const words = { organisationId, words: "a test" };
  const bring = (extra: string, implementationOn: string, material?: boolean) =>
    bringInPolicy(words, { text: aPolicyText({ extra }), fileName: "p.md", implementationOn, material });
  const one = await bring("One.", "2026-01-10");
  const two = await bring("Two.", "2026-02-01", false);
  const three = await bring("Three.", "2026-03-01", true);
  const sameDay = await bring("Four.", "2026-03-01", false);
  const { policyId } = one;
  const [first, second] = schools as unknown as [{ id: string }, { id: string }];

  // the first school adopts version two on its second day, later than the organisation did
  const adoptionId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    const data = { organisationId, versionId: two.versionId, localWording: {}, madeAt: new Date() };
    await transaction.adoption.create({
      data: { ...data, id: adoptionId, unitId: first.id, startsOn: dayToDate("2026-02-02") },
    });
    for (const agreement of await transaction.agreement.findMany({
      where: { organisationId, versionId: two.versionId },
      include: { adoptedWordings: true },
    })) {
      const wordingId = newId();
      await transaction.wording.create({
        data: { organisationId, id: wordingId, hash: wordingId, text: "Own", createdAt: new Date() },
      });
      await transaction.adoptedWording.create({
        data: { organisationId, id: newId(), adoptionId, agreementId: agreement.id, wordingId },
      });
    }
    // the second school asks nothing of its volunteers, and version three is withdrawn in April
    const agreement = await transaction.agreement.findFirstOrThrow({
      where: { organisationId, versionId: sameDay.versionId, key: "staff" },
    });
    await transaction.audience.create({
      data: {
        organisationId,
        id: newId(),
        agreementId: agreement.id,
        unitId: second.id,
        role: "volunteer",
        requirement: "no",
      },
    });
    await transaction.withdrawal.create({
      data: {
        organisationId,
        id: newId(),
        versionId: sameDay.versionId,
        withdrawnOn: dayToDate("2026-04-01"),
        reason: "A mistake",
        recordedAt: new Date(),
      },
    });
    await rebuildBindings(transaction, organisationId, policyId);
  });

  const { rows } = await query(
    "owner",
    `select b.*, b.starts_on::text as first_day, b.ends_on::text as last_day, w.text = 'Own' as own from binding b join wording w on w.id = b.wording_id
     where b.policy_id = $1 order by b.starts_on`,
    [policyId],
  );
  for (let day = "2026-01-01"; day < "2026-05-01"; day = addDays(day, 1)) {
    const versions = await inOrganisation(organisationId, (transaction) =>
      versionsOn(transaction, organisationId, day, { policyIds: [policyId] }),
    );
    const inForce = versions.find(({ state }) => state === "in-force");
    const expected =
      day < "2026-01-10"
        ? undefined
        : day < "2026-02-01"
          ? one
          : day < "2026-03-01"
            ? two
            : day < "2026-04-01"
              ? sameDay
              : three;
    expect([day, inForce?.id]).toEqual([day, expected?.versionId]);
    for (const unit of [organisationId, ...schools.map((school) => school.id)]) {
      for (const role of ["staff", "volunteer"]) {
        const bound = rows.filter(
          (row) =>
            row.unit_id === unit &&
            row.role === role &&
            row.first_day <= day &&
            (row.last_day === null || row.last_day >= day),
        );
        const optedOut = expected === sameDay && unit === second.id && role === "volunteer";
        expect(bound.map((row) => [row.version_id, row.requirement, row.own])).toEqual(
          expected
            ? [
                [
                  expected.versionId,
                  optedOut ? "no" : "must",
                  expected === two && unit === first.id && day >= "2026-02-02",
                ],
              ]
            : [],
        );
      }
    }
  }
});
