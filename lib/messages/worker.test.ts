import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type NewMessage, queueMessage, queueMessages } from "#lib/outbox.ts";
import { anOrganisation } from "#lib/testing/builders.ts";
import { type MailServer, openMailServer } from "./mail-server-for-tests.ts";
import { startWorker } from "./worker-for-tests.ts";

/* The worker itself, as a process of its own, against a real mail server. */

const { query, addresses } = await testDatabase();

let organisationId: string;
let server: MailServer;
let workers: ReturnType<typeof startWorker>[] = [];

beforeAll(async () => {
  ({ organisationId } = await anOrganisation({ kind: "single-school" }));
  // asking is no concern of these tests
  await query("owner", "update organisation set asks_people = false");
});
beforeEach(async () => {
  server = await openMailServer();
});
afterEach(async () => {
  for (const { child, ended } of workers) {
    child.kill("SIGKILL");
    await ended;
  }
  workers = [];
  await server.close();
  await query("owner", "delete from message");
  await query("queue", "delete from graphile_worker._private_jobs");
});

function worker(perMinute?: number) {
  const started = startWorker(addresses, { url: server.url, perMinute });
  workers.push(started);
  return started;
}

let number = 0;
const message = (toAddress: string, more: Partial<NewMessage> = {}): NewMessage => ({
  organisationId,
  kind: "receipt",
  toAddress,
  subject: "A receipt",
  body: "You have signed.\n",
  urgency: 5,
  dedupeKey: `test:${++number}`,
  ...more,
});
const queue = (messages: NewMessage[]) =>
  inOrganisation(organisationId, (transaction) => queueMessages(transaction, messages));

async function rows(): Promise<{ to: string; state: string; reason: string | null; attempts: number }[]> {
  const found = await query(
    "owner",
    `select to_address as to, state, reason, attempts from message order by to_address`,
  );
  return found.rows;
}
async function until(what: () => boolean | Promise<boolean>, said: () => string): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries === 1_200) throw new Error(`it never came to that; the worker said: ${said()}`);
    await wait(50);
  }
}
const noneWaits = async () => (await rows()).every(({ state }) => state !== "waiting");

test("killed between the message and the server's answer: nothing is lost, and the row says why one may have come twice", async () => {
  const people = Array.from(
    { length: 600 },
    (_, index) => `person${String(index).padStart(3, "0")}@example.org`,
  );
  let stuck: (() => void) | undefined;
  const reached = new Promise<void>((resolve) => {
    server.onMessage = async ({ to }) => {
      if (to[0] !== "person300@example.org" || stuck) return;
      resolve();
      await new Promise<void>((go) => {
        stuck = go;
      });
    };
  });
  await queue(people.map((to) => message(to)));
  const first = worker();
  await Promise.race([reached, first.ended.then(() => Promise.reject(new Error(first.said())))]);
  first.child.kill("SIGKILL");
  await first.ended;
  stuck?.();
  expect((await rows()).find(({ to }) => to === "person300@example.org")).toMatchObject({ state: "waiting" });

  const second = worker();
  await until(noneWaits, second.said);
  const found = await rows();
  expect(found.map(({ to }) => to)).toEqual(people);
  expect(found.every(({ state }) => state === "sent")).toBe(true);
  const copies = Map.groupBy(server.received, ({ to }) => to[0] ?? "");
  for (const { to, reason, attempts } of found) {
    const times = copies.get(to)?.length ?? 0;
    expect(times, to).toBeGreaterThanOrEqual(1);
    // whoever got it twice has a row that says so, and whoever's row says nothing got it once
    if (times > 1)
      expect(reason, to).toMatch(/^Sent again on .* was broken off .* may have arrived twice\.$/);
    if (!reason) expect([times, attempts], to).toEqual([1, 1]);
    const ids = new Set(copies.get(to)?.map(({ text }) => /^message-id: (.*)$/im.exec(text)?.[1]));
    expect(ids.size, "both copies are one message").toBe(1);
  }
  expect(found.find(({ to }) => to === "person300@example.org")?.reason).toMatch(/^Sent again on /);
  expect(found.filter(({ reason }) => reason === null).length).toBeGreaterThan(300);
}, 120_000);

test("ten thousand go out in order of urgency, and a code overtakes them all", async () => {
  for (let at = 0; at < 9_000; at += 1_000)
    await queue(Array.from({ length: 1_000 }, (_, index) => message(`parent${at + index}@example.org`)));
  await queue(
    Array.from({ length: 1_000 }, (_, index) => message(`signed${index}@example.org`, { urgency: 3 })),
  );
  const to = (what: string) => server.received.filter((one) => one.to[0]?.startsWith(what));
  const { said } = worker();
  await until(() => to("signed").length === 1_000, said);
  // four jobs of a hundred run side by side: a reminder's begins when no more than three receipts' are left
  expect(server.received.slice(0, 600).every((one) => one.to[0]?.startsWith("signed"))).toBe(true);
  expect(to("parent").length).toBeLessThan(400);

  await inOrganisation(organisationId, (transaction) =>
    queueMessage(transaction, message("hurry@example.org", { kind: "sign-in-code", urgency: 1 })),
  );
  const before = server.received.length;
  await until(() => to("hurry").length > 0, said);
  const place = server.received.findIndex((one) => one.to[0] === "hurry@example.org");
  expect(place - before).toBeLessThan(500);
}, 120_000);

test("no more go out in a minute than the settings say, over all workers together", async () => {
  await queue(Array.from({ length: 40 }, (_, index) => message(`slow${index}@example.org`)));
  const moments: number[] = [];
  server.onMessage = async () => {
    moments.push(performance.now());
  };
  const [one, other] = [worker(600), worker(600)];
  await until(noneWaits, () => one.said() + other.said());
  expect(moments).toHaveLength(40);
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  // ten a second: forty take nearly four
  expect(last - first).toBeGreaterThan(3_700);
}, 60_000);

test("one bad address stops nothing else", async () => {
  await queue([message("refused@example.org"), message("later@example.org"), message("good@example.org")]);
  const { said } = worker();
  await until(async () => (await rows()).find(({ to }) => to === "good@example.org")?.state === "sent", said);
  await until(async () => (await rows()).some(({ reason }) => reason?.includes("451") ?? false), said);
  expect(await rows()).toMatchObject([
    { to: "good@example.org", state: "sent", reason: null },
    { to: "later@example.org", state: "waiting", reason: expect.stringContaining("at present") },
    {
      to: "refused@example.org",
      state: "failed",
      reason: expect.stringMatching(/^The mail server refused the address: 550/),
    },
  ]);
}, 60_000);

test("a mail server that does not answer is said to be so, and gets everything once it does", async () => {
  const { url } = server;
  await server.close();
  await queue([message("one@example.org"), message("other@example.org")]);
  const { said } = worker();
  await until(async () => (await rows()).every(({ reason }) => reason !== null), said);
  expect(await rows()).toMatchObject(
    ["one@example.org", "other@example.org"].map((to) => ({
      ...{ to, state: "waiting" },
      reason: expect.stringMatching(/^The mail server cannot be reached: /),
    })),
  );
  server = await openMailServer(Number(new URL(url).port));
  await until(noneWaits, said);
  expect(await rows()).toMatchObject([
    { state: "sent", reason: null },
    { state: "sent", reason: null },
  ]);
  expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual(["one@example.org", "other@example.org"]);
}, 60_000);
