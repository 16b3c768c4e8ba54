import type { Actor } from "#lib/auth/actor.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, forget, readPosted, seeOther, textIn } from "../../../../posted.ts";

type Given = Record<string, unknown>;
// More rows than any form of the page has.
const mostRows = 300;

/** The rows that a form numbers, such as `fields-0-label`: as many as it says it has. */
function rowsIn(form: FormData, name: string, parts: string[]): unknown[] {
  const count = Math.min(Number(textIn(form, name)) || 0, mostRows);
  return Array.from({ length: count }, (_, at) =>
    parts.length === 0
      ? textIn(form, `${name}-${at}`)
      : Object.fromEntries(parts.map((part) => [part, textIn(form, `${name}-${at}-${part}`)])),
  );
}

/** What a form of the check page says, in the shape of the rules. */
function givenIn(form: FormData): Given {
  const given: Given = Object.fromEntries([...form.keys()].map((name) => [name, textIn(form, name)]));
  const part = textIn(form, "part");
  if (part === "control") given.rows = rowsIn(form, "rows", ["label", "value", "field"]);
  if (part === "agreement") given.fields = rowsIn(form, "fields", ["label", "kind", "by"]);
  if (part === "history") given.columns = rowsIn(form, "columns", []);
  if (part === "agreement" || part === "new-agreement")
    given.audience = form.getAll("audience").filter((role) => typeof role === "string");
  return given;
}

/** Takes a form of the check page and goes back to it, with what is wrong or with what was saved. */
export async function postCheck(
  request: Request,
  policyId: string,
  rule: (actor: Actor, revision: string, given: Given) => Promise<unknown>,
): Promise<Response> {
  const actor = await actionActor();
  const form = await readPosted(request);
  const path = `/policies/${policyId}/draft/check`;
  try {
    await rule(actor, textIn(form, "revision"), givenIn(form));
    return seeOther(`${path}?saved=1`, forget(path));
  } catch (error) {
    const names = [...form.keys()].filter((name) => name !== "revision");
    const values = {
      ...Object.fromEntries(names.map((name) => [name, textIn(form, name)])),
      audience: form.getAll("audience").join(" "),
    };
    return backWith(error, { path, values, rename: (field) => field.replace(/\./g, "-") });
  }
}
