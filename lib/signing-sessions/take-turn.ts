import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { readableAgreement } from "#lib/signing/readable-agreement.ts";
import { signSchema } from "#lib/signing/schema.ts";
import { fieldsFor } from "#lib/signing/sign-agreement.ts";
import { type FoundTablet, findTablet, type TabletPass } from "./find-tablet.ts";
import { childAnswer } from "./schema.ts";
import { stepsOf } from "./steps.ts";
import { askedOfChild } from "./tablet-view.ts";
import { type TurnAnswers, turnAnswers, unsureSteps } from "./turn-answers.ts";
import { whoIsAsked } from "./who-is-asked.ts";

/*
 * What is done on a tablet. Nothing here is a signature: that is made when a colleague confirms who it was. Every
 * step can come twice, from a button pressed twice or a page gone back to, and does the same once.
 */

const notAdmitted = () => new Refusal("not-permitted", "This tablet has not been let in.");
const turnIsOver = () => new Refusal("no-longer-needed", "This turn is over. Find your name to begin again.");

/** The tablet, locked. @throws Refusal "not-permitted" unless it is let in to a session that is open */
export async function admitted(transaction: Transaction, pass: TabletPass): Promise<FoundTablet> {
  const tablet = await findTablet(transaction, pass, { lock: true });
  if (tablet?.standing !== "admitted") throw notAdmitted();
  return tablet;
}

/** A turn of the tablet, locked. @throws Refusal "no-longer-needed" for one that is over, or none */
export async function openTurn(
  transaction: Transaction,
  { organisationId, tabletId }: FoundTablet,
  turnId: string,
) {
  if (!isId(turnId)) throw turnIsOver();
  const [turn] = await transaction.$queryRaw<{ id: string }[]>`
    select id from session_turn where organisation_id = ${organisationId}::uuid and id = ${turnId}::uuid
      and tablet_id = ${tabletId}::uuid for update`;
  if (!turn) throw turnIsOver();
  const found = await transaction.sessionTurn.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: turnId } },
  });
  if (found.endedAt) throw turnIsOver();
  return found;
}

/**
 * Takes a name for this tablet. Of two tablets that take one name at the same moment the database lets one have it.
 * @throws Refusal "conflict" when the name is taken or needs no signature any more, "not-permitted" for a tablet that
 *   is not let in
 */
export async function chooseName(pass: TabletPass, personId: string): Promise<void> {
  const { organisationId } = pass;
  const gone = () => new Refusal("conflict", "That name is not in the list any more. Look again.");
  if (!isId(personId)) throw gone();
  await inOrganisation(organisationId, async (transaction) => {
    const tablet = await admitted(transaction, pass);
    const { sessionId, tabletId } = tablet;
    const open = await transaction.sessionTurn.findFirst({
      where: { organisationId, tabletId, agreedAt: null, endedAt: null },
      select: { id: true },
    });
    if (open) return; // somebody is in the middle of theirs: the tablet shows it again
    const [asked] = await whoIsAsked(transaction, tablet, tablet.today, { personId });
    if (!asked || asked.signed) throw gone();
    const answers: TurnAnswers = { occasion: asked.occasion };
    const { count } = await transaction.sessionTurn.createMany({
      data: [
        {
          organisationId,
          id: newId(),
          sessionId,
          tabletId,
          personId,
          agreementId: asked.agreementId,
          wordingId: asked.wordingId,
          startedAt: now(),
          answers,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0)
      throw new Refusal(
        "conflict",
        "Somebody chose that name on another tablet. If it is your name, tell your teacher or whoever leads the session.",
      );
  });
}

/** Goes to a step of the agreement, on or back. Beyond the last one the tablet shows the last. */
export async function goToStep(pass: TabletPass, turnId: string, position: number): Promise<void> {
  const { organisationId } = pass;
  await inOrganisation(organisationId, async (transaction) => {
    const turn = await openTurn(transaction, await admitted(transaction, pass), turnId);
    if (turn.agreedAt) return;
    const to = Math.max(0, Math.trunc(position) || 0);
    // nobody comes to a rule before those in front of it
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { position: Math.min(to, turn.position + 1) },
    });
  });
}

/** Tells the teacher that somebody is not sure about the step that they are at. */
export async function sayUnsure(pass: TabletPass, turnId: string): Promise<void> {
  const { organisationId } = pass;
  await inOrganisation(organisationId, async (transaction) => {
    const turn = await openTurn(transaction, await admitted(transaction, pass), turnId);
    const unsure = unsureSteps(turn.unsure);
    if (turn.agreedAt || unsure.includes(turn.position)) return;
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { unsure: [...unsure, turn.position] },
    });
  });
}

/** Gives a name back that somebody pressed by mistake. */
export async function leaveTurn(pass: TabletPass, turnId: string): Promise<void> {
  const { organisationId } = pass;
  await inOrganisation(organisationId, async (transaction) => {
    const turn = await openTurn(transaction, await admitted(transaction, pass), turnId);
    if (turn.agreedAt) return;
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { endedAt: now() },
    });
  });
}

const wordingOf = (organisationId: string, id: string) =>
  inOrganisation(organisationId, (transaction) =>
    transaction.sessionTurn.findUnique({
      where: { organisationId_id: { organisationId, id } },
      select: { agreementId: true, wordingId: true },
    }),
  );

/** What a page posts when somebody agrees; a grown-up's form says all of it, a child's only its fields. */
export type AgreeInput = {
  fields: Record<string, string>;
  printedName?: string;
  agreed?: boolean;
};

/**
 * Somebody agrees, on the last page of their turn. It becomes a signature when a colleague confirms who it was.
 * @throws Refusal "invalid" with a problem for each field, "no-longer-needed" when the turn was undone
 */
export async function agreeInTurn(pass: TabletPass, turnId: string, input: AgreeInput): Promise<void> {
  const { organisationId } = pass;
  const shown = isId(turnId) && (await wordingOf(organisationId, turnId));
  if (!shown) throw turnIsOver();
  // before the transaction: with every connection inside one, none would be left to read it
  const agreement = await readableAgreement(organisationId, shown.agreementId, shown.wordingId);
  const fields = fieldsFor(agreement, "own");
  await inOrganisation(organisationId, async (transaction) => {
    const tablet = await admitted(transaction, pass);
    const turn = await openTurn(transaction, tablet, turnId);
    if (turn.agreedAt) return;
    const before = turnAnswers(turn.answers);
    let answers: TurnAnswers;
    if (tablet.role === "pupil") {
      if (turn.position < stepsOf(agreement).length - 1)
        throw new Refusal("conflict", "Read every rule before you agree.");
      answers = { ...before, fields: {} };
      const problems: { field: string; message: string }[] = [];
      for (const { name, label } of askedOfChild(fields)) {
        const read = childAnswer(label).safeParse(input.fields[name] ?? "");
        if (read.success) answers.fields = { ...answers.fields, [name]: read.data };
        else problems.push({ field: `answers.${name}`, message: read.error.issues[0]?.message ?? label });
      }
      if (problems.length > 0)
        throw new Refusal("invalid", "Some of what was entered needs another look.", problems);
    } else {
      const { printedName, answers: typed } = parse(signSchema(fields), {
        agreed: input.agreed,
        printedName: input.printedName,
        answers: input.fields,
        wordingId: turn.wordingId,
      });
      answers = { ...before, printedName, fields: typed as Record<string, string> };
    }
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { agreedAt: now(), answers: answers as Prisma.InputJsonObject },
    });
  });
}
