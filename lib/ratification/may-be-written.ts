import type { BodyWrittenRule } from "./words.ts";

/**
 * Why a body does not decide by written resolution; null where it may. The law leaves it to academy trusts and their
 * articles; a maintained school's governing body decides at meetings.
 */
export function mayBeWritten(
  organisationKind: "trust" | "federation" | "single-school",
  body: { name: string; writtenRule: BodyWrittenRule },
): string | null {
  if (organisationKind !== "trust")
    return "A maintained school’s governing body decides at a meeting: written resolutions are for academy trusts.";
  return body.writtenRule !== "none"
    ? null
    : `The rules of ${body.name} do not allow written resolutions: it decides at a meeting.`;
}
