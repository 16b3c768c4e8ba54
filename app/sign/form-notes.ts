import { cookies } from "next/headers";
import type { FieldProblem } from "#lib/errors.ts";

/**
 * A form that was refused goes back to its page with what was typed and what is wrong, also without JavaScript: the
 * signing form is posted to a route, which answers with a redirect and this short-lived cookie of the form's own path.
 */
export type FormNotes = { values: Record<string, string>; problems: FieldProblem[] };

const name = "form-notes";
const seconds = 300;
// A cookie holds 4 kB at most, with its name and attributes.
const longestCookie = 3600;
// A value longer than any that can be right need not come back whole.
const longestValue = 250;

/** The Set-Cookie header that brings a refused form back to its page; what does not fit is left out, longest first. */
export function formNotesCookie(path: string, notes: FormNotes): string {
  const values = Object.entries(notes.values)
    .map(([field, value]): [string, string] => [field, value.slice(0, longestValue)])
    .sort(([, one], [, other]) => one.length - other.length);
  const write = () =>
    Buffer.from(JSON.stringify({ ...notes, values: Object.fromEntries(values) })).toString("base64url");
  let text = write();
  while (text.length > longestCookie && values.pop()) text = write();
  return `${name}=${text}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}

/** The Set-Cookie header that forgets them. */
export const noFormNotesCookie = (path: string): string =>
  `${name}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Lax`;

/** What came back, or null; anything unreadable counts as nothing. */
export async function formNotes(): Promise<FormNotes | null> {
  const text = (await cookies()).get(name)?.value;
  if (!text) return null;
  try {
    const notes = JSON.parse(Buffer.from(text, "base64url").toString()) as FormNotes;
    return Array.isArray(notes.problems) && typeof notes.values === "object" ? notes : null;
  } catch {
    return null;
  }
}
