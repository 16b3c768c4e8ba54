import { sayDay, sayMoment } from "#lib/dates.ts";
import type { Receipt } from "./receipts.ts";

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const asHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] as string);

/**
 * A receipt as one HTML file that opens anywhere, offline: what was signed, the wording as it was shown, and how
 * anyone can check both hashes with no more than SHA-256. It holds no script.
 */
export function receiptFile(receipt: Receipt, organisation: { name: string; timeZone: string }): string {
  const { record } = receipt;
  const rows: [string, string][] = [
    ["Agreement", receipt.agreementTitle],
    ...(receipt.schoolsChoice
      ? ([["Whose words", "The school’s own choice, not the policy’s text"]] as [string, string][])
      : []),
    ["Policy", receipt.policyTitle],
    ["Version", receipt.versionNumber],
    [receipt.atSchool ? "School" : "Organisation", receipt.unitName],
    ["Name", record?.signer.printedName ?? "Erased, as the school’s retention schedule says"],
    ...(receipt.capacity === "countersign"
      ? ([["Signed for", receipt.subjectName]] as [string, string][])
      : []),
    ...(record?.answers ?? []).map(({ label, value }): [string, string] => [label, value]),
    // paper bears a day and no time
    receipt.onPaper
      ? ["Date on the paper", sayDay(receipt.signedOn)]
      : [
          "Date and time",
          `${sayMoment(receipt.signedAt, organisation.timeZone)} (${receipt.signedAt.toISOString()})`,
        ],
    ...(record?.recordedBy ? ([["Recorded by", record.recordedBy.name]] as [string, string][]) : []),
    ["Receipt number", receipt.number],
    ["SHA-256 of the wording shown", receipt.shownHash],
    ["SHA-256 of the text that was ratified", receipt.textHash],
    ["SHA-256 of the record with its salt", receipt.recordHash],
  ];
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Receipt ${asHtml(receipt.number)} – ${asHtml(organisation.name)}</title>
<style>
body { font: 18px/1.5 system-ui, sans-serif; color: #1b1b1b; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
dt { font-weight: 600; } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-left: 4px solid #999; padding-left: 1rem; }
code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>You have signed</h1>
<p>${asHtml(organisation.name)}</p>
<dl>
${rows.map(([key, value]) => `<dt>${asHtml(key)}</dt><dd>${asHtml(value)}</dd>`).join("\n")}
</dl>
<h2>The wording as it was shown</h2>
<pre id="wording">${asHtml(receipt.wording)}</pre>
${
  record?.wording.added
    ? `<p>Added by the school, and not part of the policy’s text: <q id="added">${asHtml(record.wording.added)}</q></p>`
    : ""
}
<h2>Checking this receipt</h2>
<p>The wording above, as UTF-8 without anything before or after it, has the first SHA-256 above. The record below is
canonical JSON (RFC 8785); the SHA-256 over the bytes of the salt, written here in hexadecimal, followed by the record
in UTF-8, is the third.</p>
<dl>
<dt>Salt</dt><dd><code>${asHtml(receipt.salt ?? "Erased")}</code></dd>
<dt>Record</dt><dd><code>${asHtml(receipt.recordText ?? "Erased")}</code></dd>
</dl>
</body>
</html>
`;
}
