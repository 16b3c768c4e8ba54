import { Table } from "#components/ui/table.tsx";
import { Tag, type TagTone } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/dates.ts";
import type { Exemption } from "#lib/policies/exemptions/exemption.ts";
import { type ExemptionState, exemptionStateNames, shorten } from "#lib/policies/exemptions/words.ts";

const tones: Record<ExemptionState, TagTone> = {
  waiting: "waiting",
  "to-come": "info",
  running: "good",
  "run-out": "plain",
  refused: "plain",
  revoked: "bad",
  lapsed: "plain",
};

/** How an exemption or a request for one stands, in the colour of that. */
export function ExemptionTag({ state }: { state: ExemptionState }) {
  return <Tag tone={tones[state]}>{exemptionStateNames[state]}</Tag>;
}

/** `2 requests and exemptions, the newest first`. */
const sayCount = (count: number) =>
  count === 1 ? "1 request or exemption" : `${count} requests and exemptions, the newest first`;

type ExemptionsTableProps = {
  exemptions: Exemption[];
  /** What the list is of already, and need not be said in each row. */
  without?: "person" | "policy";
};

/** Requests for exemptions and what came of them, each leading to its page. */
export function ExemptionsTable({ exemptions, without }: ExemptionsTableProps) {
  return (
    <Table
      caption={sayCount(exemptions.length)}
      columns={[
        { header: "Clause", rowHeader: true },
        { header: "State" },
        ...(without === "person" ? [] : [{ header: "Person" }]),
        ...(without === "policy" ? [] : [{ header: "Policy" }]),
        { header: "First day", noWrap: true },
        { header: "Last day", noWrap: true },
      ]}
      rows={exemptions.map((one) => ({
        key: one.id,
        cells: [
          <a key="clause" href={`/exemptions/${one.id}`}>
            {shorten(one.clause.words, 60)}
          </a>,
          <ExemptionTag key="state" state={one.state} />,
          ...(without === "person" ? [] : [`${one.person.name}, ${one.unit.name}`]),
          ...(without === "policy" ? [] : [one.policy.title]),
          sayDay(one.startsOn),
          one.endsOn ? sayDay(one.endsOn) : "Until revoked",
        ],
      }))}
    />
  );
}
