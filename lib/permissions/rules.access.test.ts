import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { casesOfPolicies, casesOfSigning } from "#lib/testing/access-cases.ts";
import { tryAccess } from "#lib/testing/try-access.ts";

/*
 * Every rule that takes an actor, with everyone who could call it: each duty at the school, at its sibling, in the
 * whole organisation and in another one, people without any, and the person themself.
 */

const { query } = await testDatabase();
const cases = [casesOfSigning, casesOfPolicies].flatMap((groups) => Object.values(groups).flat());

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
  "seesBoards", // and the next: lib/ratification/delegates-and-settings.test.ts
  "decidesByDuty",
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
  "answersAtTheDoor", // by the pass of a visit
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
  "markAnswersRead", // by the pass of a visit
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

tryAccess(casesOfSigning, query);
