import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { askForCode } from "#lib/auth/sign-in-codes.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { answerResponse } from "#lib/obligations/answer-response.ts";
import { aResponse, aSignature } from "#lib/obligations/testing.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { insertAddress } from "#lib/people/insert-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { askToSign } from "./ask-to-sign.ts";
import { adultsWithoutAddress, lettersMadeAt, makeLetters } from "./letters.ts";
import { findLink, makeLink } from "./links.ts";
import { closeMail } from "./mail.ts";
import { openMailServer } from "./mail-server-for-tests.ts";
import { runSending } from "./run-sending.ts";
import { sendMessages } from "./send-message.ts";
import { sendReceipt } from "./send-receipt.ts";
import { sendReminders } from "./send-reminders.ts";

/*
 * Two parents with one address between them, one of whom must not be contacted about their child: a message to the
 * address reaches both, so nothing goes there, whatever it is about, and the other gets a letter.
 */

const { query } = await testDatabase();
const given = vi.hoisted(() => ({ mail: undefined as { url: string; from: string } | undefined }));
vi.mock("#lib/env.ts", async (original) => {
  const env = await original<typeof import("#lib/env.ts")>();
  return { ...env, settings: () => ({ ...env.settings(), ...given }) };
});
const address = "shared@example.org";
const command = () => ({ organisationId, words: "a test" });

let organisationId: string;
let school: string;
let head: Actor;
let child: string;
let mary: string;
let john: string;

beforeEach(async () => {
  setClock(new Date("2026-11-10T10:15:00Z"));
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  school = made.schools[0]?.id as string;
  await query("owner", "update address set ended_at = now() where normalised = $1 or organisation_id = $2", [
    address,
    organisationId,
  ]);
  await bringInPolicy(command(), {
    text: aPolicyText(),
    ...{ fileName: "policy.md", implementationOn: "2020-09-01" },
  });
  head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId: school }] }),
  );
  child = await aPerson(organisationId, { roles: [{ role: "pupil", unitId: school, yearGroup: 5 }] });
  [mary, john] = [
    await aPerson(organisationId, { givenName: "Mary", familyName: "Ash" }),
    await aPerson(organisationId, { givenName: "John", familyName: "Birch" }),
  ];
  for (const adult of [mary, john])
    await inOrganisation(organisationId, (transaction) =>
      insertAddress(transaction, organisationId, adult, address),
    );
  await aContact(organisationId, mary, child);
  await aContact(organisationId, john, child);
  await aSignature(organisationId, school, { subjectId: child, agreement: "pupils", on: "2026-11-09" });
});
afterEach(() => setClock(undefined));

const bar = () =>
  query("owner", "update contact set do_not_contact = true, may_sign = false where adult_id = $1", [john]);

/** Whatever could be sent to the two of them is caused, in every way there is. */
async function causeEverything(): Promise<void> {
  const signatureId = await aSignature(organisationId, school, {
    ...{ subjectId: child, signerId: mary, agreement: "pupils", on: "2026-11-10" },
  });
  await query(
    "owner",
    `insert into signature_record (organisation_id, signature_id, salt, record)
     values ($1, $2, 'salt', '{"signer":{"printedName":"Mary Ash"},"answers":[],"helper":null,"wording":{}}')`,
    [organisationId, signatureId],
  );
  await sendReceipt({ organisationId, signatureId });
  await query(
    "owner",
    "insert into signature_void (organisation_id, id, signature_id, reason, recorded_at) values ($1, gen_random_uuid(), $2, 'a test', now())",
    [organisationId, signatureId],
  );
  await askToSign(organisationId);
  const { rows: series } = await query(
    "owner",
    "select series_id from agreement where organisation_id = $1 and key = 'pupils'",
    [organisationId],
  );
  const { sendingId } = await sendReminders(head, school, {
    who: [{ personId: child, seriesId: series[0].series_id }],
    evenIfRecent: true,
  });
  await runSending({ organisationId, sendingId });
  await aResponse(organisationId, school, {
    ...{ kind: "question", subjectId: child, signerId: mary, agreement: "pupils", on: "2026-11-10" },
  });
  const { rows: responses } = await query("owner", "select id from response where organisation_id = $1", [
    organisationId,
  ]);
  await answerResponse(head, responses[0].id, { words: "Yes, it does.", formId: newId(), seen: 0 });
  await askForCode(address, null);
  await addAddress(command(), mary, { address: "second@example.org" });
}
const kinds = async (state = "waiting"): Promise<string[]> =>
  (
    await query(
      "owner",
      "select kind from message where organisation_id = $1 and to_address = $2 and state = $3 order by kind",
      [organisationId, address, state],
    )
  ).rows.map(({ kind }) => kind);

test("while both may be written to, each of these does go there", async () => {
  await causeEverything();
  expect(new Set(await kinds())).toEqual(
    new Set(["address-changed", "answer", "ask", "receipt", "reminder", "sign-in-code"]),
  );
});

test("neither asking, reminders, receipts, answers, sign-in codes nor news of the address go there", async () => {
  await bar();
  await causeEverything();
  expect(await kinds()).toEqual([]);
  const { rows } = await query("owner", "select skipped from sending where organisation_id = $1", [
    organisationId,
  ]);
  // the school is told, and that is all that is said
  expect(rows[0].skipped).toMatchObject([{ personId: mary, reason: "barred" }]);
});

test("what waited when the address was barred does not go, and a link that went before leads nowhere", async () => {
  const server = await openMailServer();
  const token = await inOrganisation(organisationId, (transaction) =>
    makeLink(transaction, { organisationId, personId: mary, unitId: school, toAddress: address }),
  );
  expect(await findLink(token)).toMatchObject({ outcome: "found" });
  await causeEverything();
  await bar();
  given.mail = { url: server.url, from: "Countersign <sign@school.example>" };
  const { rows } = await query("owner", "select id from message where organisation_id = $1", [
    organisationId,
  ]);
  await sendMessages(
    organisationId,
    rows.map(({ id }) => id),
  );
  closeMail();
  expect(await kinds("not-needed")).toHaveLength(rows.length);
  expect(server.received.flatMap(({ to }) => to)).not.toContain(address);
  expect(await findLink(token)).toMatchObject({ outcome: "ended" });
  await server.close();
});

test("the other gets a letter, and who must not be contacted gets none", async () => {
  await bar();
  expect(await adultsWithoutAddress(head, school)).toMatchObject([{ id: mary, why: "address-not-to-use" }]);
  const { at, made } = await makeLetters(head, school, [mary, john]);
  expect(made).toBe(1);
  expect((await lettersMadeAt(head, school, at)).map(({ name }) => name)).toEqual(["Mary Ash"]);
  await expect(makeLetters(head, school, [john])).rejects.toMatchObject({ code: "invalid" });
});
