import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { parse } from "#lib/parse.ts";
import { questionSchema, refusalSchema } from "#lib/signing/schema.ts";
import type { TabletPass } from "./find-tablet.ts";
import { admitted, openTurn } from "./take-turn.ts";
import { type TurnAnswers, turnAnswers } from "./turn-answers.ts";

/**
 * A grown-up on a shared tablet asks a question, or says that they do not agree, instead of signing. Nothing is
 * recorded of anybody before a colleague has confirmed who it was: until then it stands in the turn, and whoever
 * confirms passes it on to whoever answers it.
 * @throws Refusal "invalid" with a problem per field, "not-permitted" on a child's turn and for a tablet that is not
 *   let in, "no-longer-needed" when the turn was undone
 */
export async function respondInTurn(
  pass: TabletPass,
  turnId: string,
  kind: "question" | "refusal",
  typed: string,
): Promise<void> {
  const { organisationId } = pass;
  // one turn holds one response: the turn's identifier is that of its form
  const schema = kind === "question" ? questionSchema : refusalSchema;
  const { words } = parse(schema, { words: typed, formId: turnId });
  await inOrganisation(organisationId, async (transaction) => {
    const tablet = await admitted(transaction, pass);
    if (tablet.role === "pupil") throw new Refusal("not-permitted", "Tell your teacher.");
    const turn = await openTurn(transaction, tablet, turnId);
    if (turn.agreedAt) return;
    const answers: TurnAnswers = { ...turnAnswers(turn.answers), response: { kind, words } };
    await transaction.sessionTurn.update({
      where: { organisationId_id: { organisationId, id: turnId } },
      data: { agreedAt: now(), answers: answers as Prisma.InputJsonObject },
    });
  });
}
