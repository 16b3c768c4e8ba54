import { notFound } from "next/navigation";
import type { DateParts } from "#components/ui/date-parts.ts";
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

/** The three boxes of a `DateField` as they were posted. */
export function datePartsIn(form: FormData, name: string): DateParts {
  const text = (part: string) => textIn(form, `${name}-${part}`).trim();
  return { day: text("day"), month: text("month"), year: text("year") };
}

/** Their day as `YYYY-MM-DD`; "" when all are empty, and a text that is no day for anything else that is none. */
export function dayOfParts({ day, month, year }: DateParts): string {
  if (!day && !month && !year) return "";
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The day in the three boxes of a `DateField`: `YYYY-MM-DD`, "" when all are empty, null when it cannot be one. */
export function dayIn(form: FormData, name: string): string | null {
  const parts = datePartsIn(form, name);
  const canBeOne = /^\d{1,2}-\d{1,2}-\d{4}$/.test(`${parts.day}-${parts.month}-${parts.year}`);
  const day = dayOfParts(parts);
  return day === "" || canBeOne ? day : null;
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
