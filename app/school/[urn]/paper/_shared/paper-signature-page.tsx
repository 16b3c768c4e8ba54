import { Button, LinkButton } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { errorOf } from "#components/ui/field.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { sayDay, sayMoment } from "#lib/dates.ts";
import { may } from "#lib/permissions/permissions.ts";
import { type PaperSignature, paperSignature } from "#lib/signing/paper-signature.ts";
import { orNotFound } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { formNotes } from "../../../../sign/form-notes.ts";
import { requireListPlace } from "../../not-signed/_shared/list-place.ts";
import { entriesOf, type Query } from "../../not-signed/_shared/selection.ts";
import type { Urn } from "../../people/_shared/place.ts";

const said: Record<string, string> = {
  recorded: "The signature has been recorded.",
  all: "The signatures have been recorded.",
  rest: "Somebody had signed this already: that signature stands, and nothing was recorded twice. The rest has been recorded.",
  before: "They had signed this already. That signature stands, and nothing was recorded twice.",
  mistake: "It is marked as a mistake and no longer counts. They are asked again.",
};

type PaperSignaturePageProps = { urn: Urn; signature: string; query: Query };

/** One signature on paper as it was recorded, with its scan, and the way to mark it as a mistake. */
export async function PaperSignaturePage({ urn, signature, query }: PaperSignaturePageProps) {
  const { actor, unit, list, paper: path } = await requireListPlace(urn, "signatures:read");
  const { timeZone } = actor.organisation;
  const done = typeof query.done === "string" ? said[query.done] : undefined;
  const mayRecord = may(actor, "signatures:record", unit.id);
  const back = <BackLink href={list}>Who has not signed</BackLink>;
  // what was signed on a screen before the paper came has no page here
  if (query.done === "before" && mayRecord) {
    const paper = await paperSignature(actor, unit.id, signature).catch(() => null);
    if (!paper)
      return (
        <Shell actor={actor} above={back}>
          <PageHeading caption={unit.name}>Signed already</PageHeading>
          <p>{said.before}</p>
        </Shell>
      );
  }
  const paper = await orNotFound(paperSignature(actor, unit.id, signature));
  const notes = query.check === "1" ? await formNotes() : null;
  const here = `${path}/${paper.signatureId}`;
  const also = await othersOn(actor, unit.id, entriesOf(query).getAll("also"));
  const code = typeof query.code === "string" ? query.code : null;
  return (
    <Shell actor={actor} above={back}>
      <div id="problems">
        <ErrorSummary problems={notes?.problems} />
      </div>
      <PageHeading caption={unit.name}>Signature on paper</PageHeading>
      {done && <Notice tone="success">{done}</Notice>}
      {paper.voided && (
        <Notice tone="important">
          <p>
            Marked as a mistake on {sayMoment(paper.voided.at, timeZone)}. It no longer counts:{" "}
            {paper.voided.reason}
          </p>
        </Notice>
      )}
      {also.map((other) => (
        <p key={other.signatureId}>
          On the same paper:{" "}
          <a href={`${path}/${other.signatureId}`} className="wrap-anywhere">
            the signature of {other.signerName}
          </a>
        </p>
      ))}
      <Facts paper={paper} timeZone={timeZone} here={here} />
      {mayRecord && (
        <div className="cs-buttons cs-no-print">
          {code && (
            <LinkButton variant="secondary" href={`${path}?${new URLSearchParams({ code })}`}>
              Record another signature on this form
            </LinkButton>
          )}
          <LinkButton variant={code ? "secondary" : "primary"} href={path}>
            Record the next paper
          </LinkButton>
        </div>
      )}
      {mayRecord && !paper.voided && (
        <Details summary="This was recorded by mistake">
          <form method="post" action={`${here}/mistake`} noValidate>
            <p>The signature is kept, stops counting, and they are asked again.</p>
            <TextArea
              label="What was wrong with it?"
              name="reason"
              rows={3}
              defaultValue={notes?.values.reason}
              error={errorOf(notes?.problems, "reason")}
            />
            <Button variant="warning">Mark as a mistake</Button>
          </form>
        </Details>
      )}
    </Shell>
  );
}

/** Other signatures that were recorded from the same paper just now, as far as they are there. */
async function othersOn(actor: Actor, unitId: string, ids: string[]): Promise<PaperSignature[]> {
  const found = await Promise.all(
    ids.slice(0, 20).map((id) => paperSignature(actor, unitId, id).catch(() => null)),
  );
  return found.filter((one) => one !== null);
}

type FactsProps = { paper: PaperSignature; timeZone: string; here: string };

function Facts({ paper, timeZone, here }: FactsProps) {
  const long = (text: string) => <span className="wrap-anywhere">{text}</span>;
  return (
    <SummaryList
      rows={[
        { key: "Signed by", value: long(paper.signerName) },
        ...(paper.capacity === "countersign" ? [{ key: "For", value: long(paper.subjectName) }] : []),
        {
          key: "Name on the paper",
          value: long(paper.printedName ?? "Erased, as the school’s retention schedule says"),
        },
        { key: "Agreement", value: paper.agreement },
        { key: "Policy", value: `${paper.policy}, version ${paper.version}` },
        { key: "Date on the paper", value: sayDay(paper.signedOn) },
        { key: "Witnessed by", value: long(paper.witness) },
        ...(paper.formCode ? [{ key: "Form", value: paper.formCode }] : []),
        {
          key: "Recorded",
          value: long(
            `${paper.recordedBy}${paper.recordedAt ? `, ${sayMoment(paper.recordedAt, timeZone)}` : ""}`,
          ),
        },
        {
          key: "Scan",
          value: paper.scan ? (
            <a href={`${here}/scan`}>Download the scan ({saySize(paper.scan.size)})</a>
          ) : (
            "None"
          ),
        },
        { key: "Receipt number", value: paper.receiptNumber },
      ]}
    />
  );
}

const saySize = (bytes: number) =>
  bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
