import type { Urn } from "../../people/_shared/place.ts";

/** What the addresses of a school's sessions begin with, or of those of the organisation's own people. */
export const sessionsPath = (urn: Urn): string =>
  urn === null ? "/organisation/staff-sessions" : `/school/${urn}/class-sessions`;
