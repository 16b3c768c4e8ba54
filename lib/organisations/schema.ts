import { z } from "zod";
import { Refusal } from "#lib/errors.ts";
import { dayField, optionalNumber, personName, tick, words, writtenAddress } from "#lib/people/schema.ts";

export const organisationKinds = ["trust", "federation", "single-school"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const phases = [
  "nursery",
  "infant",
  "junior",
  "primary",
  "middle",
  "secondary",
  "sixth-form",
  "all-through",
  "special",
] as const;
export type Phase = (typeof phases)[number];

/** What makes an organisation; `words` say by whom or how, for its events (`the command line, by root`). */
export type NewOrganisation = {
  /** Its name in addresses: small letters, digits and single hyphens. */
  slug: string;
  name: string;
  kind: OrganisationKind;
  schools: { name: string; urn: string; phase: Phase; sixthForm?: boolean }[];
  administrator: { givenName: string; familyName: string; email: string };
  /** `#rrggbb`, at the top of its pages. */
  colour?: string;
  demonstration?: boolean;
  timeZone?: string;
  words: string;
};

const title = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `The ${what} needs a name.`)
    .max(200, `The name of the ${what} can have at most 200 characters.`)
    .regex(/^\P{Cc}*$/u, `The name of the ${what} can't hold line breaks or other control characters.`);

const schema = z
  .object({
    slug: z
      .string()
      .max(60, "The short name can have at most 60 characters.")
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*$/,
        "The short name is made of small letters, digits and single hyphens, such as larkmere-trust.",
      ),
    name: title("organisation"),
    kind: z.enum(organisationKinds, "The kind of organisation is trust, federation or single-school."),
    schools: z
      .array(
        z.object({
          name: title("school"),
          urn: z.string().regex(/^[0-9]{6}$/, {
            error: (issue) => `A URN has six digits; “${String(issue.input)}” does not.`,
          }),
          phase: z.enum(phases, {
            error: (issue) => `“${String(issue.input)}” is not a phase; it can be ${phases.join(", ")}.`,
          }),
          sixthForm: z.boolean().default(false),
        }),
      )
      .min(1, "An organisation needs at least one school.")
      .max(500, "An organisation can have at most 500 schools."),
    administrator: z.object({ givenName: personName, familyName: personName, email: writtenAddress }),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, "A colour is written #rrggbb, such as #0b5351.")
      .optional(),
    demonstration: z.boolean().default(false),
    timeZone: z.string().default("Europe/London"),
    words: z.string().min(1),
  })
  .superRefine((given, context) => {
    if (given.kind === "single-school" && given.schools.length !== 1)
      context.addIssue({ code: "custom", message: "A single school is one school, so name exactly one." });
    const twice = given.schools.find((school, at) =>
      given.schools.some((other, to) => to < at && other.urn === school.urn),
    );
    if (twice) context.addIssue({ code: "custom", message: `The URN ${twice.urn} is given twice.` });
  });

/**
 * What is asked for, tidied; needs no database.
 * @throws Refusal "invalid" with one sentence about the first mistake
 */
export function checkOrganisation(input: NewOrganisation) {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new Refusal("invalid", sentenceOf(parsed.error.issues[0], input));
  return parsed.data;
}

/** The first mistake as a sentence; what the people forms' words say beside a field needs its field's name here. */
function sentenceOf(issue: z.core.$ZodIssue | undefined, input: NewOrganisation): string {
  if (issue?.path[0] !== "administrator") return issue?.message ?? "That can't be read.";
  if (issue.path[1] === "email")
    return `“${input.administrator.email}” is not an e-mail address: write the administrator's like name@example.org.`;
  return "The administrator needs a first name and a last name, each of at most 200 characters.";
}

const hour = (what: string) =>
  optionalNumber(0, 24, `Choose ${what}`).refine((value) => value !== undefined, `Choose ${what}`);

/** What an organisation decides for all its schools. */
export const settingsInput = z
  .object({
    /** Full hours of the day; the same twice for none. */
    quietFrom: hour("when quiet hours begin"),
    quietTo: hour("when quiet hours end"),
    quietWeekends: tick,
    asksPeople: tick,
    returnDays: optionalNumber(0, 365, "Days must be a whole number from 0 to 365").refine(
      (value) => value !== undefined,
      "Enter a number of days",
    ),
  })
  .superRefine((value, context) => {
    if (value.quietFrom === 0 && value.quietTo === 24)
      context.addIssue({
        code: "custom",
        path: ["quietTo"],
        message: "Quiet hours can’t last the whole day: then nobody would ever be asked",
      });
  });

export const holidayInput = z
  .object({
    name: words("Enter a name for the holiday", 100, "Name"),
    startsOn: dayField("First day"),
    endsOn: dayField("Last day"),
  })
  .superRefine((value, context) => {
    if (value.endsOn < value.startsOn)
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "Last day must be the first day or later",
      });
    else if (Date.parse(value.endsOn) - Date.parse(value.startsOn) > 100 * 24 * 60 * 60_000)
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "A holiday can last at most 100 days",
      });
  });
