import { AUDIENCE_ROLES, type AudienceRole } from "./types.ts";

const ROLE_WORDS: readonly [RegExp, AudienceRole][] = [
  [/\b(supply|agency)( (staff|teachers?|workers?))?\b/gi, "agency"],
  [/\bparents?\b|\bcarers?\b|\bguardians?\b/gi, "parent"],
  [/\b(pupils?|students?|child|children|learners?)\b/gi, "pupil"],
  [/\b(trainees?|student teachers?|trainee teachers?)\b/gi, "trainee"],
  [/\bvolunteers?\b/gi, "volunteer"],
  [/\bgovernors?\b/gi, "governor"],
  [/\btrustees?\b/gi, "trustee"],
  [/\bcontractors?\b/gi, "contractor"],
  [/\bvisitors?\b/gi, "visitor"],
  [/\b(staff|employees?|teachers?|teaching assistants?|colleagues?)\b/gi, "staff"],
];

/** Every role that a text names, in the usual order. */
export function rolesIn(text: string): AudienceRole[] {
  return inOrder(mentions(text).map(({ role }) => role));
}

/**
 * The roles of the first list in a text: "members of staff and volunteers are asked, when they write to
 * parents, …" speaks of staff and volunteers.
 */
export function firstRolesIn(text: string): AudienceRole[] {
  const found = mentions(text);
  const roles: AudienceRole[] = [];
  let end = found[0]?.end ?? 0;
  for (const one of found) {
    if (
      roles.length > 0 &&
      !/^[\s,/&()]*(and|or)?[\s,/&()]*(all |any |other |teaching |our )*$/i.test(text.slice(end, one.start))
    )
      break;
    roles.push(one.role);
    end = one.end;
  }
  return inOrder(roles);
}

/** Where a text names roles, in its order; a place that two expressions fit is the earlier one’s of the two. */
export function mentions(text: string): { role: AudienceRole; start: number; end: number }[] {
  const found: { role: AudienceRole; start: number; end: number }[] = [];
  for (const [expression, role] of ROLE_WORDS) {
    for (const match of text.matchAll(expression)) {
      const [start, end] = [match.index, match.index + match[0].length];
      // "student teachers" and "agency staff" are one role, not two.
      if (!found.some((other) => start < other.end && end > other.start)) found.push({ role, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function inOrder(roles: AudienceRole[]): AudienceRole[] {
  return AUDIENCE_ROLES.filter((role) => roles.includes(role));
}
