import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayOf } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { legalName } from "#lib/people/names.ts";
import { keepResponse, ownObligationId } from "#lib/signing/keep-response.ts";
import { keepSignature } from "#lib/signing/keep-signature.ts";
import { type ReadableAgreement, readableAgreement } from "#lib/signing/readable-agreement.ts";
import { answersInOrder, fieldsFor } from "#lib/signing/sign-agreement.ts";
import { type TurnAnswers, type TurnResponse, turnAnswers } from "./turn-answers.ts";
import { type SessionRow, sessionFor } from "./who-may-open.ts";

/**
 * Confirms who it was: the signature is made, of the wording that the tablet showed, at the moment at which they
 * agreed, recorded by whoever confirms. Any colleague who may open such a session may confirm; a turn that is confirmed
 * already, or was undone meanwhile, is passed over. What somebody asked, or that they do not agree, is recorded as
 * theirs and goes to whoever answers it; their name can be chosen again.
 * @param turnIds those that the colleague has seen; never simply all there are, or one could slip in unseen
 * @returns how many signatures and responses were made
 * @throws Refusal "not-found" for whoever may not open such a session
 */
export async function confirmTurns(actor: Actor, sessionId: string, turnIds: string[]): Promise<number> {
  const { organisationId } = actor;
  if (!isId(sessionId)) throw notFound();
  const { session, turns } = await inOrganisation(organisationId, async (transaction) => ({
    session: await sessionFor(transaction, actor, sessionId),
    turns: await transaction.sessionTurn.findMany({
      where: {
        organisationId,
        sessionId,
        id: { in: turnIds.filter(isId) },
        agreedAt: { not: null },
        endedAt: null,
        signatureId: null,
      },
      select: { id: true, agreementId: true, wordingId: true },
      orderBy: { agreedAt: "asc" },
    }),
  }));
  let made = 0;
  for (const { id, agreementId, wordingId } of turns) {
    // read before the transaction, which is no place to ask for another connection
    const agreement = await readableAgreement(organisationId, agreementId, wordingId);
    if (await confirmOne(actor, session, id, agreement)) made++;
  }
  return made;
}

async function confirmOne(
  actor: Actor,
  session: SessionRow,
  turnId: string,
  agreement: ReadableAgreement,
): Promise<boolean> {
  const { organisationId, organisation, personId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const turn = await lockedTurn(transaction, organisationId, turnId);
    if (!turn || turn.endedAt || turn.signatureId || !turn.agreedAt) return false;
    const { agreementId, wordingId, agreedAt, person } = turn;
    const { version } = turn.agreement;
    const fields = fieldsFor(agreement, "own");
    const answers = turnAnswers(turn.answers);
    const isChild = session.role === "pupil";
    const tutorGroup = fields.find(({ kind }) => kind === "tutor-group")?.name;
    const typed = {
      ...(isChild && tutorGroup ? { [tutorGroup]: session.classGroup?.name ?? "" } : {}),
      ...answers.fields,
    };
    if (answers.response) {
      await keepTurnsResponse(transaction, actor, session, turn, answers);
      return true;
    }
    const name = legalName(person);
    const signed = await keepSignature(
      {
        organisation: { id: organisationId, name: organisation.name },
        unit: { id: session.unitId, name: session.unit.name },
        asked: {
          policyId: version.policyId,
          policyTitle: version.policy.title,
          versionId: version.id,
          agreementId,
          seriesId: turn.agreement.seriesId,
          round: turn.agreement.round,
          occasion: answers.occasion,
          wordingId,
          subjectId: turn.personId,
          subjectLegalName: name,
          capacity: "own",
        },
        agreement,
        signer: { id: turn.personId, legalName: name, printedName: answers.printedName ?? name },
        answers: answersInOrder(fields, typed),
        helper: null,
        method: isChild ? "class-session" : "session",
        browser: null,
        signedAt: agreedAt,
        signedOn: dayOf(agreedAt, organisation.timeZone),
        recorded: { id: personId, legalName: actor.legalName },
        // Staff find theirs whenever they sign in, and a child has no use for one.
        receipt: !isChild && session.role !== "staff",
      },
      transaction,
    );
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { signatureId: signed.signatureId },
    });
    return signed.made;
  });
}

/** Records what somebody wrote instead of signing as theirs. It ends the turn: nothing was signed. */
async function keepTurnsResponse(
  transaction: Transaction,
  actor: Actor,
  session: SessionRow,
  turn: NonNullable<Awaited<ReturnType<typeof lockedTurn>>>,
  answers: TurnAnswers,
): Promise<void> {
  const { organisationId } = actor;
  const { id, agreementId, personId: subjectId, agreement } = turn;
  const response = answers.response as TurnResponse;
  const asked = {
    ...{
      subjectId,
      agreementId,
      seriesId: agreement.seriesId,
      round: agreement.round,
      occasion: answers.occasion,
    },
    agreementTitle: agreement.title,
    policyId: agreement.version.policyId,
    versionId: agreement.version.id,
    unitIds: [session.unitId],
    capacity: "own" as const,
  };
  await keepResponse(
    transaction,
    { organisationId, personId: subjectId },
    { ...asked, id: await ownObligationId(transaction, organisationId, asked) },
    response.kind,
    { words: response.words, formId: id },
  );
  await transaction.sessionTurn.update({
    where: { organisationId_id: { organisationId, id } },
    data: {
      endedAt: now(),
      endedById: actor.personId,
      answers: { ...answers, response: { ...response, confirmed: true } } as Prisma.InputJsonObject,
    },
  });
  await recordEvent(transaction, actor, "response-confirmed", {
    unitId: session.unitId,
    personId: subjectId,
    details: { agreement: agreement.title, tablet: turn.tablet.name },
  });
}

async function lockedTurn(transaction: Transaction, organisationId: string, id: string) {
  await transaction.$queryRaw`
    select 1 from session_turn where organisation_id = ${organisationId}::uuid and id = ${id}::uuid for update`;
  return transaction.sessionTurn.findUnique({
    where: { organisationId_id: { organisationId, id } },
    include: {
      person: { select: { givenName: true, familyName: true } },
      tablet: { select: { name: true } },
      agreement: {
        select: {
          title: true,
          seriesId: true,
          round: true,
          version: { select: { id: true, policyId: true, policy: { select: { title: true } } } },
        },
      },
    },
  });
}

/**
 * That was somebody else: the turn counts for nothing, and the name can be chosen again. Undoing one that is undone
 * changes nothing.
 * @throws Refusal "not-found" for whoever may not open such a session, "conflict" when it is confirmed already
 */
export async function undoTurn(actor: Actor, turnId: string): Promise<void> {
  const { organisationId, personId } = actor;
  if (!isId(turnId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const turn = await lockedTurn(transaction, organisationId, turnId);
    if (!turn) throw notFound();
    const session = await sessionFor(transaction, actor, turn.sessionId);
    if (turn.signatureId)
      throw new Refusal("conflict", "This signature has been confirmed, so it can no longer be undone here.");
    if (turn.endedAt) return;
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { endedAt: now(), endedById: personId },
    });
    await recordEvent(transaction, actor, "turn-undone", {
      unitId: session.unitId,
      personId: turn.personId,
      details: { tablet: turn.tablet.name },
    });
  });
}
