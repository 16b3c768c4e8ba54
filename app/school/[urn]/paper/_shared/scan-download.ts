import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import { scanOf } from "#lib/signing/paper-signature.ts";
import { actionActor } from "../../../../acting.ts";
import { unitInView } from "../../not-signed/_shared/list-place.ts";
import type { Urn } from "../../people/_shared/place.ts";

/** A scan as it came. Somebody else's file is kept away from our pages: never shown in one, never run. */
export async function scanDownload(urn: Urn, signature: string): Promise<Response> {
  const actor = await actionActor();
  try {
    const unit = await unitInView(actor, urn, "signatures:read");
    const { bytes, mediaType, fileName } = await scanOf(actor, unit.id, signature);
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
