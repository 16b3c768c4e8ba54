import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { sayDay } from "#lib/dates.ts";
import { Refusal, wrongField } from "#lib/errors.ts";
import { documentOrProblem } from "../document/parse-document.ts";
import { printDocument } from "../document/print-document.ts";
import type { PolicyDocument } from "../document/types.ts";
import type { DraftReading } from "../drafts/open-findings.ts";
import { type RatifiedVersion, sayNumber } from "./next-number.ts";
import type { sendDraftInput } from "./schema.ts";
import { waitingVersion } from "./waiting-version.ts";
import type { AboutVersion } from "./write-version.ts";

/** Two versions that wait at once could not both be the next one, nor both count what is signed again from the last. */
export async function refuseWhileAnotherWaits(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<void> {
  const waiting = await waitingVersion(transaction, organisationId, policyId);
  if (waiting)
    throw new Refusal(
      "conflict",
      `Version ${waiting.number} is still waiting for a decision by ${waiting.at}. Take it back first, or wait until it is decided: two versions at once could not both be the next one.`,
    );
}

/** The document of a text. @throws Refusal "invalid" with the line for one that cannot be read */
export function readable(text: string): PolicyDocument {
  const { document, problem } = documentOrProblem(text);
  if (problem)
    throw new Refusal("invalid", `The draft cannot be read. Line ${problem.line}: ${problem.sentence}`);
  return document;
}

/** A text that says nothing new needs no new version: a review is recorded of it. */
export async function refuseTheSameText(
  transaction: Transaction,
  organisationId: string,
  document: PolicyDocument,
  last: RatifiedVersion | null,
): Promise<void> {
  const version =
    last &&
    (await transaction.policyVersion.findUnique({
      where: { organisationId_id: { organisationId, id: last.id } },
      select: { text: true },
    }));
  if (last && version?.text === printDocument(document))
    throw new Refusal(
      "conflict",
      `Nothing differs from version ${sayNumber(last)}. To put on record that it was reviewed and needs no change, record a review.`,
    );
}

type SendInput = z.output<typeof sendDraftInput>;

/** @throws Refusal "invalid" while it is not said whether a change is material, why, and what is signed again */
export function aboutVersion(
  input: SendInput,
  last: RatifiedVersion | null,
  continued: string[],
): AboutVersion {
  const { summaryOfChange, contact, materialReason } = input;
  if (!last) return { material: true, materialReason: null, summaryOfChange, contact, again: new Set() };
  if (!input.material) throw wrongField("material", "Choose whether the change is material or minor");
  if (!materialReason) throw wrongField("materialReason", "Say why the change is material or minor");
  const material = input.material === "material";
  const again = new Set(input.again.filter((key) => continued.includes(key)));
  if (material && continued.length > 0 && again.size === 0)
    throw wrongField(
      "again",
      "Choose at least one agreement that is signed again, or say that the change is minor",
    );
  return { material, materialReason, summaryOfChange, contact, again };
}

/** Nobody is bound by a text before it was decided, and no version overtakes the one before it. */
export function refuseTheDay({ today }: Actor, day: string, last: RatifiedVersion | null): void {
  const field = "implementationOn";
  if (day < today)
    throw wrongField(
      field,
      "The implementation date has passed: nobody can be bound by a text before it is decided",
    );
  if (last && day < last.startsOn)
    throw wrongField(
      field,
      `Version ${sayNumber(last)} comes into force on ${sayDay(last.startsOn)}: choose that day or a later one`,
    );
}

/** Errors keep a text from being sent; warnings ask to be looked at. */
export function refuseFindings({ findings, mayBeSent }: DraftReading, warningsSeen: boolean): void {
  const standing = (severity: string) =>
    findings.filter((one) => one.severity === severity && !one.setAside).length;
  const errors = standing("error");
  if (!mayBeSent)
    throw new Refusal(
      "conflict",
      `${errors === 1 ? "One thing in the text has" : `${errors} things in the text have`} to be put right, or set aside with a reason, before it can be sent.`,
    );
  if (standing("warning") > 0 && !warningsSeen)
    throw wrongField("warningsSeen", "Look at the warnings, or set them aside, before you send the text");
}
