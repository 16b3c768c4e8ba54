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
    if (tries === 600) throw new Error(`it never came to that; the worker said: ${said()}`);
    await wait(50);
  }
}
const noneWaits = async () => (await rows()).every(({ state }) => state !== "waiting");

test("killed between the message and the server's answer: nothing is lost, and the row says why one may have come twice", async () => {
  const people = Array.from(
    { length: 60 },
    (_, index) => `person${String(index).padStart(2, "0")}@example.org`,
  );
  let stuck: (() => void) | undefined;
  const reached = new Promise<void>((resolve) => {
    server.onMessage = async ({ to }) => {
      if (to[0] !== "person30@example.org" || stuck) return;
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
  expect((await rows()).find(({ to }) => to === "person30@example.org")).toMatchObject({ state: "waiting" });

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
  expect(found.find(({ to }) => to === "person30@example.org")?.reason).toMatch(/^Sent again on /);
  expect(found.filter(({ reason }) => reason === null).length).toBeGreaterThan(20);
}, 60_000);

test("a code overtakes a thousand reminders that wait", async () => {
  await queue(Array.from({ length: 1_000 }, (_, index) => message(`parent${index}@example.org`)));
  const { said } = worker(6_000);
  await until(() => server.received.length >= 50, said);
  await inOrganisation(organisationId, (transaction) =>
    queueMessage(transaction, message("hurry@example.org", { kind: "sign-in-code", urgency: 1 })),
  );
  const before = server.received.length;
  await until(() => server.received.some(({ to }) => to[0] === "hurry@example.org"), said);
  const place = server.received.findIndex(({ to }) => to[0] === "hurry@example.org");
  expect(place - before).toBeLessThan(350);
}, 60_000);

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
