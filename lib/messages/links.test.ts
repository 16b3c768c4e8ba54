import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { linkIdentity } from "#lib/auth/identities.ts";
import { actorOfSession } from "#lib/auth/sessions.ts";
import { now, setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { insertAddress } from "#lib/people/insert-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { notMyChild } from "#lib/signing/not-my-child.ts";
import { receipt } from "#lib/signing/receipts.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { letterCode, sayLetterCode } from "./letter-code.ts";
import { adultsWithoutAddress, letterDays, lettersMadeAt, makeLetters } from "./letters.ts";
import { findLink, isLinkFor, linkDays, makeLink, maskedAddress } from "./links.ts";
import { openLetter } from "./open-letter.ts";
import { sendReceipt } from "./send-receipt.ts";
import { countWrong, mostFromAll, mostFromOneNetwork } from "./wrong-letter-codes.ts";

const { query } = await testDatabase();

/** The network of whoever types a code. */
const here = "198.51.100.7";
const days = (count: number) => setClock(new Date(Date.now() + count * 24 * 60 * 60_000));
afterEach(() => setClock(undefined));

let organisationId: string;
let school: string;
let head: Actor;
let count = 0;

beforeAll(async () => {
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  school = made.schools[0]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
  head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId: school }] }),
  );
});

async function anAdult(options: { address?: string; of?: string; roles?: "staff"[] } = {}) {
  const adult = await aPerson(organisationId, {
    roles: (options.roles ?? []).map((role) => ({ role, unitId: school })),
  });
  const child =
    options.of ??
    (await aPerson(organisationId, {
      bornOn: "2016-01-01",
      roles: [{ role: "pupil", unitId: school, yearGroup: 5 }],
    }));
  await aContact(organisationId, adult, child);
  const { address } = options;
  if (address)
    await inOrganisation(organisationId, (transaction) =>
      insertAddress(transaction, organisationId, adult, address),
    );
  return { adult, child };
}
const anAddress = () => `adult${++count}@example.org`;
const link = (personId: string, toAddress: string) =>
  inOrganisation(organisationId, (transaction) =>
    makeLink(transaction, { organisationId, personId, unitId: school, toAddress }),
  );
async function signAll(personId: string): Promise<string> {
  const actor = await actorFor(organisationId, personId);
  const [obligation] = await obligationsOf(organisationId, personId, actor.today);
  if (!obligation) throw new Error("nothing is asked");
  const { signatureId } = await signAgreement(actor, obligation.id, {
    agreed: true,
    printedName: "Printed Name",
    answers: { "tutor-group": "5B" },
    wordingId: obligation.wordingId,
  });
  return signatureId;
}

describe("links of messages", () => {
  test("a link leads to who asks, and the database holds nothing that opens it", async () => {
    const address = anAddress();
    const { adult } = await anAdult({ address });
    const token = await link(adult, address);
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(await findLink(token)).toMatchObject({
      outcome: "found",
      link: { personId: adult, unitId: school, toAddress: address },
    });
    const { rows } = await query("owner", "select to_jsonb(l)::text as text from link l");
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("opening it as often as a scanner likes changes nothing and uses nothing up", async () => {
    const address = anAddress();
    const { adult } = await anAdult({ address });
    const token = await link(adult, address);
    const state = () => query("owner", "select count(*), max(xmin::text::bigint) from link");
    const before = (await state()).rows;
    for (let time = 0; time < 5; time++) expect((await findLink(token)).outcome).toBe("found");
    expect((await state()).rows).toEqual(before);
  });

  test("malformed, unknown, expired and ended links are told apart", async () => {
    const address = anAddress();
    const { adult } = await anAdult({ address });
    const token = await link(adult, address);
    for (const wrong of ["", "x", `${token}x`, token.slice(1), "\u0000".repeat(32), "a".repeat(32)])
      expect(await findLink(wrong)).toEqual({ outcome: "unknown" });
    days(linkDays - 0.01);
    expect((await findLink(token)).outcome).toBe("found");
    days(linkDays + 0.01);
    expect((await findLink(token)).outcome).toBe("expired");
    setClock(undefined);
    await query("owner", "update link set ended_at = now() where person_id = $1", [adult]);
    expect((await findLink(token)).outcome).toBe("ended");
  });

  test("it opens for its person and for who shares the address, never for anybody else", async () => {
    const address = anAddress();
    const { adult, child } = await anAdult({ address });
    const { adult: other } = await anAdult({ address, of: child });
    const { adult: stranger } = await anAdult({ address: anAddress() });
    const found = await findLink(await link(adult, address));
    if (found.outcome !== "found") throw new Error(found.outcome);
    const opens = (personId: string) => isLinkFor(found.link, { organisationId, personId });
    expect([await opens(adult), await opens(other), await opens(stranger)]).toEqual([true, true, false]);
    expect(await isLinkFor(found.link, { organisationId: newId(), personId: adult })).toBe(false);
  });

  test("“not my child” ends the link of somebody who is asked for nobody else", async () => {
    const address = anAddress();
    const { adult, child } = await anAdult({ address });
    const second = await anAdult();
    await aContact(organisationId, adult, second.child);
    const token = await link(adult, address);
    const actor = await actorFor(organisationId, adult);
    for (const [pupil, outcome] of [
      [child, "found"],
      [second.child, "ended"],
    ] as const) {
      const theirs = (await obligationsOf(organisationId, adult, actor.today)).find(
        ({ subjectId }) => subjectId === pupil,
      );
      await notMyChild(actor, theirs?.id as string, { words: "", formId: newId() });
      expect((await findLink(token)).outcome).toBe(outcome);
    }
  });

  test("an address is shown so that its owner knows it and nobody else does", () => {
    expect(maskedAddress("parent.of.two@example.org")).toBe("p•••@example.org");
    expect(maskedAddress("p@example.org")).toBe("p•••@example.org");
  });
});

describe("letters", () => {
  const make = async (adult: string) => {
    const { at } = await makeLetters(head, school, [adult]);
    const [letter] = await lettersMadeAt(head, school, at);
    return letter?.code as string;
  };

  test("a code opens what its adult is asked, as often as it is typed, until it runs out", async () => {
    const { adult, child } = await anAdult();
    expect((await adultsWithoutAddress(head, school)).find(({ id }) => id === adult)?.why).toBe("no-address");
    const code = await make(adult);
    for (const typed of [code, ` ${sayLetterCode(code).toLowerCase()} `]) {
      const actor = await actorOfSession(await openLetter(typed, here));
      expect(actor).toMatchObject({ personId: adult, duties: [] });
      const obligations = await obligationsOf(organisationId, adult, actor?.today as string);
      expect(obligations.map(({ subjectId }) => subjectId)).toEqual([child]);
    }
    days(letterDays + 0.01);
    await expect(openLetter(code, here)).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining("run out") }],
    });
  });

  test("a letter opens nothing, and what it opened ends, once its adult is more than a parent or carer", async () => {
    const { adult } = await anAdult();
    const code = await make(adult);
    const session = await openLetter(code, here);
    expect(await actorOfSession(session)).not.toBeNull();
    await inOrganisation(organisationId, (transaction) =>
      transaction.membership.create({
        data: {
          ...{ organisationId, id: newId(), personId: adult, unitId: school, role: "staff" },
          ...{ startsOn: dayToDate(head.today), createdAt: now() },
        },
      }),
    );
    expect(await actorOfSession(session)).toBeNull();
    await expect(openLetter(code, here)).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining("no longer in use") }],
    });
  });

  test("no account is linked with the code of a letter", async () => {
    const { adult } = await anAdult();
    const actor = await actorOfSession(await openLetter(await make(adult), here));
    if (!actor) throw new Error("the letter opens nothing");
    await expect(
      linkIdentity(actor, { issuer: "https://login.example", subject: newId() }, "A provider"),
    ).rejects.toMatchObject({ code: "not-permitted" });
  });

  test("a new letter takes the place of the one before", async () => {
    const { adult } = await anAdult();
    const first = await make(adult);
    setClock(new Date(now().getTime() + 1000));
    const second = await make(adult);
    expect(second).not.toBe(first);
    await expect(openLetter(first, here)).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining("no longer in use") }],
    });
    await openLetter(second, here);
  });

  test("nobody with another role, a duty or a bar gets one", async () => {
    const { adult: teacher } = await anAdult({ roles: ["staff"] });
    const { adult: never, child } = await anAdult();
    await query("owner", "update contact set do_not_contact = true where pupil_id = $1", [child]);
    for (const id of [teacher, never, head.personId, newId()])
      await expect(makeLetters(head, school, [id])).rejects.toMatchObject({ code: "invalid" });
    await expect(makeLetters(head, school, ["nonsense"])).rejects.toMatchObject({ code: "invalid" });
  });

  test("should they get a duty later, the code brings neither it nor anything else", async () => {
    const { adult } = await anAdult();
    const code = await make(adult);
    const session = await openLetter(code, here);
    await query(
      "owner",
      `insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at)
       values ($1, $2, $3, $4, 'head', '2020-09-01', now())`,
      [organisationId, newId(), adult, school],
    );
    expect(await actorOfSession(session)).toBeNull();
    await expect(openLetter(code, here)).rejects.toMatchObject({ code: "invalid" });
  });

  test("wrong codes are told what is wrong; a whole school mistyping still gets in", async () => {
    const { adult } = await anAdult();
    const code = await make(adult);
    const wrong = (typed: string) =>
      openLetter(typed, here).catch((error) => error.problems?.[0]?.message ?? "");
    expect(await wrong("")).toMatch(/^Enter the code/);
    expect(await wrong("12345")).toMatch(/not a whole code/);
    const many = (number: number) => Promise.all(Array.from({ length: number }, () => wrong("2345678923")));
    expect(new Set(await many(100))).toEqual(new Set([expect.stringMatching(/do not know/)]));
    await openLetter(code, here);
  });

  test("a flood of wrong codes from one network shuts out nobody else; one from everywhere is stopped", async () => {
    setClock(new Date(Date.now() + 120_000));
    const { adult } = await anAdult();
    const code = await make(adult);
    const flood = async (number: number, from: string) => {
      for (let done = 0; done < number; done += 100)
        await Promise.all(
          Array.from({ length: Math.min(100, number - done) }, () =>
            openLetter("2345678923", from).catch(() => {}),
          ),
        );
    };
    await flood(mostFromOneNetwork + 600, "203.0.113.66");
    await expect(openLetter(code, "203.0.113.66")).rejects.toMatchObject({ code: "too-many-tries" });
    await openLetter(code, here);
    for (let from = 0; from < mostFromAll; from++) countWrong(`flood ${from}`);
    await expect(openLetter(code, here)).rejects.toMatchObject({ code: "too-many-tries" });
    setClock(new Date(Date.now() + 240_000));
    await openLetter(code, here);
    await openLetter(code, "203.0.113.66");
  });

  test("codes are ten unambiguous signs, and no two are the same", () => {
    const codes = Array.from({ length: 1000 }, () => letterCode(newId()));
    expect(new Set(codes).size).toBe(1000);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{10}$/);
  });
});

describe("receipts by e-mail", () => {
  const messages = async (to: string) =>
    (await query("owner", "select kind, subject, body, person_id from message where to_address = $1", [to]))
      .rows;

  test("brings everything that the receipt says, once, and names no child in its subject", async () => {
    const address = anAddress();
    const { adult, child } = await anAdult({ address });
    await signAll(child);
    const signatureId = await signAll(adult);
    expect(await sendReceipt({ organisationId, signatureId })).toBe("queued");
    expect(await sendReceipt({ organisationId, signatureId })).toBe("queued before");
    const [message, more] = await messages(address);
    expect(more).toBeUndefined();
    const kept = await receipt(await actorFor(organisationId, adult), signatureId);
    expect(message).toMatchObject({
      kind: "receipt",
      subject: "You have signed: Agreement for pupils",
      person_id: adult,
    });
    for (const part of [
      kept.number,
      kept.agreementTitle,
      kept.unitName,
      `Signed for: ${kept.subjectName}`,
      "Version: 1.0",
      "Name: Printed Name",
      kept.wording.trim(),
      "/sign/receipts/",
    ])
      expect(message?.body).toContain(part);
  });

  test("goes to nobody without an address, and to none that must not be used", async () => {
    const { adult, child } = await anAdult();
    await signAll(child);
    const without = await signAll(adult);
    expect(await sendReceipt({ organisationId, signatureId: without })).toBe("no address");

    const address = anAddress();
    const one = await anAdult({ address });
    const other = await anAdult({ address, of: one.child });
    await signAll(one.child);
    const signatureId = await signAll(one.adult);
    await query("owner", "update contact set do_not_contact = true where adult_id = $1", [other.adult]);
    expect(await sendReceipt({ organisationId, signatureId })).toBe("no address");
    await query("owner", "update contact set do_not_contact = false where adult_id = $1", [other.adult]);
    await query("owner", "update contact set disputed_at = now() where adult_id = $1", [one.adult]);
    expect(await sendReceipt({ organisationId, signatureId })).toBe("not needed");
    expect(await messages(address)).toEqual([]);
  });

  test("the job that sends it is queued with a parent's signature", async () => {
    const { adult, child } = await anAdult();
    await signAll(child);
    const signatureId = await signAll(adult);
    const { rows } = await query(
      "queue",
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'send-receipt'`,
    );
    expect(rows).toContainEqual({ payload: { organisationId, signatureId } });
  });
});
