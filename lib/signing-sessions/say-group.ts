import { type MembershipRole, rolePlurals } from "#lib/people/words.ts";

/** Whom a session is for: the name of the class, or the role of the grown-ups. */
export const sayGroup = (session: { role: string; classGroup: { name: string } | null }): string =>
  session.classGroup?.name ?? rolePlurals[session.role as MembershipRole];
