import { userInfo } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { now } from "#lib/clock.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayOf, isDay, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { inspect } from "#lib/policies/document/inspect-document.ts";
import { PolicyDocumentError } from "#lib/policies/document/types.ts";
import { PolicyFileError } from "#lib/policies/files/policy-file-error.ts";
import {
  type PolicyFile,
  policyFileBytes,
  readPolicyFile,
  sayRemark,
} from "#lib/policies/files/read-policy-file.ts";
import { versionNumber } from "#lib/policies/schema.ts";
import { runCommand } from "#scripts/command.ts";
import { openDatabase } from "#scripts/database/open.ts";

const usage = `Usage:
  npm run -s policy -- inspect FILE [--today DATE]
  npm run -s policy -- text FILE
  npm run -s policy -- import FILE --organisation SLUG [--school URN] [--policy SLUG]
      [--version N] [--material | --minor] --implementation DATE [--ratified DATE --minute REF]
      [--summary "what changed"]
FILE is a Word document (.docx), a PDF with a text layer, or a text or Markdown file, told by its content. text
prints what was taken from it, as it is read: the lines that findings count. Dates are written year-month-day, such
as 2026-09-01.`;

const refuse = (sentence: string): never => {
  throw new Refusal("invalid", sentence);
};

const options = {
  today: { type: "string" },
  organisation: { type: "string" },
  school: { type: "string" },
  policy: { type: "string" },
  version: { type: "string" },
  material: { type: "boolean" },
  minor: { type: "boolean" },
  implementation: { type: "string" },
  ratified: { type: "string" },
  minute: { type: "string" },
  summary: { type: "string" },
} as const;

type Options = ReturnType<typeof read>["values"];

function read() {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: true });
  } catch (error) {
    return refuse(`${(error as Error).message.split(". ")[0]}.\n${usage}`);
  }
}

/** What a file holds; the path is taken from where the person typed the command. */
async function readGiven(file: string): Promise<PolicyFile> {
  const place = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
  return readPolicyFile(await policyFileBytes(place), place);
}

/** What was found besides the text goes to standard error, so that standard output is only what was asked for. */
function sayRemarks({ notes, notPlaced }: PolicyFile): void {
  for (const note of notes) process.stderr.write(`Note: ${sayRemark(note)}\n`);
  for (const one of notPlaced) process.stderr.write(`Not placed: ${sayRemark(one)}\n`);
}

async function printText(file: string): Promise<number> {
  const read = await readGiven(file);
  process.stdout.write(read.text.endsWith("\n") ? read.text : `${read.text}\n`);
  sayRemarks(read);
  return 0;
}

async function inspectFile(file: string, { today }: Options): Promise<number> {
  const day = today ?? dayOf(now(), "Europe/London");
  if (!isDay(day)) refuse(`--today ${day} is not a date that exists, written year-month-day.`);
  const read = await readGiven(file);
  process.stdout.write(`${JSON.stringify(inspect(read.text, { today: day }), null, 2)}\n`);
  sayRemarks(read);
  return 0;
}

async function importFile(file: string, given: Options): Promise<number> {
  if (!given.organisation)
    refuse(`Say which organisation, with --organisation and its short name.\n${usage}`);
  if (!given.implementation)
    refuse(`Say since when it is in force, with --implementation and a date.\n${usage}`);
  if (given.material && given.minor) refuse("A change is either --material or --minor, not both.");
  if (given.minute && !given.ratified) refuse("--minute needs --ratified with the date of that meeting.");
  const number = given.version === undefined ? undefined : versionNumber.safeParse(given.version);
  if (number && !number.success)
    refuse(`--version ${given.version} is not a number: write it like 2 or 2.1.`);
  for (const option of ["implementation", "ratified"] as const) {
    const day = given[option];
    if (day !== undefined && !isDay(day))
      refuse(`--${option} ${day} is not a date that exists, written year-month-day, such as 2026-09-01.`);
  }
  const read = await readGiven(file);

  const close = await openDatabase();
  try {
    const organisation = await database().organisationDirectory.findUnique({
      where: { slug: given.organisation as string },
    });
    if (!organisation)
      return refuse(`There is no organisation "${given.organisation}": nothing was written.`);
    const unitId =
      given.school && (await schoolOf(organisation.id, given.school, given.organisation as string));
    const made = await bringInPolicy(
      { organisationId: organisation.id, words: `the command line, by ${userInfo().username}` },
      {
        text: read.text,
        fileName: path.basename(file),
        file: { hash: read.hash, notPlaced: read.notPlaced, notes: read.notes },
        implementationOn: given.implementation as string,
        ...(given.policy && { policySlug: given.policy }),
        ...(unitId && { unitId }),
        ...(number?.success && { version: number.data }),
        ...((given.material || given.minor) && { material: given.material === true }),
        ...(given.ratified && { ratifiedOn: given.ratified }),
        ...(given.minute && { minuteReference: given.minute }),
        ...(given.summary && { summaryOfChange: given.summary }),
      },
    );
    const say = (line: string) => process.stdout.write(`${line}\n`);
    say(
      `Brought in "${made.title}" (${made.policySlug}), version ${made.number}, in force from ${sayDay(given.implementation as string)}.`,
    );
    for (const agreement of made.agreements)
      say(
        `  Agreement "${agreement.title}" for ${agreement.audience.join(", ") || "nobody yet"}: ${agreement.statements} statements${agreement.signedAgain ? ", signed again by everyone bound" : ""}.`,
      );
    for (const notice of made.notices) say(`  Notice: ${notice}`);
    for (const { line, page, text: words } of made.unplaced)
      say(`  Not placed${line ? `, line ${line}` : page ? `, page ${page}` : ""}: ${words}`);
    return 0;
  } finally {
    await closeDatabase();
    await close();
  }
}

async function schoolOf(organisationId: string, urn: string, slug: string): Promise<string> {
  const school = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findUnique({ where: { organisationId_urn: { organisationId, urn } } }),
  );
  return school?.id ?? refuse(`${slug} has no school with the URN ${urn}: nothing was written.`);
}

await runCommand(async () => {
  try {
    const { positionals, values } = read();
    const [command, file, more] = positionals;
    if (!file || more !== undefined) return refuse(usage);
    if (command === "inspect") return await inspectFile(file, values);
    if (command === "import") return await importFile(file, values);
    return command === "text" ? await printText(file) : refuse(usage);
  } catch (error) {
    if (error instanceof PolicyFileError || error instanceof PolicyDocumentError)
      return refuse(error.message);
    throw error;
  }
});
