import { ClauseChanges, OnlyMoved, splitChanges } from "#components/policies/clause-changes.tsx";
import { Table } from "#components/ui/table.tsx";
import { rolePlurals } from "#lib/people/words.ts";
import type { DocumentChanges, SettingChange } from "#lib/policies/document/compare-settings.ts";

/**
 * Everything that differs between two texts: first the clauses that say something else, then whom it binds and document
 * control, and last, closed, clauses that say the same in another place or under another number.
 */
export function AllChanges({ changes, since }: { changes: DocumentChanges; since: string }) {
  const { clauses, settings, onlyLooks } = changes;
  const { different, onlyMoved } = splitChanges(clauses);
  if (clauses.length === 0 && settings.length === 0)
    return (
      <p>
        {onlyLooks
          ? `The words are those of ${since}. Only the layout differs: emphasis, headings or how lists are set.`
          : `Nothing differs from ${since}.`}
      </p>
    );
  return (
    <>
      {different.length > 0 ? (
        <>
          <p className="mb-4">
            {different.length === 1 ? "One clause says" : `${different.length} clauses say`} something else
            than {since}.
          </p>
          <ClauseChanges changes={different} />
        </>
      ) : (
        <p>No clause says anything else than {since}.</p>
      )}
      {settings.length > 0 && <Settings settings={settings} />}
      <OnlyMoved changes={onlyMoved} />
    </>
  );
}

function Settings({ settings }: { settings: SettingChange[] }) {
  return (
    <div className="mt-6">
      <Table
        caption="Besides the clauses"
        columns={[{ header: "What", rowHeader: true }, { header: "Before" }, { header: "Now" }]}
        rows={settings.map((change, index) => ({
          key: String(index),
          cells: [what(change), said(change, change.before), said(change, change.after)],
        }))}
      />
    </div>
  );
}

const names: Record<SettingChange["what"], string> = {
  title: "Title",
  control: "Document control",
  audience: "Who signs",
  countersign: "Parent or carer",
  "countersign-until": "A parent or carer signs until",
  order: "Order of signing",
  "whole-document": "What is signed",
  field: "Field",
  "local-wording": "Each school’s own words",
  related: "Related policy",
};

function what({ what: kind, label, agreement }: SettingChange): string {
  const name = label === null ? names[kind] : `${names[kind]}: ${label}`;
  return agreement === null ? name : `${name} (${agreement})`;
}

const values: Partial<Record<SettingChange["what"], Record<string, string>>> = {
  countersign: { none: "Does not sign", one: "One of them signs", all: "Everyone who may sign does" },
  order: { "pupil-first": "The pupil first", free: "Either first" },
  "whole-document": { yes: "The whole document", no: "The agreement" },
  field: {
    name: "A name",
    signature: "A signature",
    date: "A date",
    school: "A school",
    "tutor-group": "A class or tutor group",
    text: "Words",
  },
};

function said({ what: kind }: SettingChange, value: string | null): string {
  if (value === null) return kind === "title" ? "None" : "Not there";
  if (kind === "audience")
    return (
      value
        .split(" ")
        .map((role) => rolePlurals[role as keyof typeof rolePlurals] ?? role)
        .join(", ") || "Nobody"
    );
  if (kind === "countersign-until") return `the pupil is ${value}`;
  return values[kind]?.[value] ?? (value || "Yes");
}
