import { Refusal } from "#lib/errors.ts";
import { formNotesCookie, noFormNotesCookie } from "../sign/form-notes.ts";

const path = "/class";
// More than any agreement asks; a form with thousands of fields is nobody's.
const mostFields = 100;

/** The fields of a tablet's form, the first of each name; nothing when it is no form. */
export async function readFields(request: Request): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  const form = await request.formData().catch(() => new FormData());
  for (const [name, value] of form) {
    if (fields.size > mostFields) break;
    if (typeof value === "string" && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

/** Every post of a tablet leads back to its one page, so that going back and pressing again repeats nothing. */
export function backToTablet(query = "", ...cookies: string[]): Response {
  const headers = new Headers({ location: `${path}${query}` });
  for (const cookie of cookies.length > 0 ? cookies : [noFormNotesCookie(path)])
    headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** Back to the page with what is wrong and what was typed; throws what is no refusal. */
export function refused(error: unknown, values: Record<string, string> = {}, query = ""): Response {
  if (!(error instanceof Refusal)) throw error;
  const problems = error.problems.length > 0 ? error.problems : [{ field: "", message: error.message }];
  return backToTablet(
    `?check=1${query && `&${query}`}`,
    formNotesCookie(path, {
      values,
      problems: problems.map(({ field, message }) => ({
        field: field.replace(/^answers\./, "answer-"),
        message,
      })),
    }),
  );
}
