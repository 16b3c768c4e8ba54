import { Refusal } from "#lib/errors.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { requireSigner } from "../../../acting.ts";
import { formNotesCookie, noFormNotesCookie } from "../../form-notes.ts";

type Context = { params: Promise<{ obligation: string }> };

const answer = "answer-";

const seeOther = (location: string, cookie?: string): Response =>
  new Response(null, { status: 303, headers: { location, ...(cookie ? { "set-cookie": cookie } : {}) } });

/**
 * Takes the signing form. A route and not a server action: it works the same with and without JavaScript, and
 * serves about twice as many signings a second.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { obligation } = await params;
  const actor = await requireSigner();
  const path = `/sign/${obligation}`;
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const answers = Object.fromEntries(
    [...form.keys()]
      .filter((key) => key.startsWith(answer))
      .map((key) => [key.slice(answer.length), text(key)]),
  );
  try {
    const signed = await signAgreement(
      actor,
      obligation,
      {
        agreed: text("agreed") === "yes",
        printedName: text("printedName"),
        answers,
        wordingId: text("wording"),
        helper: text("helper"),
      },
      { browser: request.headers.get("user-agent") },
    );
    return seeOther(
      `/sign/receipts/${signed.signatureId}${signed.made ? "" : "?again=1"}`,
      noFormNotesCookie(path),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "superseded") return seeOther(`${path}/changed`);
    if (error.code !== "invalid") return seeOther(path);
    return seeOther(
      `${path}?check=1#problems`,
      formNotesCookie(path, {
        values: {
          printedName: text("printedName"),
          helper: text("helper"),
          agreed: text("agreed"),
          ...answers,
        },
        problems: error.problems.map(({ field, message }) => ({
          field: field in answers ? `${answer}${field}` : field,
          message,
        })),
      }),
    );
  }
}

/** A page opened again after signing, or a link followed too far, leads to the agreement itself. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return seeOther(`/sign/${(await params).obligation}`);
}
