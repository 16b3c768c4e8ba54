import type { Metadata } from "next";
import { AgreementCheck, NewAgreement } from "#components/policies/check/agreement-check.tsx";
import type { CorrectionPlace } from "#components/policies/check/correction.tsx";
import { NotPlacedList } from "#components/policies/check/not-placed-list.tsx";
import { OriginalText, Place } from "#components/policies/check/original-text.tsx";
import {
  ControlCheck,
  HistoryCheck,
  RelatedCheck,
  SectionsCheck,
  TitleCheck,
} from "#components/policies/check/understood.tsx";
import { SeverityTag } from "#components/policies/severity-tag.tsx";
import { ButtonGroup, LinkButton } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayMoment } from "#lib/dates.ts";
import { checkParts } from "#lib/policies/check/check-parts.ts";
import { originalHtml } from "#lib/policies/check/original-html.ts";
import { type DraftCheck, readCheck } from "#lib/policies/check/read-check.ts";
import { fileKindNames } from "#lib/policies/check/words.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { formNotes } from "../../../../sign/form-notes.ts";

export const metadata: Metadata = { title: "Check what was understood" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ check?: string; saved?: string }>;
};

export default async function CheckPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor();
  const check = await orNotFound(readCheck(actor, id));
  const query = await searchParams;
  const notes = query.check === "1" ? await formNotes() : null;
  const { draft, file } = check;
  const path = `/policies/${draft.policyId}/draft/check`;
  const place: CorrectionPlace = {
    path,
    revision: draft.revision,
    back: notes ? { part: notes.values.form ?? "", values: notes.values } : null,
  };
  const original = originalHtml(file.text);
  const { timeZone } = actor.organisation;
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`/policies/${draft.policyId}`}>{draft.policyTitle}</BackLink>}
    >
      <div id="problems">
        <ErrorSummary problems={notes?.problems ?? []} />
      </div>
      {query.saved === "1" && !notes && (
        <Notice tone="success" title="Saved">
          <p>This is how the draft stands now.</p>
        </Notice>
      )}
      <PageHeading
        caption={draft.unit.name}
        lead="Compare the file with what was understood of it, correct what is wrong, and keep it as a draft. Nothing is sent to anybody."
      >
        Check what was understood
      </PageHeading>
      <p className="wrap-anywhere">
        {file.fileName}, a {fileKindNames[file.kind]}, brought in by {file.broughtInBy} on{" "}
        {sayMoment(file.broughtInAt, timeZone)}. <a href={`${path}/original`}>Download the original</a>
      </p>
      {draft.basedOn && (
        <p>
          <a href={`/policies/${draft.policyId}/changes?from=${draft.basedOn.number}&to=draft`}>
            What has changed since version {draft.basedOn.number}
          </a>
        </p>
      )}
      <p className="cs-no-print lg:hidden">
        <a href="#understood">Go to what was understood</a>
      </p>
      <Keep id={draft.policyId} />
      <div className="cs-check mt-8">
        <div className="cs-check__original">
          <h2>The original</h2>
          <p className="cs-hint">
            {file.kind === "word" || file.kind === "pdf"
              ? "The words that were taken from the file, with numbered lines."
              : "The file, with numbered lines."}
          </p>
          <OriginalText {...original} />
        </div>
        <div id="understood">
          <h2>What was understood</h2>
          {"document" in check.understood ? (
            <Understood place={place} check={check} understood={check.understood} />
          ) : (
            <Notice tone="important" title="The draft can’t be read as it stands">
              <p>
                Line {check.understood.line} of the draft: {check.understood.sentence} Put it right in the
                editor, then come back to this page.
              </p>
            </Notice>
          )}
        </div>
      </div>
      <Keep id={draft.policyId} />
    </Shell>
  );
}

function Keep({ id }: { id: string }) {
  return (
    <div className="cs-no-print mt-6">
      <ButtonGroup>
        <LinkButton href={`/policies/${id}/draft`}>Keep as draft</LinkButton>
        <a href={`/policies/bring-in?policy=${id}`}>Bring in another file instead</a>
      </ButtonGroup>
    </div>
  );
}

type UnderstoodProps = {
  place: CorrectionPlace;
  check: DraftCheck;
  understood: Extract<DraftCheck["understood"], { document: unknown }>;
};

function Understood({ place, check, understood }: UnderstoodProps) {
  const { document, inspection, findings } = understood;
  const { sections, tables, agreements } = checkParts(document);
  const { notPlaced, notes } = check.file;
  return (
    <>
      <TitleCheck place={place} document={document} />
      <ControlCheck place={place} document={document} inspection={inspection} />
      <section className="cs-section" aria-labelledby="agreements-understood">
        <h3 id="agreements-understood">Agreements</h3>
        {agreements.length === 0 && (
          <p>No agreement was found, so nobody would be asked to sign this policy.</p>
        )}
        {agreements.map((one, at) => {
          const found = inspection.agreements[at];
          return (
            found && <AgreementCheck key={one.agreement.key} place={place} at={at} found={found} {...one} />
          );
        })}
        <NewAgreement place={place} sections={sections} whole={agreements.length === 0} />
      </section>
      <NotPlacedList place={place} notPlaced={notPlaced} sections={sections} />
      {notes.length > 0 && (
        <section className="cs-section" aria-labelledby="notes">
          <h3 id="notes">How the file was read</h3>
          <ul className="list-disc pl-6">
            {notes.map(({ what, where }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of a file stands still
              <li key={at} className="wrap-anywhere">
                {what}
                {where && (
                  <>
                    {" "}
                    (<Place where={where} />)
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="cs-section" aria-labelledby="findings">
        <h3 id="findings">Findings</h3>
        {findings.length === 0 ? (
          <p>Nothing was found wrong.</p>
        ) : (
          <ul>
            {findings.map(({ rule, line, severity, message }) => (
              <li key={`${rule} ${line} ${message}`} className="mt-3 wrap-anywhere">
                <SeverityTag severity={severity} /> {message} (<Place where={{ line }} />)
              </li>
            ))}
          </ul>
        )}
        {findings.length > 0 && (
          <p className="mt-4">You can correct the words, or set a finding aside, in the editor.</p>
        )}
      </section>
      <SectionsCheck inspection={inspection} />
      <HistoryCheck place={place} document={document} tables={tables} />
      <RelatedCheck document={document} />
    </>
  );
}
