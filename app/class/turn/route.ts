import { respondInTurn } from "#lib/signing-sessions/respond-in-turn.ts";
import { agreeInTurn, goToStep, leaveTurn, sayUnsure } from "#lib/signing-sessions/take-turn.ts";
import { backToTablet, readFields, refused } from "../answers.ts";
import { tabletPass } from "../tablet-pass.ts";

const answer = "answer-";

/** What somebody does in their turn: goes on, goes back, is not sure, was somebody else, agrees, or writes instead. */
export async function POST(request: Request): Promise<Response> {
  const given = await readFields(request);
  const text = (name: string) => given.get(name) ?? "";
  const pass = await tabletPass();
  if (!pass) return backToTablet();
  const turn = text("turn");
  const doing = text("do");
  const at = Number(text("at")) || 0;
  const fields = Object.fromEntries(
    [...given]
      .filter(([name]) => name.startsWith(answer))
      .map(([name, value]) => [name.slice(answer.length), value]),
  );
  try {
    switch (doing) {
      case "next":
        await goToStep(pass, turn, at + 1);
        break;
      case "back":
        await goToStep(pass, turn, at - 1);
        break;
      case "unsure":
        await sayUnsure(pass, turn);
        break;
      case "leave":
        await leaveTurn(pass, turn);
        break;
      case "agree":
        await agreeInTurn(pass, turn, {
          fields,
          printedName: text("printedName"),
          agreed: text("agreed") === "yes",
        });
        return backToTablet(`?thanks=${encodeURIComponent(turn)}`);
      case "question":
      case "refusal":
        await respondInTurn(pass, turn, doing, text("words"));
        return backToTablet(`?thanks=${encodeURIComponent(turn)}`);
    }
    return backToTablet();
  } catch (error) {
    if (doing === "question" || doing === "refusal")
      return refused(error, { words: text("words") }, `respond=${doing}`);
    return refused(error, { ...fields, printedName: text("printedName"), agreed: text("agreed") });
  }
}

export const GET = (): Response => backToTablet();
