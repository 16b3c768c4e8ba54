import { SummaryList, type SummaryRow } from "#components/ui/summary-list.tsx";
import { Tag, type TagTone } from "#components/ui/tag.tsx";
import type { DecisionMade } from "#lib/policies/decisions-of.ts";
import type { ControlEntry } from "#lib/policies/document/types.ts";
import type { Version, VersionState } from "#lib/policies/version-states.ts";
import { sayDecision, sayState } from "#lib/policies/words.ts";
import { ReviewDate } from "./review-date.tsx";

type DocumentControlProps = {
  version: Version;
  owner: string;
  decisions: DecisionMade[];
  /** As the school wrote it in the text. */
  control: ControlEntry[];
};

const tones: Record<VersionState, TagTone> = {
  "in-force": "good",
  superseded: "plain",
  "not-yet-in-force": "info",
  withdrawn: "bad",
  "awaiting-ratification": "waiting",
  returned: "bad",
  "taken-back": "plain",
  lapsed: "plain",
  "not-sent-on": "plain",
};

/** The state of a version with its day, in the colour of that. */
export function VersionTag({ version }: { version: Version }) {
  return <Tag tone={tones[version.state]}>{sayState(version)}</Tag>;
}

/**
 * The control block of a version: first what Countersign knows (number, state, ratification, review), then the rows
 * of the text as they were written, save the review date, which stands above with its mark.
 */
export function DocumentControl({ version, owner, decisions, control }: DocumentControlProps) {
  const made = decisions.filter(({ versionId }) => versionId === version.id);
  const known: SummaryRow[] = [
    { key: "Version", value: version.number },
    { key: "Status", value: <VersionTag version={version} /> },
    { key: "Policy of", value: owner },
    {
      key: "Decisions",
      value: made.length > 0 ? made.map((one) => <p key={one.id}>{sayDecision(one)}</p>) : "None recorded",
    },
    { key: "Review", value: <ReviewDate review={version.review} /> },
  ];
  const written = control
    .filter(({ field }) => field !== "review" || !version.review)
    .map(({ label, value }): SummaryRow => ({ key: label, value: value || "Yes" }));
  return <SummaryList rows={[...known, ...unique(written, known)]} />;
}

/** Rows of a list are told apart by their names; a name that comes twice gets what tells it apart. */
function unique(written: SummaryRow[], known: SummaryRow[]): SummaryRow[] {
  const seen = new Set(known.map(({ key }) => key));
  return written.map((row) => {
    let key = row.key;
    if (seen.has(key)) key = `${row.key} (as written)`;
    for (let count = 2; seen.has(key); count++) key = `${row.key} (as written, ${count})`;
    seen.add(key);
    return { ...row, key };
  });
}
