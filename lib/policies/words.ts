import { type Day, sayDay } from "#lib/dates.ts";
import { sayYearGroup } from "#lib/people/words.ts";
import type { BoardPage } from "./board-page.ts";
import type { DecisionMade } from "./decisions-of.ts";
import type { Version, VersionState } from "./version-states.ts";

export const stateNames: Record<VersionState, string> = {
  "in-force": "In force",
  superseded: "Superseded",
  "not-yet-in-force": "Not yet in force",
  withdrawn: "Withdrawn",
  "awaiting-ratification": "Awaiting ratification",
  returned: "Returned with reasons",
  "taken-back": "Taken back",
  lapsed: "Not agreed in writing",
  "not-sent-on": "Not sent on",
};

/** `In force since 1 September 2026`; for the states that have a day. */
export function sayState({ state, startsOn, withdrawnOn }: Version): string {
  if (state === "in-force" && startsOn) return `In force since ${sayDay(startsOn)}`;
  if (state === "not-yet-in-force" && startsOn) return `In force from ${sayDay(startsOn)}`;
  if (state === "withdrawn" && withdrawnOn) return `Withdrawn on ${sayDay(withdrawnOn)}`;
  return stateNames[state];
}

/**
 * What the address calls a version: its number, or its identifier where a later one has the same number because this one
 * was returned or taken back. `versions` are all of the policy, newest first.
 */
export const versionKey = (versions: Version[], { id, number }: Version): string =>
  versions.find((one) => one.number === number)?.id === id ? number : id;

const outcomes = { approved: "Approved", ratified: "Ratified", returned: "Returned" } as const;
const methods = {
  meeting: " at a meeting",
  "written-resolution": " by written resolution",
  delegate: " by delegate",
  "before-countersign": ", before Countersign",
} as const;

export const sayOutcome = ({ outcome }: DecisionMade): string => outcomes[outcome];
export const sayMethod = ({ method }: DecisionMade): string => methods[method];

/** The bodies someone sits on, with their part: `Trust board (chair), Finance committee`; else those they see. */
export function sayBodies(bodies: BoardPage["bodies"]): string {
  const own = bodies.filter(({ part }) => part !== null);
  return (own.length > 0 ? own : bodies)
    .map(({ name, part }) => (part && part !== "member" ? `${name} (${part})` : name))
    .join(", ");
}

/** `Ratified by Trust board on 14 July 2026, minute TB/26/31, before Countersign`. */
export function sayDecision(made: DecisionMade): string {
  return [
    `${outcomes[made.outcome]} by ${made.body}`,
    made.method === "before-countersign" ? "" : methods[made.method],
    made.decidedOn ? ` on ${sayDay(made.decidedOn)}` : "",
    made.minuteReference ? `, minute ${made.minuteReference}` : "",
    made.method === "before-countersign" ? methods[made.method] : "",
  ].join("");
}

/** The years that a school decides about: nursery to the last year that some special schools have. */
export const firstYear = -1;
export const lastYear = 14;

export const pupilRequirements = ["must", "may", "no"] as const;
export type PupilRequirement = (typeof pupilRequirements)[number];

/** How it is said of pupils of some years. */
export const pupilRequirementNames: Record<PupilRequirement, string> = {
  must: "Must sign themselves",
  may: "May sign themselves",
  no: "Do not sign; their parents or carers alone are asked",
};

/** `Reception to Year 2`, `Year 7`. */
export const sayYears = (from: number, to: number): string =>
  from === to ? sayYearGroup(from) : `${sayYearGroup(from)} to ${sayYearGroup(to)}`;

/** A place that the text leaves to each school, as people say it: `designated-safeguarding-lead`. */
export function sayPlace(name: string): string {
  const words = name.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The id of a page's whole change history; the text's own place for it leads there. */
export const historyAt = "change-history";

/** As which school a policy is read, such as `Elm School, with words of its own since 1 May 2026`. */
export const sayWhose = ({ name, since }: { name: string; since: Day | null }): string =>
  since ? `${name}, with words of its own since ${sayDay(since)}` : name;
