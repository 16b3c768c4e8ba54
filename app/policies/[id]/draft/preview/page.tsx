import type { Metadata } from "next";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Prose } from "#components/ui/prose.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { rolePlurals } from "#lib/people/words.ts";
import { type DraftPreview, previewDraft } from "#lib/policies/drafts/editor-page.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";

export const metadata: Metadata = { title: "Preview of a draft" };

type Props = { params: Promise<{ id: string }> };

export default async function PreviewPage({ params }: Props) {
  const actor = await requireActor();
  const preview = await orNotFound(previewDraft(actor, (await params).id));
  const path = `/policies/${preview.draft.policyId}/draft`;
  return (
    <Shell actor={actor} current="/policies" above={<BackLink href={path}>The draft</BackLink>}>
      <PageHeading caption={preview.draft.unit.name} lead={<Tag>Draft</Tag>}>
        {preview.title}
      </PageHeading>
      {preview.problem ? (
        <Notice tone="important" title="This text cannot be read as a policy yet">
          <p>
            Line {preview.problem.line}: {preview.problem.sentence}
          </p>
        </Notice>
      ) : (
        <Whole preview={preview} />
      )}
    </Shell>
  );
}

function Whole({ preview }: { preview: DraftPreview }) {
  const { controlHtml, contentsHtml, bodyHtml, history, agreements, variables } = preview;
  return (
    <>
      <Notice>
        <p>
          This is how it will be read and signed. Nobody is asked to sign a draft, and nothing can be signed
          here.
          {variables.length > 0 && " Where schools have their own words, the usual ones are shown."}
        </p>
      </Notice>
      {controlHtml && <Prose html={controlHtml} />}
      {contentsHtml && <Prose html={contentsHtml} />}
      <Prose html={bodyHtml} />
      {history && history.columns.length > 0 && (
        <Table
          caption="Change history"
          columns={history.columns.map((header) => ({ header }))}
          rows={history.rows.map((cells, index) => ({ key: String(index), cells }))}
        />
      )}
      {variables.length > 0 && (
        <Table
          caption="Where schools have their own words"
          columns={[{ header: "Name", rowHeader: true }, { header: "Usual words" }]}
          rows={variables.map(({ name, default: usual }) => ({ key: name, cells: [name, usual] }))}
        />
      )}
      <section className="cs-section" aria-labelledby="forms">
        <h2 id="forms">What people sign</h2>
        {agreements.length === 0 && (
          <p>
            This text has no agreement of its own. Once it is in force, a standard acknowledgement can be
            asked for.
          </p>
        )}
        {agreements.map((agreement) => (
          <Agreement key={agreement.key} agreement={agreement} />
        ))}
      </section>
    </>
  );
}

function Agreement({ agreement }: { agreement: DraftPreview["agreements"][number] }) {
  const { title, audience, countersign, html, fields, parentFields, wholeDocument } = agreement;
  const roles = audience.map((role) => rolePlurals[role]).join(", ");
  return (
    <div className="cs-draft__form">
      <h3>{title}</h3>
      <p>
        {roles ? `For: ${roles}.` : "It binds nobody yet: say in the draft who signs it."}
        {countersign === "one" && " A parent or carer signs as well."}
        {countersign === "all" && " All parents and carers sign as well."}
        {wholeDocument && " What they agree to is the whole policy."}
      </p>
      {html && <Prose html={html} />}
      <Blank legend="They fill in" labels={fields.map(({ label }) => label)} />
      {countersign !== "none" && (
        <Blank legend="The parent or carer fills in" labels={parentFields.map(({ label }) => label)} />
      )}
    </div>
  );
}

function Blank({ legend, labels }: { legend: string; labels: string[] }) {
  return (
    <>
      <h4>{legend}</h4>
      <ul>
        {labels.map((label, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one label
          <li key={index}>{label}</li>
        ))}
        <li>“I have read and agree to this agreement”, to be ticked</li>
        <li>Their printed name</li>
      </ul>
    </>
  );
}
