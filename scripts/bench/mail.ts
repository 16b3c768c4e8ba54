import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { inOrganisation } from "#lib/database/transaction.ts";
import { StartError } from "#lib/env.ts";
import { newId } from "#lib/identifiers.ts";
import { askingText } from "#lib/messages/asking-text.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { type NewMessage, queueMessages } from "#lib/outbox.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import type { BareSending } from "#scripts/bench/mail-sender.ts";
import type { MailServerSays, Wanted } from "#scripts/bench/mail-server.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";
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

/** Megabytes that a process takes of the machine's memory. */
const memoryOf = ({ child }: Companion): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;

/**
 * (g) Messages a second that the worker hands to a mail server on loopback, against a bare loop that sends the same
 * with nodemailer; in turn. And the worker's memory after all of them against after the first part.
 */
export async function measureMail(
  bench: Workbench,
  size: { rounds: number; messages: number; mark: number },
): Promise<Line[]> {
  const { messages, mark } = size;
  const server = bench.beside(accompany("mail server", "scripts/bench/mail-server.ts", [], {}));
  const { port } = await hear(server, "ready");
  const url = `smtp://127.0.0.1:${port}`;
  const want = (wanted: Wanted) => server.child.send(wanted);
  const ground = await makePeople(bench.owner, messages);
  const rates = { worker: [] as number[], bare: [] as number[] };
  const memory = { first: [] as number[], last: [] as number[] };

  for (let round = 1; round <= size.rounds; round++) {
    await queue(ground, round);
    want({ messages, mark });
    const [atMark, atEnd] = [hear(server, "mark"), hear(server, "done")];
    const worker = bench.beside(
      accompany("worker", "scripts/worker.ts", [], {
        ...{ NODE_ENV: "production", DEMO: "on", SMTP_URL: url, MAIL_FROM: from },
      }),
    );
    await atMark;
    memory.first.push(memoryOf(worker));
    const { seconds, bytes } = await atEnd;
    memory.last.push(memoryOf(worker));
    rates.worker.push(messages / seconds);
    await noted(bench.owner, ground.organisationId, round * messages);
    await worker.stop();

    want({ messages, mark });
    const bare = bench.beside(accompany("bare sender", "scripts/bench/mail-sender.ts", [], {}));
    const bareEnd = hear(server, "done");
    const link = `http://localhost:3000/countersign/${"x".repeat(32)}`;
    bare.child.send({
      ...{ url, from, messages },
      mail: { id: "", toAddress: "", subject: text.subject, body: text.body.replace("{link}", link) },
    } satisfies BareSending);
    const other = await Promise.race([
      bareEnd,
      bare.ended.then(() => Promise.reject(new StartError("The bare sender ended unexpectedly."))),
    ]);
    if (Math.abs(other.bytes - bytes) > 40)
      throw new Error(`the worker's messages have ${bytes} bytes, the bare loop's ${other.bytes}`);
    rates.bare.push(messages / other.seconds);
    await bare.stop();
  }
  await server.stop();
  const say = (values: number[]) => spread(values, "MB");
  const count = (number: number) => number.toLocaleString("en-GB");
  return [
    {
      part: "g",
      what: `${count(messages)} queued messages`,
      measured: spread(rates.worker, "a second"),
      against: `bare loop: ${spread(rates.bare, "a second")}`,
      ratio: median(rates.worker) / median(rates.bare),
      bound: { least: 0.5, aim: 0.5 },
    },
    {
      part: "g",
      what: `memory of the worker after ${count(messages)} messages`,
      measured: say(memory.last),
      against: `after ${count(mark)}: ${say(memory.first)}`,
      ratio: median(memory.last) / median(memory.first),
      bound: { most: 1.2 },
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
