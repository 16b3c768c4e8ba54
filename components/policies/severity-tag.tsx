import { Tag } from "#components/ui/tag.tsx";
import type { Finding } from "#lib/policies/findings/types.ts";

const severities = {
  error: { word: "Error", tone: "bad" },
  warning: { word: "Warning", tone: "waiting" },
  note: { word: "Note", tone: "info" },
} as const;

/** How much a finding weighs, in the colour of that; in other words where it was set aside. */
export function SeverityTag({ severity, words }: { severity: Finding["severity"]; words?: string }) {
  const { word, tone } = severities[severity];
  return <Tag tone={tone}>{words ?? word}</Tag>;
}
