import { type MembershipRole, membershipRoles, rolePlurals, sayYearGroup } from "#lib/people/words.ts";

/** One row of an audience; `school` names the school it is for, null for all whom the policy is for. */
export type AudienceRow = {
  role: MembershipRole;
  phase: string | null;
  yearFrom: number | null;
  yearTo: number | null;
  requirement: "must" | "may" | "no";
  school: string | null;
};

/**
 * Whom an agreement binds, in a sentence or a few: `Staff, volunteers and pupils in years 3 to 6. A parent or carer
 * signs for each pupil too.`
 */
export function sayAudience(rows: readonly AudienceRow[], countersign: "none" | "one" | "all"): string {
  const sentences: string[] = [];
  const places = [...new Set(rows.map(({ school }) => school))].sort((one, other) =>
    (one ?? "").localeCompare(other ?? ""),
  );
  for (const place of places) {
    const here = rows.filter(({ school }) => school === place);
    const say = (requirement: AudienceRow["requirement"], before: string, after: string) => {
      const names = namesOf(here.filter((row) => row.requirement === requirement));
      if (names.length === 0) return;
      const words = `${before}${listed(names)}${after}`;
      sentences.push(`${place ? `At ${place}: ${words}` : words[0]?.toUpperCase() + words.slice(1)}.`);
    };
    say("must", "", "");
    say("may", "", " may sign");
    say("no", "Not asked: ", "");
  }
  const pupils = rows.some(({ role }) => role === "pupil");
  if (pupils && countersign === "one") sentences.push("A parent or carer signs for each pupil too.");
  if (pupils && countersign === "all")
    sentences.push("Every parent or carer who may sign does so for each pupil too.");
  return sentences.join(" ") || "Nobody yet.";
}

function namesOf(rows: readonly AudienceRow[]): string[] {
  const names: string[] = [];
  for (const role of membershipRoles) for (const row of rows) if (row.role === role) names.push(nameOf(row));
  return [...new Set(names)];
}

function nameOf({ role, phase, yearFrom, yearTo }: AudienceRow): string {
  const years = yearsInWords(yearFrom, yearTo);
  return [
    rolePlurals[role].toLowerCase(),
    years && `in ${years}`,
    phase && `of ${phase === "all-through" ? "all-through" : phase.replace("-", " ")} schools`,
  ]
    .filter(Boolean)
    .join(" ");
}

const yearName = (year: number) => sayYearGroup(year).toLowerCase();

function yearsInWords(from: number | null, to: number | null): string {
  if (from === null && to === null) return "";
  if (from === null) return `${yearName(to as number)} and below`;
  if (to === null) return `${yearName(from)} and above`;
  if (from === to) return yearName(from);
  return from <= 0 ? `${yearName(from)} to ${yearName(to)}` : `years ${from} to ${to}`;
}

const listed = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
