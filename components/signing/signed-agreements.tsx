import { Tag } from "#components/ui/tag.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import type { ParentsPart } from "#lib/signing/parents-part.ts";
import type { SignedLine } from "#lib/signing/receipts.ts";

type Props = {
  signed: SignedLine[];
  byAnother: Obligation[];
  /** By signature: whether a pupil's parent or carer has signed too, where one must. */
  parents?: Map<string, ParentsPart>;
  timeZone: string;
};

const parentsTag = (part: ParentsPart | undefined) =>
  part === "awaited" ? (
    <Tag tone="waiting">Signed. Waiting for your parent or carer</Tag>
  ) : part === "signed" ? (
    <Tag tone="good">Signed by your parent or carer too</Tag>
  ) : undefined;

/** What a person has signed, each with its receipt, and what another parent or carer signed for their child. */
export function SignedAgreements({ signed, byAnother, parents, timeZone }: Props) {
  if (signed.length === 0 && byAnother.length === 0) return null;
  return (
    <section className="cs-section" aria-labelledby="signed">
      <h2 id="signed">Signed</h2>
      {signed.length > 0 && (
        <TaskList
          tasks={signed.map((line) => ({
            key: line.signatureId,
            href: `/sign/receipts/${line.signatureId}`,
            title: line.agreementTitle,
            about: [
              line.capacity === "countersign" ? `For ${line.subjectName}` : null,
              line.policyTitle === line.agreementTitle ? null : line.policyTitle,
              `Version ${line.versionNumber}`,
              // paper bears a day and no time
              line.onPaper
                ? `Signed on paper, ${sayDay(line.signedOn)}`
                : `Signed ${sayMoment(line.signedAt, timeZone)}`,
            ]
              .filter(Boolean)
              .join(" · "),
            tag: parentsTag(parents?.get(line.signatureId)),
          }))}
        />
      )}
      {byAnother.map((obligation) => (
        <p key={obligation.id}>
          {obligation.agreementTitle}, for {obligation.subjectName}: another parent or carer has signed it.{" "}
          <a href={`/sign/${obligation.id}`}>More about this</a>
          <span className="cs-hidden">
            {" "}
            ({obligation.agreementTitle}, for {obligation.subjectName})
          </span>
        </p>
      ))}
    </section>
  );
}
