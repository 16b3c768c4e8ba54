import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { StartError } from "#lib/env.ts";
import { measureAsking } from "#scripts/bench/asking.ts";
import { measureClassSession } from "#scripts/bench/class-session.ts";
import { measureComingIntoForce } from "#scripts/bench/coming-into-force.ts";
import { measureComparison } from "#scripts/bench/comparison.ts";
import { measureGrowth } from "#scripts/bench/growth.ts";
import { type Line, table } from "#scripts/bench/lines.ts";
import { measureMail } from "#scripts/bench/mail.ts";
import { measureMemory } from "#scripts/bench/memory.ts";
import { measurePages } from "#scripts/bench/pages.ts";
import { measurePolicyPage } from "#scripts/bench/policy-page.ts";
import { measureScripts } from "#scripts/bench/scripts.ts";
import { makeSigningGround, type SigningGround } from "#scripts/bench/signers.ts";
import { measureSignings } from "#scripts/bench/signings.ts";
import { folder, openWorkbench, type Workbench } from "#scripts/bench/workbench.ts";
import { sayWhy } from "#scripts/command.ts";
import { withLock } from "#scripts/database/lock.ts";

const usage = `Usage: npm run bench -- [--only a,b,c,d,e,f,g,h,i,j,k] [--quick] [--built]

  a  requests a second of the sign page, against an empty page
  b  signings a second, against a bare server that writes the same
  c  JavaScript of the sign page, against an empty page's
  d  pages of a large trust, against those of a small one
  e  memory of the web server after many signings, against after some
  f  signings a second while a class signs on its tablets, against without it
  g  messages a second from the worker to a mail server, against a bare loop; the worker's memory
  h  how long it takes to ask everybody of a large trust to sign, and memory
  i  the published page of a 300-clause policy, against an empty page; its PDF
  j  comparing two 300-clause versions, against reading them
  k  a version's coming into force for everybody of a large trust, against one SQL statement

  --quick  everything with small numbers: to see that it runs, not to measure
  --built  with the build of an earlier run, whatever the sources have become since`;

const sizes = {
  full: {
    a: { rounds: 5, seconds: 5 },
    b: { rounds: 5, signings: 1_500, bare: 6_000 },
    d: { others: 20, schools: 100, peoplePerSchool: 1_000, rounds: 5 },
    e: { signings: 1_000 },
    f: { children: 30, staff: 300, bursts: 6, seconds: 60 },
    g: { rounds: 3, messages: 10_000 },
    h: { schools: 100, peoplePerSchool: 1_000 },
    i: { rounds: 5, seconds: 5 },
    j: { rounds: 25 },
    k: { schools: 100, peoplePerSchool: 1_000, rounds: 5 },
  },
  quick: {
    a: { rounds: 1, seconds: 1 },
    b: { rounds: 1, signings: 100, bare: 400 },
    d: { others: 2, schools: 3, peoplePerSchool: 200, rounds: 1 },
    e: { signings: 50 },
    f: { children: 5, staff: 40, bursts: 2, seconds: 6 },
    g: { rounds: 1, messages: 1_000 },
    h: { schools: 3, peoplePerSchool: 200 },
    i: { rounds: 1, seconds: 1 },
    j: { rounds: 3 },
    k: { schools: 3, peoplePerSchool: 200, rounds: 1 },
  },
};

const say = (step: string) => process.stdout.write(`${step}\n`);

type Chosen = { parts: string[]; size: (typeof sizes)["full"]; quick: boolean; builtBefore: boolean };

function options(): Chosen {
  try {
    const { values } = parseArgs({
      options: { only: { type: "string" }, quick: { type: "boolean" }, built: { type: "boolean" } },
    });
    const parts = values.only?.split(",") ?? [..."abcdefghijk"];
    if (!parts.every((part) => /^[a-k]$/.test(part))) throw new Error();
    const { quick = false, built = false } = values;
    return { parts, size: sizes[quick ? "quick" : "full"], quick, builtBefore: built };
  } catch {
    throw new StartError(usage);
  }
}

async function machine(bench: Workbench): Promise<string> {
  const { rows } = await bench.owner.query("select split_part(version(), ' on ', 1) as version");
  const gigabytes = (os.totalmem() / 2 ** 30).toFixed(0);
  const model = os.cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    `${os.availableParallelism()} cores (${model}), ${gigabytes} GB of memory, ${os.type()} ${os.release()}`,
    `Node ${process.version}, ${rows[0].version}, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    `Load before: ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(", ")}`,
  ].join("\n");
}

async function measure(bench: Workbench, { parts, size, quick }: Chosen): Promise<void> {
  const about = await machine(bench);
  const lines: Line[] = [];
  const takes = async (part: string, what: string, work: () => Promise<Line[]>) => {
    if (!parts.includes(part)) return;
    say(what);
    lines.push(...(await work()));
  };
  if (parts.some((part) => !["d", "g", "h", "j", "k"].includes(part))) {
    const ground: SigningGround = await makeSigningGround(bench.owner);
    await takes("c", "Script of the sign page", () => measureScripts(bench, ground));
    await takes("a", "The sign page and the empty page", () => measurePages(bench, ground, size.a));
    await takes("b", "Signings and the bare server", () => measureSignings(bench, ground, size.b));
    await takes("f", "A class on its tablets, and staff", () => measureClassSession(bench, ground, size.f));
    await takes("i", "The page of a policy and the empty page", () => measurePolicyPage(bench, size.i));
    await takes("e", "Memory", () => measureMemory(bench, ground, size.e));
  }
  await takes("j", "Two versions compared", () => measureComparison(size.j));
  await takes("g", "Messages of the worker and of a bare loop", () => measureMail(bench, size.g));
  await takes("d", "A large and a small trust", () => measureGrowth(bench, say, size.d));
  await takes("h", "Asking everybody", () => measureAsking(bench, say, size.h));
  await takes("k", "A version comes into force", () => measureComingIntoForce(bench, say, size.k));
  lines.sort((one, other) => one.part.localeCompare(other.part));
  say(`\n${table(lines)}\n\n${about}`);
  if (quick) say("These numbers are too small to say anything but that the bench runs.");
}

/** What to undo when stopping, the newest last. */
const undo: (() => unknown)[] = [];
let stopping: Promise<never> | undefined;

function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        sayWhy(error);
      }
    }
    process.exit(code);
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(130));
process.on("disconnect", () => void stop(130));

try {
  const chosen = options();
  await withLock(path.join(folder, "bench.lock"), async () =>
    measure(await openWorkbench(say, undo, chosen), chosen),
  );
  await stop(0);
} catch (error) {
  if (!stopping) sayWhy(error);
  await stop(1);
}
