import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { documentOrProblem, type TextProblem } from "../document/parse-document.ts";
import { renderAgreement, renderBody, renderContents, renderControl } from "../document/render-document.ts";
import type { PolicyAgreement, PolicyDocument } from "../document/types.ts";
import { draftOf, type PolicyDraft } from "./draft-of.ts";
import { type DraftReading, openFindings } from "./open-findings.ts";
import type { DraftParts } from "./parts.ts";
import { readParts } from "./read-parts.ts";

export type EditorPage = { draft: PolicyDraft; parts: DraftParts; reading: DraftReading };

/** What the editor shows: the draft, its text taken apart, and what is to be said of it. @throws as `readDraft` */
export async function readEditor(actor: Actor, policyId: string): Promise<EditorPage> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    return {
      draft,
      parts: readParts(draft.text),
      reading: await openFindings(transaction, actor, policyId, draft.text),
    };
  });
}

/** A draft as its signers would see it. */
export type DraftPreview = {
  draft: PolicyDraft;
  /** Why there is nothing to see. */
  problem: TextProblem | null;
  title: string;
  controlHtml: string;
  contentsHtml: string;
  bodyHtml: string;
  history: PolicyDocument["history"] | null;
  /** Local wording with what stands there until a school says otherwise. */
  variables: PolicyDocument["variables"];
  agreements: (Pick<PolicyAgreement, "title" | "audience" | "countersign" | "fields" | "wholeDocument"> & {
    key: string;
    html: string;
    parentFields: PolicyAgreement["fields"];
  })[];
};

/** The draft as its signers would see it. @throws as `readDraft` */
export async function previewDraft(actor: Actor, policyId: string): Promise<DraftPreview> {
  const draft = await inOrganisation(actor.organisationId, (transaction) =>
    draftOf(transaction, actor, policyId),
  );
  const nothing = { draft, title: draft.policyTitle, controlHtml: "", contentsHtml: "", bodyHtml: "" };
  const { document, problem } = documentOrProblem(draft.text);
  if (problem) return { ...nothing, problem, history: null, variables: [], agreements: [] };
  return {
    draft,
    problem: null,
    title: document.title ?? draft.policyTitle,
    controlHtml: renderControl(document.control),
    contentsHtml: renderContents(document),
    bodyHtml: renderBody(document),
    history: document.body.some(({ type }) => type === "historyPlace") ? null : document.history,
    variables: document.variables,
    agreements: document.agreements.map((one) => ({
      key: one.key,
      title: one.title,
      audience: one.audience,
      countersign: one.countersign,
      wholeDocument: one.wholeDocument,
      fields: one.fields,
      parentFields: one.countersignPart?.fields ?? [],
      html: renderAgreement(document, one.key, { idPrefix: `${one.key}-` }),
    })),
  };
}

/** How far the draft has come and who saved it last; for a page that is open. @throws as `readDraft` */
export async function draftStanding(
  actor: Actor,
  policyId: string,
): Promise<{ revision: number; updatedAt: Date; updatedBy: string | null }> {
  const { revision, updatedAt, updatedBy } = await inOrganisation(actor.organisationId, (transaction) =>
    draftOf(transaction, actor, policyId),
  );
  return { revision, updatedAt, updatedBy };
}
