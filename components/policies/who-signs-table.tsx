import { Table } from "#components/ui/table.tsx";
import { type MembershipRole, membershipRoles, rolePlurals, sayYearGroup } from "#lib/people/words.ts";
import type { AudienceRule, WhoSignsAt } from "#lib/policies/who-signs.ts";

const requirementNames = { must: "Must sign", may: "May sign", no: "Not asked" } as const;

/** `Must sign, Year 7 to Year 14`; the phase of school where the rule is for one. */
export function sayRule({ requirement, phase, yearFrom, yearTo }: AudienceRule): string {
  const years =
    yearFrom === null && yearTo === null
      ? null
      : yearFrom === null
        ? `up to ${sayYearGroup(yearTo as number)}`
        : yearTo === null
          ? `from ${sayYearGroup(yearFrom)}`
          : yearFrom === yearTo
            ? sayYearGroup(yearFrom)
            : `${sayYearGroup(yearFrom)} to ${sayYearGroup(yearTo)}`;
  const schools = phase && `${phase.replace("-", " ")} schools`;
  return [requirementNames[requirement], years, schools].filter(Boolean).join(", ");
}

type WhoSignsTableProps = { agreement: string; whole: WhoSignsAt; schools: WhoSignsAt[] };

/** Who signs one agreement: a row for each role, and a column for each school that differs. */
export function WhoSignsTable({ agreement, whole, schools }: WhoSignsTableProps) {
  const said = (rules: AudienceRule[] | undefined, otherwise: string) =>
    rules?.map(sayRule).join("; ") ?? otherwise;
  const cellOf = (role: MembershipRole, place: WhoSignsAt) => said(place.roles[role], "As everywhere");
  return (
    <Table
      caption={`Who signs ${agreement}: ${membershipRoles.length} roles`}
      captionHidden
      columns={[
        { header: "Role", rowHeader: true },
        { header: whole.name },
        ...schools.map(({ name }) => ({ header: name })),
      ]}
      rows={membershipRoles.map((role) => ({
        key: role,
        cells: [
          rolePlurals[role],
          said(whole.roles[role], requirementNames.no),
          ...schools.map((place) => cellOf(role, place)),
        ],
      }))}
    />
  );
}
