import type { Option } from "#components/ui/text-field.tsx";
import { type DutyKind, dutyNames, membershipRoles, roleNames, sayYearGroup } from "#lib/people/words.ts";

/** Roles that somebody can have at a school, or at the organisation itself. */
export const roleOptions = (kind: "organisation" | "school"): Option[] =>
  membershipRoles
    .filter((role) => kind === "school" || (role !== "pupil" && role !== "parent"))
    .map((role) => ({ value: role, label: roleNames[role] }));

export const yearGroupOptions: Option[] = Array.from({ length: 16 }, (_, index) => index - 1).map(
  (yearGroup) => ({ value: String(yearGroup), label: sayYearGroup(yearGroup) }),
);

/** `2026 to 2027`, as schools say an academic year. */
export const sayAcademicYear = (year: number): string => `${year} to ${year + 1}`;

export type ClassChoice = { id: string; name: string; academicYear: number };

/** Classes by year, then by name as people count: 7L before 10L. */
export const inOrder = <T extends ClassChoice>(classes: T[]): T[] =>
  [...classes].sort(
    (one, other) =>
      one.academicYear - other.academicYear || one.name.localeCompare(other.name, "en-GB", { numeric: true }),
  );

export const classOptions = (classes: ClassChoice[]): Option[] =>
  inOrder(classes).map(({ id, name, academicYear }) => ({
    value: id,
    label: `${name}, ${sayAcademicYear(academicYear)}`,
  }));

export const dutyOptions = (duties: DutyKind[]): Option[] =>
  duties.map((kind) => ({ value: kind, label: dutyNames[kind] }));

/** A first choice that is none, so that nothing is chosen by not looking. */
export const withNone = (options: Option[], label: string): Option[] => [{ value: "", label }, ...options];
