import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { Version } from "#lib/policies/version-states.ts";
import { sayState } from "#lib/policies/words.ts";

type VersionsTableProps = {
  versions: Version[];
  /** What the policy is called today; a version with another title shows its own. */
  title: string;
  hrefOf: (version: Version) => string;
};

/** Every version that was sent on, with its state. */
export function VersionsTable({ versions, title, hrefOf }: VersionsTableProps) {
  return (
    <section className="cs-section" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <Table
        caption={`${versions.length} ${versions.length === 1 ? "version" : "versions"} in Countersign, newest first`}
        columns={[
          { header: "Version", rowHeader: true },
          { header: "State" },
          { header: "Change" },
          { header: "Implementation", noWrap: true },
        ]}
        rows={versions.map((version) => ({
          key: version.id,
          cells: [
            <span key="version">
              <a href={hrefOf(version)}>{version.number}</a>
              {version.title !== title && <span className="block text-soft">{version.title}</span>}
            </span>,
            sayState(version),
            version.material ? "Material: everyone bound signs again" : "Minor: signatures stay good",
            version.startsOn ? sayDay(version.startsOn) : "",
          ],
        }))}
      />
    </section>
  );
}
