import { notFound } from "next/navigation";
import type { Actor } from "#lib/auth/actor.ts";
import { sayTime } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { type Change, changeParts, type NewKind, newKinds } from "#lib/policies/drafts/change-parts.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { readFindings } from "#lib/policies/drafts/open-findings.ts";
import { type DraftParts, joinParts } from "#lib/policies/drafts/parts.ts";
import { postedParts } from "#lib/policies/drafts/posted-parts.ts";
import { renumber } from "#lib/policies/drafts/renumber.ts";
import { type SavedDraft, saveDraft } from "#lib/policies/drafts/save-draft.ts";
import { actionActor } from "../../../../acting.ts";
import { readPosted, seeOther, textIn } from "../../../../posted.ts";
import { refusedPost } from "../../../../refused-post.ts";
import { type SaveAnswer, sayReading } from "../_editor/said.ts";

type Context = { params: Promise<{ id: string }> };

/** Saves the draft: as the editor sends it while somebody types, or as its form posts it where no scripts run. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  // the text of a policy of hundreds of pages is longer than any other form
  const refused = refusedPost(request, "policy");
  if (refused) return refused;
  const { id } = await params;
  const actor = await actionActor();
  if (unitsWhere(actor, "policies:write").length === 0) notFound();
  const path = `/policies/${encodeURIComponent(id)}/draft`;
  try {
    if (request.headers.get("content-type")?.startsWith("application/json")) {
      const given: unknown = await request.json().catch(() => null);
      return Response.json(await answerOf(actor, id, await saveDraft(actor, id, given)));
    }
    return await savePosted(actor, id, path, await readPosted(request));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    const sentence = error.problems[0]?.message ?? error.message;
    if (request.headers.get("content-type")?.startsWith("application/json"))
      return Response.json({ kind: "refused", sentence } satisfies SaveAnswer);
    return seeOther(`${path}?done=refused`);
  }
}

async function answerOf(actor: Actor, policyId: string, saved: SavedDraft): Promise<SaveAnswer> {
  const { timeZone } = actor.organisation;
  if (saved.kind === "conflict")
    return {
      kind: "conflict",
      copyId: saved.copyId,
      by: saved.draft.updatedBy ?? "Somebody",
      at: sayTime(saved.draft.updatedAt, timeZone),
    };
  return {
    kind: "saved",
    revision: saved.revision,
    at: sayTime(saved.at, timeZone),
    reading: sayReading(await readFindings(actor, policyId), timeZone),
  };
}

/** The form with all its fields, or the whole text in one; and what the button that was pressed is to do besides. */
async function savePosted(actor: Actor, policyId: string, path: string, form: FormData): Promise<Response> {
  const revision = Number(form.get("revision"));
  const draft = await readDraft(actor, policyId);
  const whole = form.get("whole");
  let text: string;
  let place = "";
  if (typeof whole === "string") text = whole.replace(/\r\n?/g, "\n");
  else {
    const posted = postedParts(form, draft.revision === revision ? draft.text : null);
    // a post without a single part is none of ours, and must not empty a draft
    if (posted.parts.length === 0) return seeOther(path);
    const { at, ...changed } = pressed(posted, textIn(form, "do"));
    text = joinParts(changed).text;
    place = at === undefined ? "" : `#part-p${at}`;
  }
  const saved = await saveDraft(actor, policyId, { text, revision });
  if (saved.kind === "conflict") return seeOther(`${path}/earlier/${saved.copyId}`);
  const query = typeof whole === "string" ? "?as=text&done=saved" : "?done=saved";
  return seeOther(path + query + place);
}

function pressed(draft: DraftParts, button: string): DraftParts & { at?: number } {
  if (button === "renumber") return renumber(draft).draft;
  const [what = "", place = ""] = button.split(" ");
  const at = Number(place);
  if (!/^\d{1,5}$/.test(place)) return draft;
  const added = newKinds.find((kind): kind is NewKind => what === `add-${kind}`);
  const change: Change | undefined = added
    ? { do: "add", what: added, at }
    : simple.includes(what as (typeof simple)[number])
      ? { do: what as (typeof simple)[number], at }
      : undefined;
  return change ? changeParts(draft, change, true) : draft;
}

const simple = ["up", "down", "remove", "row", "column", "remove-row", "remove-column"] as const;
