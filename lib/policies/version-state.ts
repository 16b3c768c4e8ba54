import type { Day } from "#lib/dates.ts";

/**
 * What a version is on a day. Nobody sets it: it follows from what is on record, and days pass without anybody
 * pressing anything. A draft and a draft in review are no versions yet: which of the two it is, its `inReviewAt` says.
 */
export type VersionState =
  | "in-force"
  | "superseded"
  | "not-yet-in-force"
  | "withdrawn"
  | "awaiting-ratification"
  | "returned"
  | "taken-back"
  | "lapsed"
  | "not-sent-on";

/** What is on record about one version; corrected and replaced rows are left out before. */
export type OnRecord = {
  major: number;
  minor: number;
  /** Its implementation date by the decision that ratified it; null until then. */
  startsOn: Day | null;
  withdrawnOn: Day | null;
  /** A body or a delegate sent it back with reasons. */
  returned: boolean;
  /** A proposal for it stands, whether its first steps have been decided or not. */
  proposed: boolean;
  /** How the last proposal ended, where none stands any more. */
  ended: "taken-back" | "lapsed" | null;
};

/**
 * The state of each version of one policy on a day. In force is the newest ratified one whose implementation date has
 * come and that has not been withdrawn by then; of two that come into force on one day, the higher number.
 */
export function statesOn<Version extends OnRecord>(
  versions: readonly Version[],
  day: Day,
): Map<Version, VersionState> {
  const inForce = versions
    .filter(
      ({ startsOn, withdrawnOn }) => startsOn && startsOn <= day && !(withdrawnOn && withdrawnOn <= day),
    )
    .reduce<Version | null>((best, one) => (best && !isNewer(one, best) ? best : one), null);
  return new Map(versions.map((one) => [one, one === inForce ? "in-force" : stateOf(one, day)]));
}

function isNewer(one: OnRecord, other: OnRecord): boolean {
  if (one.startsOn !== other.startsOn) return (one.startsOn ?? "") > (other.startsOn ?? "");
  return one.major > other.major || (one.major === other.major && one.minor > other.minor);
}

function stateOf(version: OnRecord, day: Day): VersionState {
  if (version.startsOn) {
    if (version.withdrawnOn && version.withdrawnOn <= day) return "withdrawn";
    return version.startsOn > day ? "not-yet-in-force" : "superseded";
  }
  if (version.returned) return "returned";
  if (version.proposed) return "awaiting-ratification";
  return version.ended ?? "not-sent-on";
}
