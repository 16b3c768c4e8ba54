import { schoolInView } from "#lib/obligations/queries.ts";
import { largestScan } from "#lib/signing/check-scan.ts";
import { recordPaperSignature } from "#lib/signing/record-paper-signature.ts";
import { actionActor } from "../../../../acting.ts";
import { backWith, dayIn, forget, readPosted, seeOther, textIn } from "../../../../posted.ts";

type Context = { params: Promise<{ urn: string }> };

const answer = "answer-";
const kept = ["signer", "printedName", "witness", "signedOn-day", "signedOn-month", "signedOn-year"];

/** The scan's bytes, or null where no file was chosen; of one that is far too large no more than shows that. */
async function scanIn(form: FormData): Promise<Uint8Array | null> {
  const file = form.get("scan");
  if (!(file instanceof File) || (file.size === 0 && file.name === "")) return null;
  return new Uint8Array(await file.slice(0, largestScan + 1).arrayBuffer());
}

/** Records what was typed from a paper, with its scan. The one form of Countersign that brings a file. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  const path = `/school/${urn}/paper`;
  const form = await readPosted(request);
  const answers = Object.fromEntries(
    [...form.keys()].filter((name) => name.startsWith(answer)).map((name) => [name, textIn(form, name)]),
  );
  const code = textIn(form, "code");
  const row = textIn(form, "row");
  const [personId = "", seriesId = ""] = row.split("_");
  try {
    const school = await schoolInView(actor, urn, "signatures:record");
    const { signatureId, made } = await recordPaperSignature(
      actor,
      school.id,
      code ? { code } : { personId, seriesId },
      {
        signerId: textIn(form, "signer"),
        signedOn: dayIn(form, "signedOn") || null,
        printedName: textIn(form, "printedName"),
        witness: textIn(form, "witness"),
        answers: Object.fromEntries(
          Object.entries(answers).map(([name, value]) => [name.slice(answer.length), value]),
        ),
      },
      await scanIn(form),
    );
    const again: Record<string, string> = code ? { code } : { row };
    return seeOther(
      `${path}/${signatureId}?${new URLSearchParams({ done: made ? "recorded" : "before", ...again })}`,
      forget(path),
    );
  } catch (error) {
    return backWith(error, {
      path,
      query: new URLSearchParams({
        ...(code ? { code } : { row }),
        signer: textIn(form, "signer"),
      }).toString(),
      values: { ...Object.fromEntries(kept.map((name) => [name, textIn(form, name)])), ...answers },
      rename: (field) => field.replace(/^answers\./, answer),
    });
  }
}
