import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import { originalFile } from "#lib/policies/check/draft-files.ts";
import { actionActor } from "../../../../../acting.ts";

type Context = { params: Promise<{ id: string }> };

/** The file as it came. Somebody else's file is kept away from our pages: never shown in one, never run. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await actionActor();
  try {
    const { bytes, mediaType, fileName } = await originalFile(actor, (await params).id);
    const plain = fileName.replace(/[^\w .()-]/g, "_");
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  }
}
