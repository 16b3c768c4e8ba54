import { notFound } from "next/navigation";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { formNotesCookie, noFormNotesCookie } from "./sign/form-notes.ts";

/** For routes that take a plain form: they answer with where to go next, the same with and without JavaScript. */
export const seeOther = (location: string, ...cookies: string[]): Response => {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
};

/** A form's text by name; nothing when what came is no form. */
export async function readPosted(request: Request): Promise<FormData> {
  return request.formData().catch(() => new FormData());
}

export const textIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** The day in the three boxes of a `DateField`: `YYYY-MM-DD`, "" when all are empty, null when it cannot be one. */
export function dayIn(form: FormData, name: string): string | null {
  const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) =>
    textIn(form, `${name}-${part}`).trim(),
  );
  if (!day && !month && !year) return "";
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

type Back = {
  path: string;
  query?: string;
  values?: Record<string, string>;
  rename?: (field: string) => string;
};

/**
 * What a refusal becomes: the 404 page for what is not there for them, and otherwise the form's page with what is
 * wrong and what was typed.
 */
export function backWith(
  error: unknown,
  { path, query, values = {}, rename = (field) => field }: Back,
): Response {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "not-found") notFound();
  const problems: FieldProblem[] =
    error.problems.length > 0
      ? error.problems.map(({ field, message }) => ({ field: rename(field), message }))
      : [{ field: "", message: error.message }];
  const to = new URLSearchParams(query);
  to.set("check", "1");
  return seeOther(`${path}?${to}#problems`, formNotesCookie(path, { values, problems }));
}

/** Forgets what came back to a page. */
export const forget = (path: string): string => noFormNotesCookie(path);
