import { answerField, paperField } from "#components/paper/paper-fields.ts";
import { largestScan } from "#lib/signing/check-scan.ts";
import { recordPaperSignatures, type TypedSignature } from "#lib/signing/record-paper-signature.ts";
import { optionalActor, orNotFound } from "../../../../acting.ts";
import { backWith, dayIn, forget, readPosted, seeOther, textIn } from "../../../../posted.ts";
import { refusedPost } from "../../../../refused-post.ts";
import { pathsOf, unitInView } from "../../not-signed/_shared/list-place.ts";
import type { Urn } from "../../people/_shared/place.ts";

// More than sign any paper; a form with thousands is nobody's.
const mostSignatures = 20;

/** The scan's bytes, or null where no file was chosen; of one that is far too large no more than shows that. */
async function scanIn(form: FormData): Promise<Uint8Array | null> {
  const file = form.get("scan");
  if (!(file instanceof File) || (file.size === 0 && file.name === "")) return null;
  return new Uint8Array(await file.slice(0, largestScan + 1).arrayBuffer());
}

function signaturesIn(form: FormData): TypedSignature[] {
  const signers = form.getAll("signer").filter((value) => typeof value === "string");
  const days = signers.map((_, at) => dayIn(form, paperField(at, "signedOn")));
  return signers.slice(0, mostSignatures).map((signerId, at) => {
    const begins = paperField(at, answerField(""));
    // a day that is left empty is the one above
    const signedOn = days[at] === "" ? days[0] : days[at];
    return {
      signerId,
      signedOn: signedOn || null,
      printedName: textIn(form, paperField(at, "printedName")),
      answers: Object.fromEntries(
        [...form.keys()]
          .filter((name) => name.startsWith(begins))
          .map((name) => [name.slice(begins.length), textIn(form, name)]),
      ),
    };
  });
}

/** A field of the rule as the form names it. */
const inForm = (field: string): string =>
  field.replace(/^signatures\.(\d+)\.(answers\.)?/, (_, at: string, answers?: string) =>
    paperField(Number(at), answers ? answerField("") : ""),
  );

/** What comes back to the form when it is refused: everything that was typed. */
const typedIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form.keys()]
      .filter((name) => !["scan", "signer", "code", "row"].includes(name))
      .map((name) => [name, textIn(form, name)]),
  );

/**
 * Records what was typed from a paper, with its scan. Nothing of it is read before it is known that it came from our
 * own page, from somebody who may record signatures here.
 */
export async function postPaper(request: Request, urn: Urn): Promise<Response> {
  const refused = refusedPost(request, "scan");
  if (refused) return refused;
  const { paper: path } = pathsOf(urn);
  const actor = await optionalActor();
  if (!actor) return seeOther(`/sign-in?then=${encodeURIComponent(path)}`);
  if (actor.mustSign) return seeOther("/sign");
  const unit = await orNotFound(unitInView(actor, urn, "signatures:record"));
  const form = await readPosted(request);
  const code = textIn(form, "code");
  const row = textIn(form, "row");
  const which: Record<string, string> = code ? { code } : { row };
  const [personId = "", seriesId = ""] = row.split("_");
  const signatures = signaturesIn(form);
  try {
    const signed = await recordPaperSignatures(
      actor,
      unit.id,
      code ? { code } : { personId, seriesId },
      { witness: textIn(form, "witness"), signatures },
      await scanIn(form),
    );
    const made = signed.filter((one) => one.made).map(({ signatureId }) => signatureId);
    const [first, ...others] = made.length > 0 ? made : signed.map(({ signatureId }) => signatureId);
    const done =
      made.length === 0
        ? "before"
        : made.length < signed.length
          ? "rest"
          : made.length > 1
            ? "all"
            : "recorded";
    const query = new URLSearchParams({ done, ...which });
    for (const other of made.length > 0 ? others : []) query.append("also", other);
    return seeOther(`${path}/${first}?${query}`, forget(path));
  } catch (error) {
    const query = new URLSearchParams(which);
    for (const { signerId } of signatures) query.append("signer", signerId);
    return backWith(error, { path, query: query.toString(), values: typedIn(form), rename: inForm });
  }
}
