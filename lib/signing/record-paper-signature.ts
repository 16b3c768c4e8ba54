import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayOf, isDay, sayDay } from "#lib/dates.ts";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { parse } from "#lib/parse.ts";
import { checkScan } from "./check-scan.ts";
import { keepFile } from "./keep-file.ts";
import { keepSignature, type Signed } from "./keep-signature.ts";
import { type PaperSigner, type PaperToRecord, paperToRecord, type WhichPaper } from "./paper-to-record.ts";
import { isTyped, line } from "./schema.ts";
import { answersInOrder, fieldsFor } from "./sign-agreement.ts";

/** What somebody typed from a paper. Days as `YYYY-MM-DD`, or null for what is none. */
export type PaperInput = {
  signerId: string;
  signedOn: Day | null;
  printedName: string;
  witness: string;
  answers: Record<string, string>;
};

const about = (field: string, message: string) => new Refusal("invalid", `${message}.`, [{ field, message }]);

function schemaOf(fields: ReturnType<typeof fieldsFor>) {
  const name = fields.find((field) => field.kind === "name");
  const typed = fields.filter((field) => isTyped(field.kind) && field !== name);
  return z.object({
    signedOn: z.string("Enter the date on the paper, such as 22 11 2026").refine(isDay, "Enter a real date"),
    printedName: line("the name as it stands on the paper"),
    witness: line("who saw them sign, or who took the paper in"),
    // what was left empty on paper cannot be asked for any more
    answers: z.object(
      Object.fromEntries(
        typed.map((field) => [
          field.name,
          z.union([z.literal("").optional(), line(`what stands under “${field.label}”`)]),
        ]),
      ),
    ),
  });
}

/**
 * Records a signature on paper, in the wording that stands on it, with its witness and scan, all or nothing. What
 * was recorded or signed already stays as it is: `made` is false then, and the scan is not kept.
 * @param scan the file's bytes, or null without one
 * @throws Refusal "invalid" with a problem per field (a day before the wording was in force or to come, a scan that
 * is none); "waiting-for-pupil"; "superseded" for a paper signed after its wording was replaced;
 * "no-longer-needed" for someone who was not asked; what paperToRecord throws
 */
export async function recordPaperSignature(
  actor: Actor,
  unitId: string,
  which: WhichPaper,
  input: PaperInput,
  scan: Uint8Array | null,
): Promise<Signed> {
  const paper = await paperToRecord(actor, unitId, which);
  const signer = paper.signers.find(({ id }) => id === input.signerId);
  if (!signer) throw about("signer", "Choose whose signature is on the paper");
  const fields = fieldsFor(paper.agreement, signer.capacity);
  const { parsed, mediaType } = await readAll(actor, paper, fields, input, scan);
  const { signedOn } = parsed;
  await demandAsked(actor, paper, signer, signedOn);

  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const signed = await keepSignature(
        {
          organisation: { id: organisationId, name: actor.organisation.name },
          unit: paper.unit,
          asked: { ...paper.asked, capacity: signer.capacity },
          agreement: paper.agreement,
          signer: { id: signer.id, legalName: signer.legalName, printedName: parsed.printedName },
          answers: answersInOrder(fields, filled(parsed.answers)),
          helper: null,
          method: "paper",
          browser: null,
          signedAt: momentOf(signedOn, actor),
          signedOn,
          recorded: { id: actor.personId, legalName: actor.legalName },
          receipt: true,
        },
        transaction,
      );
      if (!signed.made) return signed;
      const fileId =
        scan && mediaType ? await keepFile(transaction, organisationId, { bytes: scan, mediaType }) : null;
      await transaction.paperSignature.create({
        data: {
          organisationId,
          id: newId(),
          signatureId: signed.signatureId,
          witness: parsed.witness,
          formId: paper.form?.id ?? null,
          fileId,
        },
      });
      return signed;
    },
    { timeoutMs: 30_000 },
  );
}

/** Everything that is wrong with what was typed and with the scan is said at once. */
async function readAll(
  actor: Actor,
  paper: PaperToRecord,
  fields: ReturnType<typeof fieldsFor>,
  input: PaperInput,
  scan: Uint8Array | null,
) {
  const problems: FieldProblem[] = [];
  const collect = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const parsed = await collect(() => parse(schemaOf(fields), input));
  const day = input.signedOn;
  if (day !== null && isDay(day)) await collect(() => checkDay(actor, paper, day));
  const mediaType = scan ? await collect(() => checkScan(scan)) : null;
  if (!parsed || mediaType === undefined || problems.length > 0)
    throw new Refusal("invalid", "Some of what was entered needs another look.", problems);
  return { parsed, mediaType };
}

const filled = (answers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** Paper bears a day and no time: noon of it, or now when that has not come yet. */
function momentOf(day: Day, { organisation }: Actor): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  const moment = now();
  return dayOf(moment, organisation.timeZone) === day && moment < noon ? moment : noon;
}

function checkDay(actor: Actor, { wordingSince }: PaperToRecord, day: Day): void {
  if (day > actor.today) throw about("signedOn", "The date on the paper must be today or in the past");
  if (day < wordingSince)
    throw about(
      "signedOn",
      `The date on the paper must be ${sayDay(wordingSince)} or later: this wording came into force then`,
    );
}

/** Whether this person could sign it on that day; a contact recorded since counts as well. */
async function demandAsked(
  actor: Actor,
  { asked, agreement, subjectName }: PaperToRecord,
  signer: PaperSigner,
  day: Day,
): Promise<void> {
  const { organisationId, today } = actor;
  const then = await obligationsOf(organisationId, signer.id, day);
  const now = day === today ? then : await obligationsOf(organisationId, signer.id, today);
  const isIt = (one: Obligation) =>
    one.seriesId === asked.seriesId &&
    one.capacity === signer.capacity &&
    (signer.capacity === "own" || one.subjectId === asked.subjectId);
  const same = [...now, ...then].filter(
    (one) => isIt(one) && one.round === asked.round && one.occasion === asked.occasion,
  );
  if (same.length === 0) {
    const other = then.find(isIt);
    if (other && other.round > asked.round)
      throw new Refusal("superseded", "This paper’s wording had been replaced by then.", [
        {
          field: "signedOn",
          message: `“${agreement.title}” had a new version by then, which has to be signed instead. Print a new form`,
        },
      ]);
    if (other && other.occasion !== asked.occasion)
      throw about(
        "signedOn",
        "The date on the paper belongs to another academic year, for which this was signed or asked then",
      );
    throw new Refusal("no-longer-needed", "They were not asked.", [
      {
        field: "signer",
        message: `${signer.name} was not asked to sign this for ${subjectName} on that day`,
      },
    ]);
  }
  if (same.every((one) => one.waitingForPupil))
    throw new Refusal("waiting-for-pupil", "The pupil signs first.", [
      { field: "signer", message: `${subjectName} signs first. Record their own signature, then this one` },
    ]);
}
