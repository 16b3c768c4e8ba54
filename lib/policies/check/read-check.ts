import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { inspectDocument } from "../document/inspect-document.ts";
import { documentOrProblem, type TextProblem } from "../document/parse-document.ts";
import type { Inspection, PolicyDocument } from "../document/types.ts";
import { draftOf, type PolicyDraft } from "../drafts/draft-of.ts";
import { findingsOf } from "../findings/find.ts";
import type { Finding } from "../findings/types.ts";
import { type DraftFile, fileOfDraft } from "./draft-files.ts";

/** A file that was brought in beside what was understood of it, as the draft stands now. */
export type DraftCheck = {
  draft: Omit<PolicyDraft, "text">;
  file: DraftFile;
  understood:
    | {
        document: PolicyDocument;
        inspection: Omit<Inspection, "findings">;
        /** With the lines of the file's text. */
        findings: Finding[];
      }
    /** The draft was written on and can't be read as it stands. */
    | TextProblem;
};

/**
 * The newest file of a draft with what was understood of it.
 * @throws Refusal "not-found" without `policies:write` at the policy's owner, and for a draft that came from no file
 */
export async function readCheck(actor: Actor, policyId: string): Promise<DraftCheck> {
  const { organisationId } = actor;
  const { draft, file } = await inOrganisation(organisationId, async (transaction) => {
    const draft = await draftOf(transaction, actor, policyId);
    return { draft, file: await fileOfDraft(transaction, organisationId, draft) };
  });
  if (!file) throw notFound();
  const { text, ...rest } = draft;
  return { draft: rest, file, understood: understoodOf(text, file.text, actor.today) };
}

function understoodOf(text: string, original: string, today: string): DraftCheck["understood"] {
  const { document, problem } = documentOrProblem(text);
  return (
    problem ?? {
      document,
      inspection: inspectDocument(document),
      findings: findingsOf(document, { today, text: original }),
    }
  );
}
