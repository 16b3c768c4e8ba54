import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayOf, isDay, sayDay } from "#lib/dates.ts";
import { type FieldProblem, Refusal, wrongInput } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { keepFile } from "#lib/kept-files.ts";
import { parse } from "#lib/parse.ts";
import { checkScan } from "./check-scan.ts";
import { couldSignPaper } from "./could-sign-paper.ts";
import { keepSignature, type SignatureToKeep, type Signed } from "./keep-signature.ts";
import { type PaperSigner, type PaperToRecord, paperToRecord, type WhichPaper } from "./paper-to-record.ts";
import { isTyped, line } from "./schema.ts";
import { answersInOrder, fieldsFor } from "./sign-agreement.ts";

/** One signature as somebody typed it from a paper. The day as `YYYY-MM-DD`, or null for what is none. */
export type TypedSignature = {
  signerId: string;
  signedOn: Day | null;
  printedName: string;
  answers: Record<string, string>;
};

/** What somebody typed from a paper: its signatures, of different people, and who took it in. */
export type PaperInput = { witness: string; signatures: TypedSignature[] };

const about = (field: string, message: string) => new Refusal("invalid", `${message}.`, [{ field, message }]);

function schemaOf(fields: ReturnType<typeof fieldsFor>) {
  const name = fields.find((field) => field.kind === "name");
  const typed = fields.filter((field) => isTyped(field.kind) && field !== name);
  return z.object({
    signedOn: z.string("Enter the date on the paper, such as 22 11 2026").refine(isDay, "Enter a real date"),
    printedName: line("the name as it stands on the paper"),
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

const witnessed = z.object({ witness: line("who saw them sign, or who took the paper in") });

/**
 * Records the signatures on one paper, in the wording that stands on it, with its witness and scan, all or nothing.
 * What was recorded or signed already stays as it is: `made` is false then. Where that is so of all, the scan is not
 * kept.
 * @param scan the file's bytes, or null without one
 * @returns for each of the typed signatures, in their order
 * @throws Refusal "invalid" with a problem per field, as `signatures.0.signedOn` (a day before the wording was in
 * force or to come, a scan that is none); "waiting-for-pupil"; "superseded" for a paper signed after its wording was
 * replaced; "no-longer-needed" for someone who was not asked; what paperToRecord throws
 */
export async function recordPaperSignatures(
  actor: Actor,
  unitId: string,
  which: WhichPaper,
  input: PaperInput,
  scan: Uint8Array | null,
): Promise<Signed[]> {
  const paper = await paperToRecord(actor, unitId, which);
  const signers = input.signatures.map(({ signerId }, at) => {
    const signer = paper.signers.find(({ id }) => id === signerId);
    if (!signer) throw about(`signatures.${at}.signer`, "Choose whose signature is on the paper");
    return signer;
  });
  if (signers.length === 0 || new Set(signers).size < signers.length)
    throw about("signer", "Choose whose signature is on the paper, each once");
  const { read, witness, mediaType } = await readAll(actor, paper, signers, input, scan);
  const withPupil = signers.some(({ capacity }) => capacity === "own");
  for (const [at, { signer, signedOn }] of read.entries())
    await inField(`signatures.${at}.`, () =>
      couldSignPaper(paper, actor, { signer, day: signedOn, withPupil }),
    );

  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const signed = new Map<PaperSigner, Signed>();
      // the pupil's own comes first, whatever the order of the form
      for (const one of [...read].sort(
        (a, b) => Number(b.signer.capacity === "own") - Number(a.signer.capacity === "own"),
      ))
        signed.set(one.signer, await keepSignature(signatureOf(actor, paper, one), transaction));
      const made = signers.map((signer) => signed.get(signer) as Signed);
      if (!made.some((one) => one.made)) return made;
      const fileId =
        scan && mediaType ? await keepFile(transaction, organisationId, { bytes: scan, mediaType }) : null;
      await transaction.paperSignature.createMany({
        data: made
          .filter((one) => one.made)
          .map(({ signatureId }) => ({
            organisationId,
            id: newId(),
            signatureId,
            witness,
            formId: paper.form?.id ?? null,
            fileId,
          })),
      });
      return made;
    },
    { timeoutMs: 30_000 },
  );
}

type ReadSignature = {
  signer: PaperSigner;
  fields: ReturnType<typeof fieldsFor>;
  signedOn: Day;
  printedName: string;
  answers: Record<string, string | undefined>;
};

function signatureOf(
  actor: Actor,
  paper: PaperToRecord,
  { signer, fields, signedOn, printedName, answers }: ReadSignature,
): SignatureToKeep {
  return {
    organisation: { id: actor.organisationId, name: actor.organisation.name },
    unit: paper.unit,
    asked: { ...paper.asked, capacity: signer.capacity },
    agreement: paper.agreement,
    signer: { id: signer.id, legalName: signer.legalName, printedName },
    answers: answersInOrder(fields, filled(answers)),
    helper: null,
    method: "paper",
    browser: null,
    signedAt: momentOf(signedOn, actor),
    signedOn,
    recorded: { id: actor.personId, legalName: actor.legalName },
    receipt: true,
  };
}

/** A refusal about fields of a part of the form, as one about the form's. */
async function inField<T>(prefix: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems = error.problems.map(({ field, message }) => ({ field: `${prefix}${field}`, message }));
    throw new Refusal(error.code, error.message, problems);
  }
}

/** Everything that is wrong with what was typed and with the scan is said at once. */
async function readAll(
  actor: Actor,
  paper: PaperToRecord,
  signers: PaperSigner[],
  input: PaperInput,
  scan: Uint8Array | null,
) {
  const problems: FieldProblem[] = [];
  const collect = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const read: ReadSignature[] = [];
  for (const [at, typed] of input.signatures.entries()) {
    const signer = signers[at] as PaperSigner;
    const fields = fieldsFor(paper.agreement, signer.capacity);
    const part = `signatures.${at}.`;
    const parsed = await collect(() => inField(part, () => parse(schemaOf(fields), typed)));
    const day = typed.signedOn;
    if (day !== null && isDay(day)) await collect(() => inField(part, () => checkDay(actor, paper, day)));
    if (parsed) read.push({ signer, fields, ...parsed });
  }
  const seen = await collect(() => parse(witnessed, input));
  const mediaType = scan ? await collect(() => checkScan(scan)) : null;
  if (!seen || mediaType === undefined || problems.length > 0) throw wrongInput(problems);
  return { read, witness: seen.witness, mediaType };
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
