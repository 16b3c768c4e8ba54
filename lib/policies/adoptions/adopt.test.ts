import { afterEach, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aBody } from "#lib/testing/a-body.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { readPolicyFile } from "../files/read-policy-file.ts";
import { publishedPolicy } from "../published.ts";
import { publishedPdf } from "../published-pdf.ts";
import { schoolsOfPolicy, wordingsToConfirm } from "./adoption-lists.ts";
import { answerWording } from "./answer-wording.ts";
import { fillInWording } from "./fill-in-wording.ts";
import { schoolPolicies } from "./school-policies.ts";
import { wordingPage } from "./wording-page.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

const place = "Ask :local[the school office]{name=office} for help, and :local[the head]{name=head-teacher}.";

/** A trust with two schools and a policy that they adopt, in force for a year. */
async function aTrust(rule: "defaults" | "wait" = "defaults") {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [first, second] = schools.map(({ id }) => id) as [string, string];
  const command = { organisationId, words: "a test" };
  const today = todayHere();
  const bring = (more: object, extra = place) =>
    bringInPolicy(command, {
      text: aPolicyText({ extra }),
      fileName: "p.md",
      implementationOn: addDays(today, -365),
      ...more,
    });
  const made = await bring({});
  await inOrganisation(organisationId, (transaction) =>
    transaction.policy.update({
      where: { organisationId_id: { organisationId, id: made.policyId } },
      data: { adoptionRule: rule },
    }),
  );
  // what bringing in has bound was bound before schools were to adopt it
  const { rebuildBindings } = await import("../rebuild-bindings.ts");
  await inOrganisation(organisationId, (transaction) =>
    rebuildBindings(transaction, organisationId, made.policyId),
  );
  const actor = async (options: Parameters<typeof aPerson>[1]) =>
    actorFor(organisationId, await aPerson(organisationId, options));
  const staff = (unitId = first) => actor({ roles: [{ role: "staff", unitId }] });
  const asked = async (who: { personId: string }) =>
    (await obligationsOf(organisationId, who.personId, today))[0] ?? null;
  const wordingOf = async (wordingId: string): Promise<string> =>
    (await query("owner", "select text from wording where id = $1", [wordingId])).rows[0].text;
  return {
    ...{ organisationId, first, second, today, bring, actor, staff, asked, wordingOf },
    policyId: made.policyId,
    versionId: made.versionId,
    office: await actor({ duties: [{ kind: "office", unitId: first }] }),
    head: await actor({ duties: [{ kind: "head", unitId: first }] }),
    owner: await actor({ duties: [{ kind: "policy-owner", unitId: organisationId }] }),
  };
}
type Trust = Awaited<ReturnType<typeof aTrust>>;

async function adopt(trust: Trust, office: string, versionId = trust.versionId) {
  const { first, policyId, head } = trust;
  const { wordingId } = await fillInWording(trust.office, first, policyId, {
    versionId,
    values: { office, "head-teacher": "" },
  });
  const row = await query("owner", "select filled_in_at from local_wording where id = $1", [wordingId]);
  await answerWording(head, wordingId, {
    answer: "confirmed",
    seen: row.rows[0].filled_in_at.toISOString(),
  });
}

test("a school's words are shown to its own signers once the head has confirmed them", async () => {
  const trust = await aTrust();
  const { first, policyId, head, office } = trust;
  const person = await trust.staff();
  const before = await trust.asked(person);
  expect(await trust.wordingOf(before?.wordingId ?? "")).toContain(
    "Ask the school office for help, and the head.",
  );

  const { wordingId } = await fillInWording(office, first, policyId, {
    versionId: trust.versionId,
    values: { office: "Mrs Brown at the desk", "head-teacher": "  ", other: "nothing" },
  });
  // nothing counts before it is confirmed
  expect((await trust.asked(person))?.wordingId).toBe(before?.wordingId);
  const { standing, places, mayConfirm } = await wordingPage(head, first, policyId);
  expect(standing.waiting?.values).toEqual({ office: "Mrs Brown at the desk", "head-teacher": "" });
  expect([mayConfirm, places[0]?.clauses[0]?.number]).toEqual([true, "1.1"]);
  expect(places[0]?.clauses[0]?.text).toContain("Ask [office] for help, and the head.");

  await answerWording(head, wordingId, {
    answer: "confirmed",
    seen: standing.waiting?.filledInAt.toISOString(),
  });
  const after = await trust.wordingOf((await trust.asked(person))?.wordingId ?? "");
  expect(after).toContain("Ask Mrs Brown at the desk for help, and the head.");
  // the other school still has the text's own words
  const elsewhere = await trust.staff(trust.second);
  expect(await trust.wordingOf((await trust.asked(elsewhere))?.wordingId ?? "")).toContain(
    "the school office",
  );
  const page = await schoolsOfPolicy(trust.owner, policyId);
  expect(page.versions[0]?.schools.map(({ standing: one }) => one.adopted?.values.office ?? null)).toEqual([
    "Mrs Brown at the desk",
    null,
  ]);
}, 60_000);

test.each(["defaults", "wait"] as const)(
  "anyone reads the policy as a school has it (%s)",
  async (rule) => {
    const trust = await aTrust(rule);
    const { rows } = await query(
      "owner",
      `select d.slug, p.slug as policy, p.title, array_agg(u.urn order by u.id = $2 desc) as urns
     from organisation_directory d join policy p on p.organisation_id = d.id
     join unit u on u.organisation_id = d.id and u.kind = 'school' where d.id = $1 group by 1, 2, 3`,
      [trust.organisationId, trust.first],
    );
    const { slug, policy, urns } = rows[0] as { slug: string; policy: string; urns: string[] };
    const [first, second] = urns as [string, string];
    const at = (urn: string) => publishedPolicy(slug, policy, { urn });
    const missing = { code: "not-found" };
    if (rule === "wait") await expect(at(first)).rejects.toMatchObject(missing);
    else {
      const { school, text } = await at(first);
      expect([school?.since, text.bodyHtml.includes("Ask the school office for help")]).toEqual([null, true]);
    }
    await adopt(trust, "Mrs <Brown>");
    const { school, text, schools, version } = await at(first);
    expect([school?.urn, school?.since]).toEqual([first, trust.today]);
    expect(text.bodyHtml).toContain("Ask Mrs &#x3C;Brown> for help");
    expect(schools.map(({ urn }) => urn)).toEqual([first]);
    // another school and the organisation's page have nothing of it
    if (rule === "wait") await expect(at(second)).rejects.toMatchObject(missing);
    else expect((await at(second)).text.bodyHtml).toContain("Ask the school office for help");
    expect((await publishedPolicy(slug, policy)).text.bodyHtml).toContain("Ask the school office for help");
    for (const urn of ["000000", "x", ""]) await expect(at(urn)).rejects.toMatchObject(missing);
    const { bytes, fileName } = await publishedPdf(slug, policy, { urn: first });
    expect(fileName).toBe(`${policy}-${first}-${version.number}.pdf`);
    const words = (await readPolicyFile(bytes, "policy.pdf")).text.replace(/\s+/g, " ");
    expect(words).toContain("Ask Mrs &lt;Brown> for help");
    expect(words).toContain("with words of its own since");
  },
  60_000,
);

test("until a school has adopted, its people wait where the policy says so", async () => {
  const trust = await aTrust("wait");
  const person = await trust.staff();
  expect(await trust.asked(person)).toBeNull();
  await adopt(trust, "Mrs Brown");
  expect(await trust.wordingOf((await trust.asked(person))?.wordingId ?? "")).toContain("Ask Mrs Brown");
  expect(await trust.asked(await trust.staff(trust.second))).toBeNull();
});

test("when a named contact changes nobody signs again, and new signers see the new words", async () => {
  const trust = await aTrust();
  await adopt(trust, "Mrs Brown");
  const [signer, later] = [await trust.staff(), await trust.staff()];
  const obligation = await trust.asked(signer);
  await signAgreement(signer, obligation?.id ?? "", {
    agreed: true,
    printedName: "Sam Okafor",
    answers: {},
    wordingId: obligation?.wordingId ?? "",
  });
  await adopt(trust, "Mr Green");
  expect((await trust.asked(signer))?.signatureId).not.toBeNull();
  expect(await trust.wordingOf((await trust.asked(later))?.wordingId ?? "")).toContain("Ask Mr Green");
  // what was signed is as it was shown
  const { rows } = await query(
    "owner",
    "select w.text from signature s join wording w on w.id = s.wording_id where s.signer_id = $1",
    [signer.personId],
  );
  expect(rows[0].text).toContain("Ask Mrs Brown");
  expect(rows).toHaveLength(1);
});

test("wording that was sent back is filled in again with what was said", async () => {
  const trust = await aTrust();
  const { first, policyId, head } = trust;
  const fill = (office: string) =>
    fillInWording(trust.office, first, policyId, { versionId: trust.versionId, values: { office } });
  const { wordingId } = await fill("Mrs Brwn");
  const waiting = (await wordingPage(head, first, policyId)).standing.waiting;
  const seen = waiting?.filledInAt.toISOString();
  await expect(
    answerWording(head, wordingId, { answer: "sent-back", words: " ", seen }),
  ).rejects.toMatchObject({
    code: "invalid",
  });
  await answerWording(head, wordingId, { answer: "sent-back", words: "Her name is Brown.", seen });
  await expect(answerWording(head, wordingId, { answer: "confirmed", seen })).rejects.toMatchObject({
    code: "conflict",
  });
  const page = await wordingPage(trust.office, first, policyId);
  expect([page.standing.sentBack?.words, page.places[0]?.value]).toEqual(["Her name is Brown.", "Mrs Brwn"]);
  const again = await fill("Mrs Brown");
  expect(again.wordingId).not.toBe(wordingId);
  // changed under the reader's eyes, it is not confirmed unread
  const old = (await wordingPage(head, first, policyId)).standing.waiting?.filledInAt.toISOString();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await fill("Mrs Browne");
  await expect(
    answerWording(head, again.wordingId, { answer: "confirmed", seen: old }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("a newer version that comes into force meanwhile is said, and what was entered is there for it", async () => {
  const trust = await aTrust();
  const { first, policyId, today } = trust;
  const next = await trust.bring({ implementationOn: addDays(today, 10), material: true }, `${place} Newer.`);
  const old = { versionId: trust.versionId, values: { office: "Mrs Brown" } };
  const { wordingId } = await fillInWording(trust.office, first, policyId, old);
  const seen = (await wordingPage(trust.head, first, policyId)).standing.waiting?.filledInAt.toISOString();

  setClock(dayToDate(addDays(today, 11)));
  const later = { ...trust.office, today: addDays(today, 11) };
  await expect(fillInWording(later, first, policyId, old)).rejects.toThrow(
    /Version 1\.0 can no longer be adopted\. Version 2\.0 has been in force since/,
  );
  await expect(
    answerWording({ ...trust.head, today: later.today }, wordingId, { answer: "confirmed", seen }),
  ).rejects.toMatchObject({ code: "superseded" });
  const page = await wordingPage(later, first, policyId);
  expect([page.standing.version.id, page.carriedFrom, page.places[0]?.value]).toEqual([
    next.versionId,
    "1.0",
    "Mrs Brown",
  ]);
});

test("a school can adopt the coming version before its day", async () => {
  const trust = await aTrust();
  const { first, policyId, today, organisationId } = trust;
  await adopt(trust, "Mrs Brown");
  const next = await trust.bring({ implementationOn: addDays(today, 10), material: true }, `${place} Newer.`);
  const page = await wordingPage(trust.office, first, policyId, "2.0");
  expect([page.carriedFrom, page.places[0]?.value, page.other?.number]).toEqual(["1.0", "Mrs Brown", "1.0"]);
  await adopt(trust, "Mr Green", next.versionId);
  const person = await trust.staff();
  const on = async (day: string) =>
    trust.wordingOf((await obligationsOf(organisationId, person.personId, day))[0]?.wordingId ?? "");
  expect(await on(today)).toContain("Ask Mrs Brown");
  expect(await on(addDays(today, 10))).toContain("Ask Mr Green");
  const { policies } = await schoolPolicies(trust.office, first);
  expect(policies[0]?.standings.map(({ adopted }) => adopted?.since)).toEqual([today, addDays(today, 10)]);
});

test("the chair of the school's governing body confirms as well, and of no other school's", async () => {
  const trust = await aTrust();
  const { organisationId, first, second, policyId } = trust;
  const chairOf = async (unitId: string) => {
    const personId = await aPerson(organisationId, { roles: [{ role: "governor", unitId }] });
    await aBody(organisationId, unitId, [{ personId, part: "chair" }]);
    return actorFor(organisationId, personId);
  };
  const [chair, other] = [await chairOf(first), await chairOf(second)];
  const { wordingId } = await fillInWording(trust.office, first, policyId, {
    versionId: trust.versionId,
    values: { office: "Mrs Brown" },
  });
  expect((await wordingsToConfirm(chair)).map(({ id }) => id)).toEqual([wordingId]);
  expect(await wordingsToConfirm(other)).toEqual([]);
  const seen = (await wordingPage(chair, first, policyId)).standing.waiting?.filledInAt.toISOString();
  const answer = { answer: "confirmed", seen };
  await expect(answerWording(other, wordingId, answer)).rejects.toMatchObject({ code: "not-found" });
  await expect(answerWording(trust.office, wordingId, answer)).rejects.toMatchObject({ code: "not-found" });
  await answerWording(chair, wordingId, answer);
  expect(await wordingsToConfirm(chair)).toEqual([]);
  const { rows } = await query(
    "owner",
    "select kind from event where policy_id = $1 order by happened_at, id",
    [policyId],
  );
  expect(rows.slice(-2).map(({ kind }) => kind)).toEqual(["wording-filled-in", "adoption-confirmed"]);
});
