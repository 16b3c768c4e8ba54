import { Table } from "#components/ui/table.tsx";
import { sayDay } from "#lib/dates.ts";
import type { ChangeHistory as WrittenHistory } from "#lib/policies/document/types.ts";
import type { Version } from "#lib/policies/version-states.ts";
import { sayState } from "#lib/policies/words.ts";

type ChangeHistoryProps = {
  versions: Version[];
  /** The earlier history as the text has it; null when it stands in the text itself. */
  written: WrittenHistory | null;
  /** Where a version's text is; numbers are plain without it. */
  hrefOf?: (version: Version) => string;
};

/** What changed from version to version, and before that, as the school wrote it. */
export function ChangeHistory({ versions, written, hrefOf }: ChangeHistoryProps) {
  return (
    <section className="cs-section">
      <h2>Change history</h2>
      <Table
        caption={`${versions.length} ${versions.length === 1 ? "version" : "versions"} in Countersign, newest first`}
        columns={[
          { header: "Version", rowHeader: true },
          { header: "State" },
          { header: "Summary of change" },
          { header: "Contact" },
          { header: "Implementation", noWrap: true },
          { header: "Review" },
        ]}
        rows={versions.map((version) => ({
          key: version.id,
          cells: [
            hrefOf ? (
              <a key="version" href={hrefOf(version)}>
                {version.number}
              </a>
            ) : (
              version.number
            ),
            sayState(version),
            `${version.summaryOfChange}${version.material ? " (material: everyone bound signs again)" : ""}`,
            version.contact ?? "",
            version.startsOn ? sayDay(version.startsOn) : "",
            version.review?.text ?? "",
          ],
        }))}
      />
      {written && written.columns.length > 0 && (
        <Table
          caption="Earlier history, as it was written"
          columns={written.columns.map((header) => ({ header }))}
          rows={written.rows.map((cells, index) => ({ key: String(index), cells }))}
        />
      )}
    </section>
  );
}
