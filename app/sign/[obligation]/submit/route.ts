import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { requireSigner } from "../../../acting.ts";
import { refusedPost } from "../../../refused-post.ts";
import { formNotesCookie, noFormNotesCookie } from "../../form-notes.ts";

type Context = { params: Promise<{ obligation: string }> };

const answer = "answer-";

const seeOther = (location: string, cookie?: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "private, no-store", ...(cookie ? { "set-cookie": cookie } : {}) },
  });

// More than any agreement asks; a form with thousands of fields is nobody's.
const mostFields = 100;

/** The form's fields by name, the first of each; nothing when it is not a form, or one that no page of ours makes. */
async function readForm(request: Request) {
  const fields = new Map<string, string>();
  const form = await request.formData().catch(() => new FormData());
  for (const [name, value] of form) {
    if (fields.size > mostFields) break;
    if (typeof value === "string" && !fields.has(name)) fields.set(name, value);
  }
  const answers = [...fields].filter(([name]) => name.startsWith(answer));
  return {
    text: (name: string) => fields.get(name) ?? "",
    answers: Object.fromEntries(answers.map(([name, value]) => [name.slice(answer.length), value])),
  };
}

/**
 * Takes the signing form. A route and not a server action: it works the same with and without JavaScript, and
 * serves about twice as many signings a second. For the same reason proxy.ts does not stand in front of it.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const refused = refusedPost(request);
  if (refused) return refused;
  const { obligation } = await params;
  if (!isId(obligation)) notFound();
  const path = `/sign/${obligation}`;
  const actor = await requireSigner(path);
  const { text, answers } = await readForm(request);
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
    if (error.code === "no-longer-needed") return seeOther(`${path}?late=1`);
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
          field: field.replace(/^answers\./, answer),
          message,
        })),
      }),
    );
  }
}

/** A page opened again after signing, or a link followed too far, leads to the agreement itself. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { obligation } = await params;
  if (!isId(obligation)) notFound();
  return seeOther(`/sign/${obligation}`);
}
