import { networkOf } from "#lib/auth/network.ts";
import { askToBeLetIn } from "#lib/signing-sessions/ask-to-be-let-in.ts";
import { noFormNotesCookie } from "../../sign/form-notes.ts";
import { backToTablet, readFields, refused } from "../answers.ts";
import { passCookie, tabletPass } from "../tablet-pass.ts";

/** A tablet types a class code and asks to be let in. */
export async function POST(request: Request): Promise<Response> {
  const code = (await readFields(request)).get("code") ?? "";
  try {
    const pass = await askToBeLetIn(code, await tabletPass(), networkOf(request.headers));
    return backToTablet("", await passCookie(pass), noFormNotesCookie("/class"));
  } catch (error) {
    const answer = refused(error, { code: code.slice(0, 12) });
    answer.headers.set("location", "/class?code=new&check=1");
    return answer;
  }
}

export const GET = (): Response => backToTablet();
