import { matchSeries } from "../match-series.ts";
import { canonicalText } from "./canonical-text.ts";
import { type ClauseChange, compareDocuments } from "./compare-documents.ts";
import type { PolicyAgreement, PolicyDocument } from "./types.ts";

/** A difference outside the clauses: document control, or whom an agreement binds and how. */
export type SettingChange = {
  /** What it belongs to: null for the document itself, else the agreement's title. */
  agreement: string | null;
  what:
    | "title"
    | "control"
    | "audience"
    | "countersign"
    | "countersign-until"
    | "order"
    | "whole-document"
    | "field"
    | "local-wording"
    | "related";
  /** Of a row of document control its label, of a field or a place for local wording its name. */
  label: string | null;
  /** As the format names it; null where it was not there. */
  before: string | null;
  after: string | null;
};

export type DocumentChanges = {
  clauses: ClauseChange[];
  settings: SettingChange[];
  /** Nothing that can be told differs, and the texts do: emphasis, the level of a heading, how lists are set. */
  onlyLooks: boolean;
};

/** Everything that differs between two documents; nothing at all for one and the same. Change history is not compared. */
export function compareWhole(before: PolicyDocument, after: PolicyDocument): DocumentChanges {
  const clauses = compareDocuments(before, after);
  const settings = compareSettings(before, after);
  const told = clauses.length > 0 || settings.length > 0;
  return { clauses, settings, onlyLooks: !told && canonicalText(before) !== canonicalText(after) };
}

/** What differs besides the clauses, in the order of the later document; what is gone comes last. */
function compareSettings(before: PolicyDocument, after: PolicyDocument): SettingChange[] {
  const same = matchSeries(before.agreements, after.agreements);
  return [
    ...(before.title === after.title
      ? []
      : [{ agreement: null, what: "title" as const, label: null, before: before.title, after: after.title }]),
    ...rows("control", null, control(before), control(after)),
    ...after.agreements.flatMap((agreement, index) => {
      const was = same[index];
      return was ? agreementChanges(was, agreement) : [];
    }),
    ...rows("local-wording", null, wording(before), wording(after)),
    ...rows("related", null, related(before), related(after)),
  ];
}

/** Names with their values; one that comes twice is told apart by how often it came before. */
type Named = [string, string][];

function rows(
  what: SettingChange["what"],
  agreement: string | null,
  before: Named,
  after: Named,
): SettingChange[] {
  const [old, now] = [counted(before), counted(after)];
  const changed = [...now].flatMap(([key, { label, value }]) => {
    const was = old.get(key);
    return was?.value === value ? [] : [{ agreement, what, label, before: was?.value ?? null, after: value }];
  });
  const gone = [...old].flatMap(([key, { label, value }]) =>
    now.has(key) ? [] : [{ agreement, what, label, before: value, after: null }],
  );
  return [...changed, ...gone];
}

function counted(list: Named): Map<string, { label: string; value: string }> {
  const seen = new Map<string, number>();
  return new Map(
    list.map(([label, value]) => {
      const times = (seen.get(label) ?? 0) + 1;
      seen.set(label, times);
      return [`${label}\n${times}`, { label, value }];
    }),
  );
}

const control = (document: PolicyDocument): Named =>
  document.control.map(({ label, value }) => [label, value]);
const wording = (document: PolicyDocument): Named =>
  document.variables.map(({ name, default: usual }) => [name, usual]);
const related = (document: PolicyDocument): Named =>
  document.related.map(({ label, url }) => [label, url ?? ""]);

function agreementChanges(was: PolicyAgreement, is: PolicyAgreement): SettingChange[] {
  const one = (what: SettingChange["what"], of: (agreement: PolicyAgreement) => string): SettingChange[] =>
    of(was) === of(is) ? [] : [{ agreement: is.title, what, label: null, before: of(was), after: of(is) }];
  const fields = ({ fields: own, countersignPart }: PolicyAgreement): Named =>
    [...own, ...(countersignPart?.fields ?? [])].map(({ label, kind }) => [label, kind]);
  return [
    ...one("audience", ({ audience }) => [...audience].sort().join(" ")),
    ...one("countersign", ({ countersign }) => countersign),
    ...one("countersign-until", ({ countersignUntil }) => String(countersignUntil)),
    ...one("order", ({ order }) => order),
    ...one("whole-document", ({ wholeDocument }) => (wholeDocument ? "yes" : "no")),
    ...rows("field", is.title, fields(was), fields(is)),
  ];
}
