import { SummaryList } from "#components/ui/summary-list.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import type { Receipt } from "#lib/signing/receipts.ts";

/** What a receipt says: what was signed, by whom, when, and the number to quote. */
export function ReceiptDetails({ receipt, timeZone }: { receipt: Receipt; timeZone: string }) {
  const { record } = receipt;
  const rows = [
    { key: "Agreement", value: receipt.agreementTitle },
    ...(receipt.schoolsChoice
      ? [{ key: "Whose words", value: "The school’s own choice, not the policy’s text" }]
      : []),
    { key: "Policy", value: receipt.policyTitle },
    { key: "Version", value: receipt.versionNumber },
    { key: receipt.atSchool ? "School" : "Organisation", value: receipt.unitName },
    { key: "Name", value: record?.signer.printedName ?? "Erased, as the school’s retention schedule says" },
    ...(receipt.capacity === "countersign" ? [{ key: "Signed for", value: receipt.subjectName }] : []),
    ...(record?.answers ?? []).map(({ label, value }) => ({ key: label, value })),
    ...(record?.wording.added
      ? [
          {
            key: "Added by your school",
            value: `“${record.wording.added}” These words are not part of the policy.`,
          },
        ]
      : []),
    ...(record?.helper ? [{ key: "Helped by", value: record.helper }] : []),
    // paper bears a day and no time
    receipt.onPaper
      ? { key: "Date on the paper", value: sayDay(receipt.signedOn) }
      : { key: "Date and time", value: sayMoment(receipt.signedAt, timeZone) },
    ...(record?.recordedBy ? [{ key: "Recorded by", value: record.recordedBy.name }] : []),
    { key: "Receipt number", value: receipt.number },
  ];
  return <SummaryList rows={rows} />;
}
