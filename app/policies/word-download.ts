import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import type { WordDownload } from "#lib/policies/word/policy-as-word.ts";

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A Word file to keep, or the 404 page; null for a refusal that a page has to tell. */
export async function wordDownload(making: Promise<WordDownload>): Promise<Response | null> {
  try {
    const { bytes, fileName } = await making;
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": word, "content-disposition": `attachment; filename="${fileName}"` },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    if (error instanceof Refusal) return null;
    throw error;
  }
}
