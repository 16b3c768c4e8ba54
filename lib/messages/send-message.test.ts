import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { now, setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { queueMessage } from "#lib/outbox.ts";
import { actorFor, anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { closeMail } from "./mail.ts";
import { type MailServer, openMailServer } from "./mail-server-for-tests.ts";
import { messageList } from "./message-list.ts";
import { sendMessage, sendMessages } from "./send-message.ts";
import { sayMore, stateNames } from "./words.ts";

const { query } = await testDatabase();

let server: MailServer;
let delay = 0;

const given = vi.hoisted(() => ({
  demo: false,
  mail: undefined as { url: string; from: string } | undefined,
}));
vi.mock("#lib/env.ts", async (original) => {
  const env = await original<typeof import("#lib/env.ts")>();
  return { ...env, settings: () => ({ ...env.settings(), ...given }) };
});

let organisationId: string;
let administrator: Actor;
let mailServer: { url: string; from: string };

beforeAll(async () => {
  server = await openMailServer();
  server.onMessage = () => wait(delay);
  mailServer = { url: server.url, from: "Countersign <sign@school.example>" };
  ({ organisationId } = await anOrganisation({ kind: "single-school" }));
  administrator = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      duties: [{ kind: "organisation-administrator", unitId: organisationId }],
    }),
  );
});
afterAll(() => {
  closeMail();
  return server.close();
});
beforeEach(() => {
  server.received.length = 0;
  delay = 0;
  given.demo = false;
  given.mail = mailServer;
});
afterEach(() => setClock(undefined));

let number = 0;
async function queued(toAddress: string, dedupeKey = `test:${++number}`): Promise<string | null> {
  return inOrganisation(organisationId, (transaction) =>
    queueMessage(transaction, {
      organisationId,
      kind: "sign-in-code",
      toAddress,
      subject: "Your sign-in code for Countersign",
      body: "Your sign-in code is 123456\n",
      urgency: 1,
      secret: true,
      expiresAt: new Date(Date.now() + 10 * 60_000),
      dedupeKey,
    }),
  );
}
async function aMessage(toAddress = "beth@example.org") {
  return { organisationId, messageId: (await queued(toAddress)) as string };
}
async function rowOf({ messageId }: { messageId: string }) {
  const { rows } = await query(
    "owner",
    "select state, reason, body, attempts, sent_at from message where id = $1",
    [messageId],
  );
  return rows[0];
}
async function jobs(): Promise<{ task: string; payload: unknown }[]> {
  const { rows } = await query(
    "queue",
    `select t.identifier as task, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
  );
  return rows;
}

test("a message that is committed has its job, once, and one that is rolled back has none", async () => {
  const before = (await jobs()).length;
  const messageId = await queued("beth@example.org", "same");
  expect(await queued("beth@example.org", "same")).toBeNull();
  await expect(
    inOrganisation(organisationId, async (transaction) => {
      await queueMessage(transaction, {
        organisationId,
        kind: "sign-in-code",
        toAddress: "beth@example.org",
        subject: "Never",
        body: "",
        urgency: 5,
        dedupeKey: "rolled back",
      });
      throw new Error("something else went wrong");
    }),
  ).rejects.toThrow("something else went wrong");
  const after = await jobs();
  expect(after).toHaveLength(before + 1);
  expect(after.at(-1)).toMatchObject({
    task: "send-message",
    payload: { organisationId, messageId },
  });
});

test.each(["beth@example.org\r\nBcc: all@example.org", "beth@example.org\n", "beth\u2028@example.org"])(
  "an address with a line break is refused: %j",
  async (address) => {
    await expect(queued(address)).rejects.toMatchObject({ code: "invalid" });
  },
);

test("the mail server gets it, and the code does not stay behind", async () => {
  const message = await aMessage();
  expect(await sendMessage(message)).toBe("sent");
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.to).toEqual(["beth@example.org"]);
  expect(server.received[0]?.text).toContain("Your sign-in code is 123456");
  expect(server.received[0]?.text).toMatch(/^From: Countersign <sign@school\.example>\r$/m);
  expect(server.received[0]?.text.toLowerCase()).toContain(
    `message-id: <${message.messageId}@school.example>`,
  );
  expect(await rowOf(message)).toMatchObject({ state: "sent", reason: null, body: "", attempts: 1 });
});

test("an address that looks like a list of them is one address", async () => {
  const message = await aMessage("beth@example.org,all@example.org");
  await sendMessage(message).catch(() => {});
  expect(server.received.flatMap(({ to }) => to)).not.toContain("all@example.org");
});

test("sent twice, one after the other or at once, is one message", async () => {
  const message = await aMessage();
  delay = 300;
  const outcomes = await Promise.allSettled([
    sendMessage(message),
    sendMessage(message),
    sendMessage(message),
  ]);
  expect(outcomes.filter((one) => one.status === "fulfilled" && one.value === "sent")).toHaveLength(1);
  expect(await sendMessage(message)).toBe("sent before");
  expect(server.received).toHaveLength(1);
});

test("an address that is refused for good is not tried again, and the reason is kept in words", async () => {
  const message = await aMessage("refused@example.org");
  expect(await sendMessage(message)).toBe("failed");
  expect(await rowOf(message)).toMatchObject({ state: "failed", body: "" });
  expect((await rowOf(message)).reason).toMatch(
    /^The mail server refused the address: 550 No such mailbox here/,
  );
  expect(await sendMessage(message)).toBe("sent before");
});

test("what fails for now is tried again, and the last try is the last", async () => {
  const message = await aMessage("later@example.org");
  await expect(sendMessage(message)).rejects.toThrow("does not take the address at present");
  expect(await rowOf(message)).toMatchObject({ state: "waiting", attempts: 1 });
  expect((await rowOf(message)).reason).toContain("451");
  expect(await sendMessage(message, true)).toBe("failed");
  expect((await rowOf(message)).reason).toMatch(/^Given up after 2 tries\./);
});

test("a mail server that cannot be reached is said to be so, and comes back", async () => {
  const message = await aMessage();
  given.mail = { ...mailServer, url: "smtp://127.0.0.1:1" };
  await expect(sendMessage(message)).rejects.toThrow("The mail server cannot be reached");
  given.mail = mailServer;
  expect(await sendMessage(message)).toBe("sent");
  expect(await rowOf(message)).toMatchObject({ state: "sent", reason: null, attempts: 2 });
});

test("the list of messages says how each fares, in words, and one bad address or server stops nothing else", async () => {
  // connects, and never says a word
  const silent = net.createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as net.AddressInfo;
  const unheard = await aMessage("unheard@example.org");
  given.mail = { ...mailServer, url: `smtp://127.0.0.1:${port}` };
  await expect(sendMessage(unheard)).rejects.toThrow("did not answer in time");
  silent.close();
  given.mail = { ...mailServer, url: "smtp://127.0.0.1:1" };
  const nobody = await aMessage("nobody@example.org");
  await expect(sendMessage(nobody)).rejects.toThrow("nothing answers at its address");
  given.mail = mailServer;
  const mixed = await Promise.all(
    ["refused@example.org", "later@example.org", "good@example.org"].map((to) => aMessage(to)),
  );
  await sendMessages(
    organisationId,
    mixed.map(({ messageId }) => messageId),
  );
  await aMessage("fresh@example.org");
  const { messages } = await messageList(administrator, organisationId, {});
  const said = Object.fromEntries(
    messages
      .toReversed()
      .map((one) => [
        one.toAddress.split("@")[0],
        `${stateNames[one.state]}: ${sayMore(one, "Europe/London", now())}`,
      ]),
  );
  expect(said).toMatchObject({
    fresh: "Waiting: In the queue",
    good: expect.stringMatching(/^Sent: On \d+ \w+ \d{4} at \d+:\d\d[ap]m$/),
    refused: "Failed: The mail server refused the address: 550 No such mailbox here",
    later:
      "Waiting: It is tried again later. The mail server does not take the address at present: 451 No such mailbox here",
    unheard: expect.stringMatching(
      /^Waiting: It is tried again later\. The mail server cannot be reached: it did not answer in time/,
    ),
    nobody: expect.stringMatching(
      /^Waiting: It is tried again later\. The mail server cannot be reached: nothing answers at its address/,
    ),
  });
}, 30_000);

test("a code that has run out is not sent any more", async () => {
  const message = await aMessage();
  setClock(new Date(Date.now() + 11 * 60_000));
  expect(await sendMessage(message)).toBe("failed");
  expect(server.received).toHaveLength(0);
  expect(await rowOf(message)).toMatchObject({
    reason: "The code in it ran out before the mail server took it.",
  });
});

describe("in demo mode", () => {
  beforeEach(async () => {
    given.demo = true;
    await query("owner", "update organisation_directory set demonstration = true where id = $1", [
      organisationId,
    ]);
  });

  test("without a mail server a demonstration's message is kept to be read on the page", async () => {
    given.mail = undefined;
    const { demonstrationMail } = await import("./queries.ts");
    const message = await aMessage();
    expect(await sendMessage(message)).toBe("kept");
    expect(await rowOf(message)).toMatchObject({ state: "sent", body: "Your sign-in code is 123456\n" });
    expect((await demonstrationMail(1))[0]).toMatchObject({ id: message.messageId, to: "beth@example.org" });
    given.demo = false;
    await expect(demonstrationMail(1)).rejects.toMatchObject({ code: "not-found" });
  });

  test("a real organisation's is not", async () => {
    given.mail = undefined;
    await query("owner", "update organisation_directory set demonstration = false where id = $1", [
      organisationId,
    ]);
    const { demonstrationMail } = await import("./queries.ts");
    const message = await aMessage();
    expect(await sendMessage(message)).toBe("failed");
    expect(await rowOf(message)).toMatchObject({ body: "" });
    expect(await demonstrationMail(50)).toEqual([]);
  });
});
