import { notFound } from "next/navigation";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { bringInFile } from "#lib/policies/check/bring-in-file.ts";
import { LARGEST_POLICY_FILE } from "#lib/policies/files/read-policy-file.ts";
import { actionActor } from "../../../acting.ts";
import { backWith, forget, readPosted, seeOther, textIn } from "../../../posted.ts";
import { refusedPost } from "../../../refused-post.ts";

const path = "/policies/bring-in";

/** Brings in the chosen file. Who may bring in none is sent away before what they sent is read. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedPost(request, "policy");
  if (refused) return refused;
  const actor = await actionActor();
  if (unitsWhere(actor, "policies:write").length === 0) notFound();
  const form = await readPosted(request);
  const as = textIn(form, "as");
  const [, kind, id = ""] = /^(unit|policy)-(.+)$/.exec(as) ?? [];
  const file = form.get("file");
  const title = textIn(form, "title");
  const chosen = file instanceof File && (file.name !== "" || file.size > 0);
  try {
    const { policyId } = await bringInFile(
      actor,
      {
        fileName: chosen ? file.name : "",
        ...(kind === "unit" ? { unitId: id } : {}),
        ...(kind === "policy" ? { policyId: id } : {}),
        ...(title.trim() ? { title } : {}),
      },
      // of one that is far too large, no more than shows that it is
      chosen ? new Uint8Array(await file.slice(0, LARGEST_POLICY_FILE + 1).arrayBuffer()) : null,
    );
    return seeOther(`/policies/${policyId}/draft/check`, forget(path));
  } catch (error) {
    const query = kind === "policy" ? new URLSearchParams({ policy: id }).toString() : "";
    return backWith(error, { path, query, values: { as, title } });
  }
}
