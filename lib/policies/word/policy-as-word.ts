import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { documentOrProblem, parseDocument } from "../document/parse-document.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { readablePolicies } from "../queries.ts";
import { slugOf } from "../slug-of.ts";
import { writeWord } from "./write-word.ts";

export type WordDownload = { bytes: Uint8Array; fileName: string };

/**
 * A policy's draft as a Word file.
 * @throws Refusal "not-found" as `readDraft`, "conflict" for a draft that can't be read as it stands
 */
export async function draftAsWord(actor: Actor, policyId: string): Promise<WordDownload> {
  const draft = await readDraft(actor, policyId);
  const { document, problem } = documentOrProblem(draft.text);
  if (problem)
    throw new Refusal(
      "conflict",
      `The draft can’t be read as it stands, so it can’t be put into Word. Line ${problem.line}: ${problem.sentence}`,
    );
  return { bytes: await writeWord(document), fileName: `${slugOf(draft.policyTitle)}-draft.docx` };
}

/**
 * One version of a policy as a Word file, by its number (`2` or `2.0`) or its identifier, as on its page.
 * @throws Refusal "not-found" where the policy may not be read, and for a number that it has not
 */
export async function versionAsWord(actor: Actor, policyId: string, number: string): Promise<WordDownload> {
  const [, major, minor = "0"] = /^(\d{1,4})(?:\.(\d{1,3}))?$/.exec(number) ?? [];
  const which =
    major === undefined ? isId(number) && { id: number } : { major: Number(major), minor: Number(minor) };
  if (!isId(policyId) || !which) throw notFound();
  const readable = readablePolicies(actor);
  const { organisationId } = actor;
  const version = await inOrganisation(organisationId, (transaction) =>
    transaction.policyVersion.findFirst({
      where: {
        organisationId,
        policyId,
        ...which,
        policy: { AND: readable },
      },
      orderBy: { createdAt: "desc" },
      select: { text: true, major: true, minor: true, policy: { select: { slug: true } } },
    }),
  );
  if (!version) throw notFound();
  return {
    bytes: await writeWord(parseDocument(version.text)),
    fileName: `${version.policy.slug}-version-${version.major}.${version.minor}.docx`,
  };
}
