import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { scanOf } from "#lib/signing/paper-signature.ts";
import { actionActor } from "../../../../../acting.ts";

type Context = { params: Promise<{ urn: string; signature: string }> };

/** A scan as it came. Somebody else's file is kept away from our pages: never shown in one, never run. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { urn, signature } = await params;
  const actor = await actionActor();
  try {
    const school = await schoolInView(actor, urn, "signatures:read");
    const { bytes, mediaType, fileName } = await scanOf(actor, school.id, signature);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="${fileName}"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  }
}
