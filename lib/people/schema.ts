import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";
import { dutyKinds, membershipRoles } from "./words.ts";

/*
 * What the forms about people post and the functions of this folder take: one schema for both, so that the browser
 * and the server cannot disagree. Error messages stand beside a field and say what to do.
 */

// Control characters, line and paragraph separators, and what turns the direction of the text around it: none is
// part of a name, and each can make a list or a message say something else. Joiners (U+200C, U+200D) belong to names.
const notInWords = /[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

const tidy = (text: string) => text.normalize("NFC").replace(/\s+/gu, " ").trim();

export function words(missing: string, most: number, what: string) {
  return z
    .string(missing)
    .refine((text) => !notInWords.test(text.trim()), `${what} must be one line of letters, spaces and signs`)
    .transform(tidy)
    .pipe(z.string().min(1, missing).max(most, `${what} must be ${most} characters or fewer`));
}

/** A blank box is no answer. */
const blankIsNone = (value: unknown) =>
  value === null || (typeof value === "string" && value.trim() === "") ? undefined : value;

function optionalWords(most: number, what: string) {
  return z.preprocess(blankIsNone, words(`Enter ${what.toLowerCase()}`, most, what).optional());
}

/** One part of a name: 1 to 200 characters, one line, spaces tidied. */
export const personName = words("Enter a name", 200, "Name");

const addressPattern =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/i;
const addressProblem = "Enter an e-mail address in the correct format, like name@example.org";

/** The form in which addresses are compared and looked up. */
export const normaliseAddress = (address: string): string => address.trim().toLowerCase();

/**
 * An e-mail address as somebody wrote it, spaces around it taken away. A line break anywhere is refused, even at an
 * end: it has no business in an address, and in a message's heading it would begin another heading.
 */
export const writtenAddress = z
  .string("Enter an e-mail address")
  .refine((text) => !/[\r\n]/.test(text), addressProblem)
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(1, "Enter an e-mail address")
      .max(254, "E-mail address must be 254 characters or fewer")
      .regex(addressPattern, addressProblem),
  );

/** An e-mail address, normalised: the form in which it is looked up. */
export const emailAddress = writtenAddress.transform(normaliseAddress);

const id = (missing: string) => z.string(missing).refine(isId, missing);
const optionalId = (missing: string) => z.preprocess(blankIsNone, id(missing).optional());

type Parts = { day?: unknown; month?: unknown; year?: unknown };
const isBlankPart = (part: unknown) => part === undefined || part === null || String(part).trim() === "";

/** A day from `YYYY-MM-DD` or from three boxes; undefined when all are blank, and a text that is no day otherwise. */
function toDay(value: unknown): unknown {
  if (value === null || typeof value !== "object") return blankIsNone(value);
  const { day, month, year } = value as Parts;
  if ([day, month, year].every(isBlankPart)) return undefined;
  if ([day, month, year].some(isBlankPart)) return "incomplete";
  const two = (part: unknown) => String(part).trim().padStart(2, "0");
  return `${String(year).trim()}-${two(month)}-${two(day)}`;
}

// Years as people's lives and school records have them; 0226 is a slip of the finger.
const isSensible = (day: string) => day >= "1900-01-01" && day <= "2199-12-31";

/** A day, from `YYYY-MM-DD` or from the parts `{ day, month, year }` of a form. @param what "Start date" */
export function dayField(what: string) {
  return z.preprocess(
    toDay,
    z
      .string(`Enter ${what.toLowerCase()}`)
      .refine((day) => day !== "incomplete", `${what} must include a day, a month and a year`)
      .refine(
        (day) => day === "incomplete" || (isDay(day) && isSensible(day)),
        `${what} must be a real date`,
      ),
  );
}
function optionalDay(what: string) {
  return z.preprocess((value) => toDay(value), dayField(what).optional());
}

/** A checkbox: absent or blank when it is not ticked. */
export const tick = z.preprocess(
  (value) => (value === "on" || value === "true" ? true : value === "" ? false : (value ?? false)),
  z.boolean("Tick the box or leave it empty"),
);

/** A whole number from a form's text; a blank box is none. */
export const optionalNumber = (least: number, most: number, problem: string) =>
  z.preprocess(
    (value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : blankIsNone(value)),
    z.number(problem).int(problem).min(least, problem).max(most, problem).optional(),
  );

/** −1 is nursery, 0 is Reception, 14 the last year some special schools have. */
const yearGroup = optionalNumber(-1, 14, "Choose a year group");

const jobTitle = optionalWords(100, "Job title");
const firm = optionalWords(100, "Firm");
const role = z.enum(membershipRoles, "Choose a role");

const endsBeforeItStarts = (from: string | undefined, to: string | undefined) =>
  from !== undefined && to !== undefined && to < from;

const names = {
  givenName: words("Enter a first name", 200, "First name"),
  familyName: words("Enter a last name", 200, "Last name"),
  knownAs: optionalWords(200, "Known as"),
  bornOn: optionalDay("Date of birth"),
};

export const namesInput = z.object(names);

const membership = {
  role,
  startsOn: dayField("Start date"),
  endsOn: optionalDay("End date"),
  jobTitle,
  firm,
  yearGroup,
  classGroupId: optionalId("Choose a class or tutor group"),
};

type MembershipFields = { role: string; startsOn: string; endsOn?: string; yearGroup?: number };
function checkMembership(value: MembershipFields, context: z.RefinementCtx): void {
  if (endsBeforeItStarts(value.startsOn, value.endsOn))
    context.addIssue({
      code: "custom",
      path: ["endsOn"],
      message: "End date must be the start date or later",
    });
  if (value.role === "pupil" && value.yearGroup === undefined)
    context.addIssue({ code: "custom", path: ["yearGroup"], message: "Choose a year group" });
  if (value.role !== "pupil" && value.yearGroup !== undefined)
    context.addIssue({ code: "custom", path: ["yearGroup"], message: "Only pupils have a year group" });
}

export const addPersonInput = z
  .object({
    /** Made with the form, so that the same form posted twice adds one person. */
    formId: optionalId("Open the page again"),
    ...names,
    addresses: z
      .array(z.string())
      .default([])
      .transform((list) => list.filter((text) => text.trim() !== ""))
      .pipe(z.array(writtenAddress).max(10, "Ten e-mail addresses are enough")),
    ...membership,
    /** The likely duplicates were looked at, and this is another person. */
    confirmed: tick,
  })
  .superRefine(checkMembership);

export const addMembershipInput = z.object(membership).superRefine(checkMembership);

/** A role's dates and details; the role itself is not changed: it ends, and another begins. */
export const changeMembershipInput = z
  .object({
    startsOn: membership.startsOn,
    endsOn: membership.endsOn,
    jobTitle,
    firm,
    yearGroup,
  })
  .superRefine((value, context) => {
    if (endsBeforeItStarts(value.startsOn, value.endsOn))
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "End date must be the start date or later",
      });
  });

export const endInput = z.object({ on: dayField("Last day") });

export const addAddressInput = z.object({ address: writtenAddress });

export const giveDutyInput = z
  .object({
    kind: z.enum(dutyKinds, "Choose a duty"),
    startsOn: dayField("Start date"),
    endsOn: optionalDay("End date"),
  })
  .superRefine((value, context) => {
    if (endsBeforeItStarts(value.startsOn, value.endsOn))
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "End date must be the start date or later",
      });
  });

const contact = {
  relationship: words("Enter the relationship", 60, "Relationship"),
  parentalResponsibility: tick,
  livesWith: tick,
  position: optionalNumber(1, 20, "Order must be a whole number from 1 to 20"),
  maySign: tick,
  doNotContact: tick,
  actsForAdult: tick,
};

export const addContactInput = z.object({
  adultId: id("Choose a person"),
  ...contact,
  startsOn: dayField("Start date"),
});
export const changeContactInput = z.object(contact);

export const createClassGroupInput = z.object({
  name: words("Enter a name for the class", 60, "Name"),
  kind: z.enum(["class", "tutor-group"], "Choose class or tutor group"),
  academicYear: z.preprocess(
    (value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : blankIsNone(value)),
    z
      .number("Choose an academic year")
      .int("Choose an academic year")
      .min(2000, "Choose an academic year")
      .max(2199, "Choose an academic year"),
  ),
});

export const joinClassInput = z.object({
  classGroupId: id("Choose a class or tutor group"),
  part: z.enum(["pupil", "teacher"], "Choose pupil or teacher"),
  startsOn: dayField("Start date"),
});

export const awayInput = z
  .object({ startsOn: dayField("First day"), endsOn: optionalDay("Last day") })
  .superRefine((value, context) => {
    if (endsBeforeItStarts(value.startsOn, value.endsOn))
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "Last day must be the first day or later",
      });
  });

/** The day someone is back. */
export const endAwayInput = z.object({ on: dayField("Day they are back") });

export const peopleFilter = z.object({
  role: z.enum(membershipRoles).optional().catch(undefined),
  classGroupId: z.string().refine(isId).optional().catch(undefined),
  /** Pieces of a name. */
  search: z.string().trim().max(200).optional().catch(undefined),
  state: z.enum(["current", "left"]).catch("current"),
  /** The last person of the page before: a place in the list, without a name in the address. */
  after: z.string().refine(isId).optional().catch(undefined),
});

export type AddPersonInput = z.output<typeof addPersonInput>;
export type ChangeMembershipInput = z.output<typeof changeMembershipInput>;
export type PeopleFilter = z.output<typeof peopleFilter>;
