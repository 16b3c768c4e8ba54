import { createHash } from "node:crypto";
import type { Actor, CommandActor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { adoptWithDefaults } from "./adopt-with-defaults.ts";
import { countProgressSoon } from "./count-progress-soon.ts";
import { bringInText } from "./document/bring-in-text.ts";
import { textHash } from "./document/canonical-text.ts";
import { printDocument } from "./document/print-document.ts";
import { parseReviewDate } from "./document/review-date.ts";
import type { PolicyDocument } from "./document/types.ts";
import type { Remark } from "./files/read-file.ts";
import { titleOfFile } from "./files/title-of-file.ts";
import { acknowledgementLeftOut } from "./keep-acknowledgement.ts";
import { keepAgreements } from "./keep-agreements.ts";
import { keepTitles } from "./keep-titles.ts";
import { chooseNumber, latestVersion, refuseWhatIsThere } from "./number-brought-in.ts";
import { rebuildBindings } from "./rebuild-bindings.ts";
import { type BringIn, bringInSchema } from "./schema.ts";
import { sayNumber } from "./sending/next-number.ts";
import { slugOf } from "./slug-of.ts";

/** What the record of an import says of the file: what was left out of the text, or (`note`) how it came into it. */
export type ImportRemark = { text: string; line?: number; page?: number; note?: true };

export type BroughtIn = {
  policyId: string;
  policySlug: string;
  versionId: string;
  number: string;
  title: string;
  agreements: { title: string; audience: string[]; statements: number; signedAgain: boolean }[];
  /** What found no place, with its line of the text or its page. */
  unplaced: ImportRemark[];
  /** What whoever brought it in should know. */
  notices: string[];
};

/**
 * Brings in a policy, or its next version, that is in force already: text, agreements, the record of its earlier
 * ratification and the event that says who did it, all in one transaction. Throws a Refusal, with nothing written,
 * for a text that is there already, a number that is taken, or dates in the wrong order.
 */
export async function bringInPolicy(actor: Actor | CommandActor, given: BringIn): Promise<BroughtIn> {
  const parsed = bringInSchema.safeParse(given);
  if (!parsed.success) throw new Refusal("invalid", `${parsed.error.issues[0]?.message}.`);
  const input = parsed.data;
  const { organisationId } = actor;
  const unitId = input.unitId ?? organisationId;
  if (!("words" in actor)) demand(actor, "policies:bring-in", unitId);
  const { document, unplaced: leftOver } = bringInText(input.text);
  const unplaced = [...remarksOf(input.file?.notPlaced), ...leftOver];
  const notes = remarksOf(input.file?.notes);
  const title = document.title ?? titleOfFile(input.fileName);
  const slug = input.policySlug ?? slugOf(title);
  const hash = textHash(document);

  return inOrganisation(
    organisationId,
    async (transaction) => {
      // one import of a policy at a time, so that two cannot take the same number
      await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} ${slug}`}, 0))`;
      const unit = await transaction.unit.findUnique({
        where: { organisationId_id: { organisationId, id: unitId } },
        select: { id: true },
      });
      if (!unit) throw notFound();
      const policy = await transaction.policy.findUnique({
        where: { organisationId_slug: { organisationId, slug } },
      });
      if (policy && policy.unitId !== unitId)
        throw new Refusal(
          "conflict",
          `There is a policy "${slug}" already, and it is not this school's: give this one another short name with --policy.`,
        );
      const before = policy ? await latestVersion(transaction, organisationId, policy.id) : null;
      const number = chooseNumber(input, before);
      if (policy) await refuseWhatIsThere(transaction, organisationId, policy.id, hash, number);
      if (before?.implementationOn && input.implementationOn < before.implementationOn)
        throw new Refusal(
          "conflict",
          `Version ${sayNumber(before)} has been in force since ${sayDay(before.implementationOn)}: versions are brought in in their order.`,
        );
      const material = before ? number.major > before.major : true;
      const policyId = policy?.id ?? newId();
      if (!policy)
        await transaction.policy.create({
          data: { organisationId, id: policyId, unitId, slug, title, createdAt: now() },
        });

      const versionId = newId();
      await transaction.policyVersion.create({
        data: {
          ...versionRow(document, input, { before: before !== null }),
          organisationId,
          id: versionId,
          policyId,
          ...number,
          title,
          text: printDocument(document),
          textHash: hash,
          material,
        },
      });
      const words = "words" in actor ? actor.words : actor.name;
      await transaction.policyImport.create({
        data: {
          organisationId,
          id: newId(),
          versionId,
          fileName: input.fileName,
          fileHash: input.file?.hash ?? createHash("sha256").update(input.text).digest("hex"),
          unplaced: [
            ...unplaced,
            ...notes.map((one) => ({ ...one, note: true })),
          ] satisfies Prisma.InputJsonValue,
          broughtInBy: words,
          broughtInAt: now(),
        },
      });
      const agreements = await keepAgreements(transaction, {
        organisationId,
        policyId,
        unitId,
        versionId,
        document,
        beforeId: before?.id ?? null,
        material,
      });
      await adoptWithDefaults(transaction, {
        organisationId,
        versionId,
        unitId,
        document,
        agreements,
        startsOn: input.implementationOn,
        madeById: "personId" in actor ? actor.personId : null,
      });
      const bodyName = input.bodyName ?? (await approvingBody(transaction, organisationId, unitId));
      await transaction.decision.create({
        data: {
          organisationId,
          id: newId(),
          versionId,
          policyId,
          ...number,
          outcome: "ratified",
          method: "before-countersign",
          bodyName,
          decidedOn: input.ratifiedOn ? dayToDate(input.ratifiedOn) : null,
          minuteReference: input.minuteReference ?? null,
          implementationOn: dayToDate(input.implementationOn),
          recordedById: "personId" in actor ? actor.personId : null,
          recordedByWords: words,
          recordedAt: now(),
        },
      });
      await rebuildBindings(transaction, organisationId, policyId);
      await keepTitles(transaction, organisationId, { policyIds: [policyId] });

      const said = sayNumber(number);
      const about = { policyId, versionId, unitId };
      await recordEvent(transaction, actor, "policy-brought-in", {
        ...about,
        details: { version: said, policy: title, file: input.fileName },
      });
      const leftOut = await acknowledgementLeftOut(transaction, {
        organisationId,
        beforeId: before?.id ?? null,
        ownAgreements: document.agreements.length,
      });
      if (leftOut)
        await recordEvent(transaction, actor, "acknowledgement-left-out", {
          ...about,
          details: { version: said, policy: title, agreement: leftOut.title },
        });
      await recordEvent(transaction, actor, "ratification-recorded", {
        ...about,
        details: { version: said, policy: title, body: bodyName },
      });
      await countProgressSoon(transaction, organisationId);
      return {
        policyId,
        policySlug: slug,
        versionId,
        number: said,
        title,
        agreements: agreements.map((agreement) => ({
          title: agreement.title,
          audience: agreement.audience,
          statements: agreement.statements,
          signedAgain: agreement.round > 1 && material,
        })),
        unplaced,
        notices: [
          ...notes.map(sayNote),
          ...noticesOf(document, agreements.length, input),
          ...(leftOut ? [sayLeftOut(leftOut.title)] : []),
        ],
      };
    },
    { timeoutMs: 60_000 },
  );
}

const remarksOf = (remarks: readonly Remark[] = []): ImportRemark[] =>
  remarks.map(({ what, where }) => ({ text: what, ...where }));

const sayNote = ({ text, line, page }: ImportRemark) =>
  line ? `${text} (line ${line}).` : page ? `${text} (page ${page}).` : `${text}.`;

function versionRow(document: PolicyDocument, input: BringIn, at: { before: boolean }) {
  const value = (field: string) => document.control.find((row) => row.field === field)?.value;
  const review = parseReviewDate(value("review") ?? "");
  return {
    summaryOfChange:
      input.summaryOfChange ?? (at.before ? "Brought in as the next version" : "Brought in as first version"),
    contact: value("owner") ?? null,
    reviewText: value("review") ?? null,
    reviewPrecision: review?.precision ?? null,
    reviewLastDay: review ? dayToDate(review.lastDay) : null,
    source: "import",
    createdAt: now(),
  };
}

/** Who ratifies when nobody said: the unit's board or governing body by its name, else the usual word for it. */
async function approvingBody(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
): Promise<string> {
  const body = await transaction.body.findFirst({
    where: { organisationId, unitId, kind: { in: ["trust-board", "governing-body"] } },
    orderBy: { createdAt: "asc" },
  });
  return body?.name ?? "the governing body";
}

const sayLeftOut = (title: string) =>
  `“${title}”, which the school had chosen for the version before, is no longer asked for, because this text has an agreement of its own. What was signed stays on record.`;

function noticesOf(document: PolicyDocument, agreements: number, input: BringIn): string[] {
  const notices: string[] = [];
  if (document.title === null)
    notices.push(`The text names no title: it is called "${titleOfFile(input.fileName)}" after its file.`);
  if (agreements === 0) notices.push("The text has no agreement of its own, so nobody is asked to sign it.");
  if (!input.ratifiedOn)
    notices.push(
      "No date of ratification was given: the record says that it was ratified before, without a date.",
    );
  return notices;
}
