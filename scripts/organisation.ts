import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { closeDatabase, database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { StartError, settings } from "#lib/env.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import {
  checkOrganisation,
  type NewOrganisation,
  organisationKinds,
  phases,
} from "#lib/organisations/schema.ts";
import { runCommand } from "#scripts/command.ts";
import { openDatabase } from "#scripts/database/open.ts";

const usage = `Makes an organisation with its schools and its first administrator, or lists the organisations there are.

  npm run -s organisation -- create --slug SLUG --name NAME --kind ${organisationKinds.join("|")}
      --school "URN|Name|phase[|sixth-form]" [--school …] --administrator "Given Family <name@example.org>"
      [--colour "#0b5351"]
  npm run -s organisation -- list

  --slug           short name for addresses and commands: small letters, digits and single hyphens
  --school         once for each school; the phase is ${phases.join(", ")}
  --administrator  signs in with this e-mail address and sets up everyone else; the last word is the family name,
                   or write "Given, Family <name@example.org>" when it has several
  --colour         at the top of the organisation's pages
`;

/** A mistake in what was typed: one sentence, and nothing has been done. */
const mistake = (sentence: string) => new StartError(sentence);

function readSchool(text: string): NewOrganisation["schools"][number] {
  const [urn = "", name = "", phase = "", sixthForm, ...rest] = text.split("|").map((part) => part.trim());
  if (!urn || !name || !phase || rest.length > 0 || (sixthForm !== undefined && sixthForm !== "sixth-form"))
    throw mistake(
      `“${text}” is not a school: write --school "URN|Name|phase" or --school "URN|Name|phase|sixth-form".`,
    );
  // createOrganisation checks the phase, for this command and for everyone else who calls it.
  return {
    urn,
    name,
    phase: phase as NewOrganisation["schools"][number]["phase"],
    sixthForm: sixthForm !== undefined,
  };
}

function readAdministrator(text: string): NewOrganisation["administrator"] {
  const match = /^\s*([^<>]+?)\s*<([^<>]*)>\s*$/.exec(text);
  const name = match?.[1] ?? "";
  const names = name.includes(",")
    ? name.split(",")
    : [name.replace(/\s*\S+$/, ""), name.replace(/^.*\s/, "")];
  const [givenName = "", familyName = "", ...rest] = names.map((part) => part.trim());
  if (!match || !givenName || !familyName || rest.length > 0)
    throw mistake(
      `“${text}” is not an administrator: write --administrator "Given Family <name@example.org>".`,
    );
  return { givenName, familyName, email: match[2] ?? "" };
}

function readCreate(args: string[]): Omit<NewOrganisation, "words"> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      slug: { type: "string", multiple: true },
      name: { type: "string", multiple: true },
      kind: { type: "string", multiple: true },
      school: { type: "string", multiple: true },
      administrator: { type: "string", multiple: true },
      colour: { type: "string", multiple: true },
    },
  });
  if (positionals.length > 0)
    throw mistake(`“${positionals[0]}” belongs to no option: put words with spaces between quotation marks.`);
  const once = (name: "slug" | "name" | "kind" | "administrator" | "colour"): string | undefined => {
    const given = values[name] ?? [];
    if (given.length > 1) throw mistake(`--${name} can be given once only.`);
    return given[0];
  };
  const need = (name: "slug" | "name" | "kind" | "administrator"): string => {
    const value = once(name);
    if (!value) throw mistake(`--${name} is missing: \`npm run -s organisation\` shows how this is written.`);
    return value;
  };
  const colour = once("colour");
  const created = {
    slug: need("slug"),
    name: need("name"),
    kind: need("kind") as NewOrganisation["kind"],
    schools: (values.school ?? []).map(readSchool),
    administrator: readAdministrator(need("administrator")),
    ...(colour ? { colour } : {}),
  };
  if (created.schools.length === 0)
    throw mistake(`--school is missing: name each school with --school "URN|Name|phase".`);
  return created;
}

async function withDatabase(work: () => Promise<void>): Promise<number> {
  // Steps are for somebody who waits; to a program stderr says what went wrong and nothing else.
  const close = await openDatabase((step) => process.stderr.isTTY && process.stderr.write(`${step}\n`));
  try {
    await work();
    return 0;
  } finally {
    await closeDatabase();
    await close();
  }
}

function create(args: string[]): Promise<number> {
  const asked = {
    ...readCreate(args),
    timeZone: settings().timeZone,
    words: `the command line, as ${userInfo().username}`,
  };
  const { name, schools, administrator } = checkOrganisation(asked);
  return withDatabase(async () => {
    await createOrganisation(asked);
    process.stdout.write(
      `${name} is set up as ${asked.slug}, with ${schools.length} ${schools.length === 1 ? "school" : "schools"}.\n` +
        `${administrator.givenName} ${administrator.familyName} signs in at ${settings().url}/sign-in with ${administrator.email}.\n`,
    );
  });
}

function list(): Promise<number> {
  return withDatabase(async () => {
    const organisations = await database().organisationDirectory.findMany({ orderBy: { slug: "asc" } });
    if (organisations.length === 0) process.stdout.write("There are no organisations.\n");
    for (const { id, slug } of organisations) {
      const { name, kind, schools } = await inOrganisation(id, async (transaction) => ({
        ...(await transaction.organisation.findUniqueOrThrow({ where: { organisationId: id } })),
        schools: await transaction.unit.findMany({
          where: { organisationId: id, kind: "school" },
          orderBy: { name: "asc" },
        }),
      }));
      process.stdout.write(`${slug}  ${name} (${kind})\n`);
      for (const school of schools)
        process.stdout.write(
          `  ${school.urn}  ${school.name} (${school.phase}${school.sixthForm ? ", sixth form" : ""})\n`,
        );
    }
  });
}

await runCommand(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined || command === "help" || command === "--help") {
    process.stdout.write(usage);
    return command === undefined ? 1 : 0;
  }
  if (command === "list" && args.length === 0) return list();
  if (command !== "create")
    throw mistake(
      `“${[command, ...(command === "list" ? args : [])].join(" ")}” is not known here: it can be create or list.`,
    );
  try {
    return await create(args);
  } catch (error) {
    // What parseArgs says of an unknown option is a sentence or two; the first one is enough.
    const code = (error as { code?: string }).code ?? "";
    if (error instanceof Error && code.startsWith("ERR_PARSE_ARGS"))
      throw mistake(`${error.message.split(". ")[0]?.replace(/\.$/, "")}.`);
    throw error;
  }
});
