import { LRUCache } from "lru-cache";
import type { Transaction } from "#lib/database/transaction.ts";
import { type ClauseChange, compareDocuments } from "./document/compare-documents.ts";
import { type RenderOptions, renderBody, renderContents } from "./document/render-document.ts";
import type { ChangeHistory, ControlEntry, PolicyDocument } from "./document/types.ts";
import { documentOf } from "./document-of.ts";

/** A version's text as it is read: made once, because a version never changes. */
export type ReadableText = {
  /** Document control as the school wrote it, in its order. */
  control: ControlEntry[];
  contentsHtml: string;
  /** The body with its agreements in their places. */
  bodyHtml: string;
  /** The change history as written; null when it stands in the body already. */
  history: ChangeHistory | null;
  /** The change history as written, wherever it stands. */
  written: ChangeHistory;
};

// Counted in bytes of HTML, so that a trust with many long policies cannot fill the memory.
const kept = new LRUCache<string, ReadableText>({
  maxSize: 24 * 1024 * 1024,
  sizeCalculation: (one) => 2 * one.bodyHtml.length + 4096,
});

/** A school's words, and where the page shows the whole change history. */
export type ReadingOptions = Pick<RenderOptions, "localWording" | "historyAt">;

/** The text of a version. The caller has made sure that it may be read; throws not-found when it is not there. */
export async function readableText(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
  options: ReadingOptions = {},
): Promise<ReadableText> {
  const key = JSON.stringify([organisationId, versionId, options]);
  const found = kept.get(key);
  if (found) return found;
  const made = readableDocument(await documentOf(transaction, organisationId, versionId), options);
  kept.set(key, made);
  return made;
}

/** The same of a document that is no version: a draft. */
export const readableDocument = (document: PolicyDocument, options: ReadingOptions = {}): ReadableText => ({
  control: document.control,
  contentsHtml: renderContents(document),
  bodyHtml: renderBody(document, options),
  history: document.body.some(({ type }) => type === "historyPlace") ? null : document.history,
  written: document.history,
});

// A whole staff opens the same comparison on the day a version comes into force; neither text ever changes.
const compared = new LRUCache<string, ClauseChange[]>({ max: 50 });

/** What one version changed in another, clause by clause. Both must be the organisation's. */
export async function changesBetween(
  transaction: Transaction,
  organisationId: string,
  beforeId: string,
  afterId: string,
): Promise<ClauseChange[]> {
  const key = `${organisationId} ${beforeId} ${afterId}`;
  const found = compared.get(key);
  if (found) return found;
  const before = await documentOf(transaction, organisationId, beforeId);
  const changes = compareDocuments(before, await documentOf(transaction, organisationId, afterId));
  compared.set(key, changes);
  return changes;
}
