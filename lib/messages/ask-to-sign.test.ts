import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { anAbsence, aSignature } from "#lib/obligations/testing.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { askToSign } from "./ask-to-sign.ts";
import { findLink } from "./links.ts";
import { recentlyMessaged } from "./recently-messaged.ts";
import { runSending } from "./run-sending.ts";
import { sendMessage } from "./send-message.ts";
import { sendReminders } from "./send-reminders.ts";

const { query } = await testDatabase();

/** Tuesday 10 November 2026, a quarter past ten. */
const tuesday = new Date("2026-11-10T10:15:00Z");

let organisationId: string;
let school: string;
let other: string;
let head: Actor;
let series: { staff: string; pupils: string };
let count = 0;

beforeEach(async () => {
  setClock(tuesday);
  const made = await anOrganisation({ schools: 2 });
  organisationId = made.organisationId;
  [school = "", other = ""] = made.schools.map(({ id }) => id);
  await query("owner", "update address set ended_at = now() where organisation_id = $1", [organisationId]);
  await bring({});
  head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId: school }] }),
  );
  const { rows } = await query("owner", "select key, series_id from agreement where organisation_id = $1", [
    organisationId,
  ]);
  series = Object.fromEntries(rows.map(({ key, series_id }) => [key, series_id])) as typeof series;
});
afterEach(() => setClock(undefined));

const bring = (options: Parameters<typeof aPolicyText>[0]) =>
  bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(options), fileName: "policy.md", implementationOn: "2020-09-01" },
  );

async function somebody(options: Parameters<typeof aPerson>[1], address?: string): Promise<string> {
  const id = await aPerson(organisationId, options);
  if (address) await addAddress({ organisationId, words: "a test" }, id, { address });
  await query("owner", "delete from message where organisation_id = $1 and kind = 'address-changed'", [
    organisationId,
  ]);
  return id;
}
const staff = (address?: string, startsOn?: string) =>
  somebody({ roles: [{ role: "staff", unitId: school, startsOn }] }, address);
const pupil = (address?: string, unitId = school) =>
  somebody(
    { givenName: `Kit${++count}`, familyName: "Childname", roles: [{ role: "pupil", unitId, yearGroup: 8 }] },
    address,
  );
const adult = (address?: string) => somebody({}, address);

type Sent = {
  id: string;
  to: string;
  person: string;
  kind: string;
  subject: string;
  body: string;
  notBefore: Date | null;
  state: string;
};
async function messages(kind = "ask"): Promise<Sent[]> {
  const { rows } = await query(
    "owner",
    `select id, to_address as to, person_id as person, kind, subject, body, not_before as "notBefore", state from message
     where organisation_id = $1 and kind = $2 order by to_address, person_id`,
    [organisationId, kind],
  );
  return rows;
}
const to = async (kind?: string) => (await messages(kind)).map((one) => one.to);

describe("asking", () => {
  test("who is asked something gets one message, however often the job runs, also at once", async () => {
    const person = await staff("beth@example.org");
    await staff();
    expect(await Promise.all([askToSign(organisationId), askToSign(organisationId)])).toContain(1);
    expect(await askToSign(organisationId)).toBe(0);
    expect(await messages()).toMatchObject([
      {
        to: "beth@example.org",
        person,
        notBefore: null,
        subject: expect.stringContaining("School"),
        body: expect.stringMatching(/Organisation \d+[\s\S]*\{link\}[\s\S]*next time you sign in/),
      },
    ]);
  });

  test("something new is told of, and what was told before is not told again", async () => {
    const person = await staff("beth@example.org");
    await askToSign(organisationId);
    await bring({ title: "Another policy" });
    expect(await askToSign(organisationId)).toBe(1);
    expect(await to()).toEqual(["beth@example.org", "beth@example.org"]);
    // signing one of the two makes nothing new of the other
    await aSignature(organisationId, school, { subjectId: person, agreement: "staff", on: "2026-11-10" });
    expect(await askToSign(organisationId)).toBe(0);
  });

  test("new staff are asked from the day they are on record, and who is away is not", async () => {
    await staff("new@example.org", "2027-01-04");
    const away = await staff("away@example.org");
    await anAbsence(head, away, school, { kind: "away", startsOn: "2026-11-01" });
    await askToSign(organisationId);
    expect(await to()).toEqual(["new@example.org"]);
  });

  test("nobody is asked where the organisation does not want it", async () => {
    await staff("beth@example.org");
    await query("owner", "update organisation set asks_people = false where organisation_id = $1", [
      organisationId,
    ]);
    expect(await askToSign(organisationId)).toBe(0);
  });

  test("parents are asked when it is their turn: once for all their children, and no child is named", async () => {
    const [one, two] = [await pupil(), await pupil(undefined, other)];
    const parent = await adult("parent@example.org");
    await aContact(organisationId, parent, one);
    await aContact(organisationId, parent, two);
    expect(await askToSign(organisationId)).toBe(0);
    for (const [subjectId, unitId] of [
      [one, school],
      [two, other],
    ] as const)
      await aSignature(organisationId, unitId, { subjectId, agreement: "pupils", on: "2026-11-09" });
    expect(await askToSign(organisationId)).toBe(1);
    const [message] = await messages();
    expect(message).toMatchObject({ to: "parent@example.org", person: parent });
    expect(`${message?.subject} ${message?.body}`).not.toMatch(/Childname|Kit\d/);
    expect(message?.body).toMatch(/as a parent or carer/);
  });

  test("one parent suffices: when one has signed, the other is not asked", async () => {
    const child = await pupil();
    const [one, two] = [await adult("one@example.org"), await adult("two@example.org")];
    await aContact(organisationId, one, child);
    await aContact(organisationId, two, child);
    await aSignature(organisationId, school, { subjectId: child, agreement: "pupils", on: "2026-11-09" });
    await aSignature(organisationId, school, {
      subjectId: child,
      signerId: one,
      agreement: "pupils",
      on: "2026-11-09",
    });
    expect(await askToSign(organisationId)).toBe(0);
  });

  test("two adults who share an address get a message each, unless one of them must not be contacted", async () => {
    const child = await pupil();
    const [one, two] = [await adult("shared@example.org"), await adult("shared@example.org")];
    await aContact(organisationId, one, child);
    await aContact(organisationId, two, child);
    await aSignature(organisationId, school, { subjectId: child, agreement: "pupils", on: "2026-11-09" });
    expect(await askToSign(organisationId)).toBe(2);
    expect(new Set((await messages()).map(({ person }) => person))).toEqual(new Set([one, two]));

    const next = await pupil();
    const [third, fourth] = [await adult("barred@example.org"), await adult("barred@example.org")];
    await aContact(organisationId, third, next);
    await aContact(organisationId, fourth, next, { doNotContact: true, maySign: false });
    await aSignature(organisationId, school, { subjectId: next, agreement: "pupils", on: "2026-11-09" });
    expect(await askToSign(organisationId)).toBe(0);
    expect(await to()).not.toContain("barred@example.org");
  });

  test("in quiet hours and holidays it is written for later", async () => {
    await staff("beth@example.org");
    setClock(new Date("2026-11-13T19:30:00Z")); // Friday evening
    await query(
      "owner",
      "insert into holiday values ($1, gen_random_uuid(), $2, 'Closed', '2026-11-16', '2026-11-17')",
      [organisationId, organisationId],
    );
    await askToSign(organisationId);
    expect((await messages())[0]?.notBefore).toEqual(new Date("2026-11-18T07:00:00Z"));
  });

  test("an address refused is tried again only when there is another", async () => {
    const person = await staff("wrong@example.org");
    await askToSign(organisationId);
    await query("owner", "update message set state = 'failed' where organisation_id = $1", [organisationId]);
    expect(await askToSign(organisationId)).toBe(0);
    await query("owner", "update address set ended_at = now() where person_id = $1", [person]);
    await addAddress({ organisationId, words: "a test" }, person, { address: "right@example.org" });
    expect(await askToSign(organisationId)).toBe(1);
  });
});

describe("reminders", () => {
  const remind = async (who: { personId: string; seriesId: string }[], evenIfRecent = false) => {
    const { sendingId } = await sendReminders(head, school, { who, evenIfRecent });
    await runSending({ organisationId, sendingId });
    const { rows } = await query("owner", "select total, skipped from sending where id = $1", [sendingId]);
    return {
      total: rows[0].total,
      skipped: Object.fromEntries(
        rows[0].skipped.map((one: { personId: string; reason: string }) => [one.personId, one.reason]),
      ),
    };
  };

  test("go to whoever is awaited: staff, a pupil with an address, a parent when it is their turn", async () => {
    const member = await staff("beth@example.org");
    const [young, signed] = [await pupil("young@example.org"), await pupil()];
    const parent = await adult("parent@example.org");
    await aContact(organisationId, parent, young);
    await aContact(organisationId, parent, signed);
    await aSignature(organisationId, school, { subjectId: signed, agreement: "pupils", on: "2026-11-09" });
    const nobody = await staff();
    const done = await staff("done@example.org");
    await aSignature(organisationId, school, { subjectId: done, agreement: "staff", on: "2026-11-09" });
    const result = await remind([
      { personId: member, seriesId: series.staff },
      { personId: young, seriesId: series.pupils },
      { personId: signed, seriesId: series.pupils },
      { personId: nobody, seriesId: series.staff },
      { personId: done, seriesId: series.staff },
    ]);
    expect(result).toEqual({ total: 3, skipped: { [nobody]: "no-address", [done]: "signed" } });
    expect(await to("reminder")).toEqual(["beth@example.org", "parent@example.org", "young@example.org"]);
  });

  test("leave out whoever had a message in the last 24 hours, unless they are meant all the same", async () => {
    const member = await staff("beth@example.org");
    const row = [{ personId: member, seriesId: series.staff }];
    expect(await recentlyMessaged(head, school, [member])).toEqual([]);
    expect(await remind(row)).toEqual({ total: 1, skipped: {} });
    await query("owner", "update message set state = 'sent', sent_at = $2 where organisation_id = $1", [
      organisationId,
      tuesday,
    ]);
    expect(await recentlyMessaged(head, school, [member])).toMatchObject([{ personId: member }]);
    expect(await remind(row)).toEqual({ total: 0, skipped: { [member]: "recent" } });
    expect(await remind(row, true)).toEqual({ total: 1, skipped: {} });
    await query("owner", "update message set state = 'sent', sent_at = $2 where organisation_id = $1", [
      organisationId,
      tuesday,
    ]);
    setClock(new Date(tuesday.getTime() + 25 * 60 * 60_000));
    expect(await remind(row)).toEqual({ total: 1, skipped: {} });
  });

  test("when somebody has signed meanwhile, their reminder is not sent", async () => {
    const member = await staff("beth@example.org");
    await remind([{ personId: member, seriesId: series.staff }]);
    const [message] = await messages("reminder");
    await query("owner", "update message set created_at = created_at - interval '1 hour' where id = $1", [
      message?.id,
    ]);
    await aSignature(organisationId, school, { subjectId: member, agreement: "staff", on: "2026-11-10" });
    await query(
      "owner",
      "insert into event (organisation_id, id, kind, happened_at, actor_id, person_id, details) values ($1, gen_random_uuid(), 'agreement-signed', $2, $3, $3, '{}')",
      [organisationId, tuesday, member],
    );
    expect(await sendMessage({ organisationId, messageId: message?.id as string })).toBe("not-needed");
    expect((await messages("reminder"))[0]?.state).toBe("not-needed");
  });

  test("of another school's people say nothing", async () => {
    const stranger = await somebody({ roles: [{ role: "staff", unitId: other }] }, "stranger@example.org");
    const result = await remind([{ personId: stranger, seriesId: series.staff }]);
    expect(result).toEqual({ total: 0, skipped: {} });
    expect(await messages("reminder")).toEqual([]);
  });
});

test("the link is made as the message goes out, and is kept nowhere but as a hash", async () => {
  const person = await staff("beth@example.org");
  await askToSign(organisationId);
  const [message] = await messages();
  await query("owner", "update organisation_directory set demonstration = true where id = $1", [
    organisationId,
  ]);
  expect(await sendMessage({ organisationId, messageId: message?.id as string })).toBe("kept");
  const token = /\/countersign\/([\w-]{32})(?![\w-])/.exec((await messages())[0]?.body ?? "")?.[1] ?? "";
  expect(await findLink(token)).toMatchObject({
    outcome: "found",
    link: { personId: person, unitId: school, toAddress: "beth@example.org" },
  });
});

test("what comes to its turn in quiet hours is put off", async () => {
  await staff("beth@example.org");
  await askToSign(organisationId);
  const [message] = await messages();
  setClock(new Date("2026-11-10T20:00:00Z"));
  expect(await sendMessage({ organisationId, messageId: message?.id as string })).toBe("put off");
  expect((await messages())[0]).toMatchObject({
    state: "waiting",
    notBefore: new Date("2026-11-11T07:00:00Z"),
  });
});
