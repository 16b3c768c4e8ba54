import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { Refusal } from "#lib/errors.ts";
import { accessToAgreements } from "#lib/testing/access-to-agreements.ts";
import { accessToArrivals } from "#lib/testing/access-to-arrivals.ts";
import { accessToDrafts } from "#lib/testing/access-to-drafts.ts";
import { accessToFamilies } from "#lib/testing/access-to-families.ts";
import { accessToFiles } from "#lib/testing/access-to-files.ts";
import { accessToHeadActs } from "#lib/testing/access-to-head-acts.ts";
import { accessToMessages } from "#lib/testing/access-to-messages.ts";
import { accessToPeople } from "#lib/testing/access-to-people.ts";
import { accessToRatification } from "#lib/testing/access-to-ratification.ts";
import { accessToSchools } from "#lib/testing/access-to-schools.ts";
import { accessToSigningSessions } from "#lib/testing/access-to-signing-sessions.ts";
import { accessToVersions } from "#lib/testing/access-to-versions.ts";
import { type AccessCase, makeWorld, type Somebody, type World } from "#lib/testing/access-world.ts";
import { whoMay } from "#lib/testing/who-may.ts";

/*
 * Every rule that takes an actor, with everyone who could call it: each duty at the school, at its sibling, in the
 * whole organisation and in another one, people without any, and the person themself.
 */

const { query } = await testDatabase();
const cases = [
  ...accessToVersions,
  ...accessToPeople,
  ...accessToAgreements,
  ...accessToHeadActs,
  ...accessToFiles,
  ...accessToDrafts,
  ...accessToFamilies,
  ...accessToSigningSessions,
  ...accessToMessages,
  ...accessToArrivals,
  ...accessToRatification,
  ...accessToSchools,
];

/** Answer whether someone may, or which rows; they read and change nothing. permissions.test.ts asks the first three. */
const answers = [
  "may",
  "unitsWhere",
  "demand",
  "isCommand",
  "mayAt",
  "demandAt",
  "reachOf",
  "withinReach",
  "hasPowerOf",
  "mayGiveDuty",
  "dutiesToGive",
  "readablePolicies",
  "isDelegate", // and the next: within what is tried of proposals
  "recordsFor",
  "mayAnswer", // and the next: lib/obligations/who-answers.test.ts
  "mayRead",
];

/** The exported functions of lib/ whose first parameter is whoever acts, read from their text. */
function rulesOfLib(): string[] {
  const folder = path.join(process.cwd(), "lib");
  const exported =
    /^export (?:async )?(?:function\*? |const )(\w+)(?: =(?: async)?)?\s*(?:<[^>]*>)?\(\s*\w+: ([^,)]+)/gm;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/generated|testing|\.test\.|for-tests/.test(file))
    .flatMap((file) => [...readFileSync(path.join(folder, file), "utf8").matchAll(exported)])
    .filter(([, , type]) => /\b(Actor|CommandActor|Doer|Signer|Signatory)\b/.test(type ?? ""))
    .map(([, name]) => name ?? "");
}

test("every rule that takes an actor is tried here, and what is tried here is there", () => {
  const tried = cases.map(({ rule }) => rule.name);
  expect([...new Set([...tried, ...answers])].sort()).toEqual([...new Set(rulesOfLib())].sort());
});

/** What pages may ask without saying who acts: because that is just being found out, or it is there for anyone. */
const withoutActor = [
  "actorOfSession",
  "agreeInTurn", // by a tablet that was let in
  "arrive", // at the school's door, by its code
  "askForCode",
  "askToBeLetIn", // by a class code
  "askedOfVisit", // the same
  "askedOnArrival", // the same
  "backAgain", // the same
  "chooseName", // by a tablet that was let in
  "comeBack", // by the pass of a visit
  "cookieOfSession", // seals what it is given
  "database", // for /api/health, to see whether migrations are current
  "demonstrationMail", // the demonstration's alone, and only in demo mode
  "demonstrationOrganisations",
  "endSession", // the browser's own
  "findLink", // by the link itself
  "goToStep", // the same
  "isCleared", // of the visit itself, at the school's door
  "isCurrent",
  "isLinkFor", // the same
  "leaveTurn", // the same
  "obligationsOf", // of the actor, by the list on /sign
  "openLetter", // by the letter's code
  "peopleBehind",
  "publishedPdf", // for anyone
  "publishedPolicies", // the same
  "publishedPolicy",
  "respondForVisit", // at the school's door
  "respondInTurn", // by a tablet that was let in
  "respondOnArrival", // at the school's door
  "sayUnsure", // by a tablet that was let in
  "schoolAtTheDoor", // by its code
  "seal",
  "sessionInCookie",
  "signForVisit", // at the school's door
  "signInAs", // once an address was proved
  "signInAsPersona",
  "signInWithIdentity",
  "tabletStanding", // of the tablet itself
  "tabletView", // the same
  "thanksFor", // the same
  "tryCode",
  "unseal",
  "visitById", // by what was sealed for its own browser
  "visitOfForm", // by the form's own identifier
];

test("pages reach the database through rules that take an actor, and otherwise only as listed", () => {
  const root = process.cwd();
  const tried = new Set([...cases.map(({ rule }) => rule.name), ...answers]);
  const asked = new Set<string>();
  for (const file of readdirSync("app", { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file) || /\.test\./.test(file)) continue;
    const text = readFileSync(path.join(root, "app", file), "utf8");
    for (const [, names = "", from = ""] of text.matchAll(/^import \{([^}]*)\} from "#(lib\/[^"]+)"/gm)) {
      const source = readFileSync(path.join(root, from), "utf8");
      for (const name of names.split(",").flatMap((one) => one.trim().replace(/ as .*/, "") || [])) {
        const reads = new RegExp(
          `^export (async function\\*? ${name}\\b|const ${name} = async|(const|function) ${name}\\b.*(Promise|PrismaClient|Pool))`,
          "m",
        );
        if (reads.test(source) && !tried.has(name)) asked.add(name);
      }
    }
  }
  expect([...asked].sort()).toEqual(withoutActor);
});

let world: World;
beforeAll(async () => {
  world = await makeWorld();
}, 120_000);

/** What somebody may expect of a case, from the table of who may do what. */
function expected({ may, whole, also, otherwise }: AccessCase, { name, duty, place }: Somebody): string {
  if (also?.includes(name)) return "done";
  const here = place !== "other organisation";
  const yes =
    may === "everybody" ||
    (may === "everybody here"
      ? here
      : may !== "themself" &&
        duty !== undefined &&
        (whoMay[may]?.includes(duty) ?? false) &&
        (place === "organisation" || (place === "own" && !whole)));
  return yes ? "done" : (otherwise?.[name] ?? "not-found");
}

/** What came of a call: done, the refusal's code, or what went wrong. An answer without the school's rows is a refusal. */
async function outcome(one: AccessCase, actor: Actor, target: unknown, elsewhere: boolean): Promise<string> {
  try {
    const answer = await one.call(actor, world, target);
    const silent = one.shows && !one.shows(answer, world, target);
    return silent && (one.quiet || elsewhere) ? "not-found" : silent ? "an empty answer" : "done";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

let tables: string[];
/** Changes with any row of any table: how many there are, and the last transaction that wrote one. */
async function everything(): Promise<string> {
  tables ??= (
    await query("owner", "select tablename as name from pg_tables where schemaname = 'public' order by 1")
  ).rows.map(({ name }) => name);
  const each = tables.map((name) => `(select concat(count(*), ' ', max(xmin::text::bigint)) from ${name})`);
  const { rows } = await query("owner", `select array[${each.join(", ")}] as tables`);
  return rows[0].tables.join(", ");
}

describe.each(cases.map((one) => ({ called: [one.rule.name, one.about].filter(Boolean).join(", "), one })))(
  "$called",
  ({ one }) => {
    test("is for those who may, and for everyone else there is nothing there", async () => {
      const wanted: Record<string, string> = {};
      const found: Record<string, string> = {};
      const shared = await one.target?.(world);
      const refused = world.somebody.filter((who) => expected(one, who) !== "done");
      const before = await everything();
      // At once: they are to change nothing, so they cannot be in each other's way.
      await Promise.all(
        refused.map(async (who) => {
          wanted[who.name] = expected(one, who);
          found[who.name] = await outcome(one, who.actor, shared, who.place === "other organisation");
        }),
      );
      const after = await everything();
      for (const who of world.somebody.filter((somebody) => expected(one, somebody) === "done")) {
        wanted[who.name] = "done";
        found[who.name] = await outcome(one, who.actor, await one.target?.(world), false);
      }
      if (one.may === "themself") {
        const target = (await one.target?.(world)) as { actor: Actor };
        wanted.themself = "done";
        found.themself = await outcome(one, target.actor, target, false);
      }
      expect(found).toEqual(wanted);
      expect(Object.values(wanted)).toContain("done");
      expect(after, "a refusal changed something").toBe(before);
    }, 60_000);
  },
);
