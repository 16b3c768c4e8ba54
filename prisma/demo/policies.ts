import { readFile } from "node:fs/promises";
import type { CommandActor } from "#lib/auth/actor.ts";
import { addDays, type Day, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import type { Calendar } from "./calendar.ts";

/** A version to bring in: its dates go into the text's document control in place of `{{name}}`. */
type DemoVersion = {
  slug: string;
  policySlug: string;
  fileName: string;
  dates: { approved?: Day; ratified: Day; implementation: Day; drafted?: Day };
  /** The review date as the school writes it. */
  review: string;
  minuteReference: string;
  summaryOfChange: string;
};

/** `October 2028`, so many years after a day. */
const month = (day: Day, years: number) =>
  sayDay(`${Number(day.slice(0, 4)) + years}-${day.slice(5, 7)}-01`).replace(/^1 /, "");

/** Every version, the oldest of a policy first. Kestrel Down's review was due last month. */
export function versionsOf(calendar: Calendar): DemoVersion[] {
  const { year, today } = calendar;
  const first = {
    drafted: `${year - 1}-05-12`,
    approved: `${year - 1}-06-23`,
    ratified: `${year - 1}-07-07`,
  };
  const second = {
    approved: addDays(today, -41),
    ratified: addDays(today, -20),
    implementation: addDays(today, -6),
  };
  const overdue = calendar.endOfLastMonth;
  return [
    {
      slug: "larkmere",
      policySlug: "using-technology",
      fileName: "larkmere-acceptable-use-1.md",
      dates: { ...first, implementation: calendar.september(1) },
      review: month(first.ratified, 2),
      minuteReference: `TB/${year - 1}/42`,
      summaryOfChange: "First policy for all schools of the trust, in place of those that each school had",
    },
    {
      slug: "larkmere",
      policySlug: "using-technology",
      fileName: "larkmere-acceptable-use-2.md",
      dates: second,
      review: month(second.ratified, 2),
      minuteReference: `TB/${second.ratified.slice(0, 4)}/57`,
      summaryOfChange:
        "Rules for artificial intelligence, a second step at sign-in, and no more memory sticks for the trust's information",
    },
    {
      slug: "kestrel-down",
      policySlug: "computers-tablets-telephones",
      fileName: "kestrel-down-computers.md",
      dates: {
        drafted: `${year - 4}-09-01`,
        ratified: `${Number(overdue.slice(0, 4)) - 2}-${overdue.slice(5, 7)}-08`,
        implementation: `${Number(overdue.slice(0, 4)) - 2}-${overdue.slice(5, 7)}-15`,
      },
      review: month(overdue, 0),
      minuteReference: "FGB autumn, item 7",
      summaryOfChange: "One paper for all devices, in place of two",
    },
  ];
}

/** Brings in an organisation's versions; those that are there already stay as they are. */
export async function writePolicies(actor: CommandActor, slug: string, calendar: Calendar): Promise<void> {
  const versions = versionsOf(calendar).filter((version) => version.slug === slug);
  for (const [index, version] of versions.entries()) {
    try {
      await bringInPolicy(actor, {
        text: await textOf(version, versions[index - 1]),
        fileName: version.fileName,
        policySlug: version.policySlug,
        version: { major: index + 1, minor: 0 },
        material: true,
        implementationOn: version.dates.implementation,
        ratifiedOn: version.dates.ratified,
        minuteReference: version.minuteReference,
        summaryOfChange: version.summaryOfChange,
      });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "conflict")) throw error;
    }
  }
}

/** The text with its dates filled in, and those of the version before where its history names them. */
export async function textOf(version: DemoVersion, before?: DemoVersion): Promise<string> {
  const text = await readFile(new URL(`policies/${version.fileName}`, import.meta.url), "utf8");
  const values: Record<string, string> = {
    ...said(version, ""),
    ...(before ? said(before, "-1") : {}),
  };
  return text.replace(/\{\{([\w-]+)\}\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${version.fileName} asks for ${place}`);
    return value;
  });
}

const said = (version: DemoVersion, ending: string): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(version.dates).map(([name, day]) => [`${name}${ending}`, sayDay(day)]),
  ),
  [`review${ending}`]: version.review,
});
