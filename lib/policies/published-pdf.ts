import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { sayDay } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { filledDocument } from "./document/canonical-text.ts";
import { documentOf } from "./document-of.ts";
import { historyColumns } from "./history-of.ts";
import { type PolicyPdf, writePolicyPdf } from "./pdf/write-policy-pdf.ts";
import { findPublished, type PublishedVersion, type Which } from "./published.ts";
import { sayDecision, sayState, sayWhose } from "./words.ts";

// By what stands in it: a file is made once, until a review or a newer version changes what it says.
const kept = new LRUCache<string, Buffer>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: (file) => file.length,
});
const making = new Map<string, Promise<Buffer>>();
let last: Promise<unknown> = Promise.resolve();

/** Files that wait for their turn at most: one is made after the other, so that pages stay quick. */
const mostWaiting = 10;

/**
 * A published version as a PDF, for anyone, with the name of the file.
 * @throws Refusal "not-found" where there is none; "too-many-tries" while too many others are being made
 */
export async function publishedPdf(
  organisationSlug: string,
  policySlug: string,
  which: Which = {},
): Promise<{ bytes: Buffer; fileName: string; indexable: boolean }> {
  const { published, organisationId } = await findPublished(organisationSlug, policySlug, which);
  const { version, slug, school, localWording, indexable } = published;
  const shown = partsOf(published);
  const key = createHash("sha256")
    .update(JSON.stringify([organisationId, version.id, shown, localWording]))
    .digest("hex");
  const bytes = kept.get(key) ?? (await (making.get(key) ?? make(key, organisationId, published, shown)));
  return {
    bytes,
    fileName: `${[slug, school?.urn, version.number].filter(Boolean).join("-")}.pdf`,
    indexable,
  };
}

type Shown = Omit<PolicyPdf, "document" | "made">;

function make(
  key: string,
  organisationId: string,
  { version, localWording }: PublishedVersion,
  shown: Shown,
): Promise<Buffer> {
  if (making.size >= mostWaiting)
    throw new Refusal(
      "too-many-tries",
      "Too many files are being made at this moment. Try again in a minute.",
    );
  const made = last.then(async () => {
    const text = await inOrganisation(organisationId, (transaction) =>
      documentOf(transaction, organisationId, version.id),
    );
    const document = filledDocument(text, localWording);
    const bytes = await writePolicyPdf({ ...shown, document, made: now() });
    kept.set(key, bytes);
    return bytes;
  });
  making.set(key, made);
  last = made.catch(() => undefined).then(() => making.delete(key));
  return made;
}

function partsOf(published: PublishedVersion): Shown {
  const { organisation, slug, title, owner, version, inForce, decision, text, school, history } = published;
  const path = `${settings().url}/p/${organisation.slug}/${slug}`;
  const isOld = inForce.id !== version.id;
  const seen = new Set(["version", "status", "policy of", "as at", "ratification", "review"]);
  return {
    organisation: organisation.name,
    title,
    owner,
    version: `Version ${version.number}`,
    url: school ? `${path}/schools/${school.urn}` : path,
    superseded: isOld
      ? {
          words: `Version ${inForce.number} has been in force since ${sayDay(inForce.startsOn ?? "")}. It is at`,
          url: path,
        }
      : null,
    control: [
      { label: "Version", value: version.number },
      { label: "Status", value: sayState(version) },
      { label: "Policy of", value: owner },
      ...(school ? [{ label: "As at", value: sayWhose(school) }] : []),
      { label: "Ratification", value: decision ? sayDecision(decision) : "None recorded" },
      { label: "Review", value: version.review?.text ?? "Not given" },
      ...text.control
        .filter(({ field }) => field !== "review" || !version.review)
        .map(({ label, value }) => ({
          label: seen.has(label.trim().toLowerCase()) ? `${label} (as written)` : label,
          value: value || "Yes",
        })),
    ],
    history: [
      ...(history.earlier ? [history.earlier] : []),
      { columns: [...historyColumns], rows: history.rows.map(({ cells }) => cells) },
    ],
  };
}
