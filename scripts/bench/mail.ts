import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { inOrganisation } from "#lib/database/transaction.ts";
import { StartError } from "#lib/env.ts";
import { newId } from "#lib/identifiers.ts";
import { askingText } from "#lib/messages/asking-text.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { type NewMessage, queueMessages } from "#lib/outbox.ts";
import { debuggerAt, heapInUse } from "#scripts/bench/heap.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import type { BareSending } from "#scripts/bench/mail-sender.ts";
import type { MailServerSays, Wanted } from "#scripts/bench/mail-server.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";
import { freePort } from "#scripts/ports.ts";
import { accompany, type Companion } from "#scripts/processes.ts";

const from = "Countersign <sign@school.example>";

/** An organisation that asks nobody by itself and has no quiet hours, with so many people who have an address. */
async function makePeople(owner: pg.Client, count: number) {
  const { organisationId, units } = await createOrganisation({
    slug: "mail-trust",
    name: "Mail Trust",
    kind: "trust",
    schools: [{ name: "Mail School", urn: "200009", phase: "primary" }],
    administrator: { givenName: "Ada", familyName: "Marsh", email: "ada@mail.example" },
    words: "the bench",
  });
  await owner.query(
    "update organisation set asks_people = false, quiet_from = 0, quiet_to = 0, quiet_weekends = false where organisation_id = $1",
    [organisationId],
  );
  const people = Array.from({ length: count }, newId);
  await owner.query(
    `insert into person (organisation_id, id, given_name, family_name, sort_name, created_at)
     select $1, id, 'Sam', 'Reader ' || n, 'reader ' || n || ', sam', now() - interval '1 day'
     from unnest($2::uuid[]) with ordinality as made (id, n)`,
    [organisationId, people],
  );
  await owner.query(
    `insert into address (organisation_id, id, person_id, normalised, as_written, created_at)
     select $1, a, p, 'person' || n || '@school.example', 'person' || n || '@school.example', now()
     from unnest($2::uuid[], $3::uuid[]) with ordinality as made (a, p, n)`,
    [organisationId, people.map(newId), people],
  );
  await owner.query("analyze person, address, message");
  return { organisationId, unitId: units["200009"] as string, people };
}

const text = askingText("reminder", {
  ...{ name: "Sam Reader", organisation: "Mail Trust", asks: ["Mail School"] },
  ...{ own: true, forChildren: false, signsIn: true },
});

/** Queues a reminder for each of them, as a sending does. */
async function queue(ground: Awaited<ReturnType<typeof makePeople>>, round: number): Promise<void> {
  const { organisationId, unitId, people } = ground;
  for (let at = 0; at < people.length; at += 500) {
    const messages = people.slice(at, at + 500).map(
      (personId, index): NewMessage => ({
        ...{ organisationId, unitId, personId, kind: "reminder", urgency: 5, ...text },
        toAddress: `person${at + index + 1}@school.example`,
        dedupeKey: `reminder:${round}:${personId}`,
      }),
    );
    await inOrganisation(organisationId, (transaction) => queueMessages(transaction, messages));
  }
}

/** Waits for what a mail server says, or for its end. */
async function hear<Kind extends MailServerSays["kind"]>(
  { child, name, ended }: Companion,
  kind: Kind,
): Promise<Extract<MailServerSays, { kind: Kind }>> {
  const heard = new Promise<Extract<MailServerSays, { kind: Kind }>>((resolve, reject) => {
    const listen = (said: MailServerSays) => {
      if (said.kind === "too many") reject(new Error("the mail server got more messages than were queued"));
      if (said.kind !== kind) return;
      child.off("message", listen);
      resolve(said as Extract<MailServerSays, { kind: Kind }>);
    };
    child.on("message", listen);
  });
  const gone = ended.then(() => {
    throw new StartError(`The ${name} ended unexpectedly.`);
  });
  gone.catch(() => {});
  return Promise.race([heard, gone]);
}

type Third = { heap: number; all: number };
type Stage = { server: Companion; url: string; ground: Awaited<ReturnType<typeof makePeople>> };

const startWorker = (bench: Workbench, url: string, more: Record<string, string> = {}) =>
  bench.beside(
    accompany("worker", "scripts/worker.ts", [], {
      ...{ NODE_ENV: "production", DEMO: "on", SMTP_URL: url, MAIL_FROM: from },
      ...more,
    }),
  );

/** The worker sends everything. @returns messages a second, and how long one of them is */
async function byWorker(bench: Workbench, { server, url, ground }: Stage, round: number) {
  const messages = ground.people.length;
  await queue(ground, round);
  server.child.send({ messages, mark: messages } satisfies Wanted);
  const end = hear(server, "done");
  const worker = startWorker(bench, url);
  const { seconds, bytes } = await end;
  await noted(bench.owner, ground.organisationId, round * messages);
  await worker.stop();
  return { rate: messages / seconds, bytes };
}

/** The bare loop sends as many of the same. */
async function byLoop(bench: Workbench, { server, url, ground }: Stage) {
  const messages = ground.people.length;
  server.child.send({ messages, mark: messages } satisfies Wanted);
  const bare = bench.beside(accompany("bare sender", "scripts/bench/mail-sender.ts", [], {}));
  const end = hear(server, "done");
  const link = `http://localhost:3000/countersign/${"x".repeat(32)}`;
  bare.child.send({
    ...{ url, from, messages },
    mail: { id: "", toAddress: "", subject: text.subject, body: text.body.replace("{link}", link) },
  } satisfies BareSending);
  const { seconds, bytes } = await Promise.race([
    end,
    bare.ended.then(() => Promise.reject(new StartError("The bare sender ended unexpectedly."))),
  ]);
  await bare.stop();
  return { rate: messages / seconds, bytes };
}

/** Megabytes that a process takes of the machine's memory. */
const memoryOf = ({ child }: Companion): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;

/** The worker's memory after each third of the messages: its heap after a forced collection, and all it takes. */
async function memoryInThirds(bench: Workbench, { server, url, ground }: Stage, round: number) {
  const messages = ground.people.length;
  const third = Math.floor(messages / 3);
  await queue(ground, round);
  server.child.send({ messages, mark: third } satisfies Wanted);
  const end = hear(server, "done");
  const port = await freePort();
  let mark = hear(server, "mark");
  const worker = startWorker(bench, url, { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` });
  const thirds: Third[] = [];
  for (let n = 1; n <= 3; n++) {
    await mark;
    if (n < 3) mark = hear(server, "mark");
    const heap = (await heapInUse(await debuggerAt(port))) / 1024 / 1024;
    thirds.push({ heap, all: memoryOf(worker) });
  }
  await end;
  await worker.stop();
  return thirds;
}

/**
 * (g) Messages a second that the worker hands to a mail server on loopback, against a bare loop that sends the same
 * with nodemailer; in turn. And the worker's memory after the last third of them against after the first.
 */
export async function measureMail(
  bench: Workbench,
  size: { rounds: number; messages: number },
): Promise<Line[]> {
  const server = bench.beside(accompany("mail server", "scripts/bench/mail-server.ts", [], {}));
  const { port } = await hear(server, "ready");
  const ground = await makePeople(bench.owner, size.messages);
  const stage = { server, url: `smtp://127.0.0.1:${port}`, ground };
  const rates = { worker: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= size.rounds; round++) {
    const worker = await byWorker(bench, stage, round);
    const bare = await byLoop(bench, stage);
    if (Math.abs(bare.bytes - worker.bytes) > 40)
      throw new Error(`the worker's messages have ${worker.bytes} bytes, the bare loop's ${bare.bytes}`);
    rates.worker.push(worker.rate);
    rates.bare.push(bare.rate);
  }
  const thirds = await memoryInThirds(bench, stage, size.rounds + 1);
  await server.stop();
  const count = (number: number) => number.toLocaleString("en-GB");
  const [first, , last] = thirds as [Third, Third, Third];
  const inThirds = (of: keyof Third) =>
    `${thirds.map((third) => third[of].toFixed(0)).join(", ")} MB after each third`;
  return [
    {
      part: "g",
      what: `${count(size.messages)} queued messages`,
      measured: spread(rates.worker, "a second"),
      against: `bare loop: ${spread(rates.bare, "a second")}`,
      ratio: median(rates.worker) / median(rates.bare),
      bound: { least: 0.5, aim: 0.5 },
    },
    {
      part: "g",
      what: `heap of the worker, ${count(size.messages)} messages`,
      measured: inThirds("heap"),
      against: "after the first third",
      ratio: last.heap / first.heap,
      bound: { most: 1.1 },
    },
    {
      part: "g",
      what: "all memory of the worker",
      measured: inThirds("all"),
      against: "after the first third",
      ratio: last.all / first.all,
    },
  ];
}

/** Waits until each is written down as sent, once. @throws when one is not */
async function noted(owner: pg.Client, organisationId: string, expected: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { rows } = await owner.query(
      `select count(*) filter (where state = 'sent' and attempts = 1 and reason is null)::int as good, count(*)::int as all
       from message where organisation_id = $1`,
      [organisationId],
    );
    if (rows[0].good === expected && rows[0].all === expected) return;
    if (tries === 50)
      throw new Error(`${expected} messages were queued: ${JSON.stringify(rows[0])} are kept`);
    await wait(100);
  }
}
