import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import type { Which } from "#lib/policies/published.ts";
import { publishedPdf } from "#lib/policies/published-pdf.ts";

/** The file of a published version, or why there is none. Older versions are never for search engines. */
export async function pdfAnswer(organisation: string, policy: string, which: Which = {}): Promise<Response> {
  try {
    const { bytes, fileName, indexable } = await publishedPdf(organisation, policy, which);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${fileName}"`,
        "content-length": String(bytes.length),
        ...(indexable && which.number === undefined ? {} : { "x-robots-tag": "noindex" }),
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "too-many-tries")
      return new Response(`${error.message}\n`, {
        status: 503,
        headers: { "content-type": "text/plain; charset=utf-8", "retry-after": "60" },
      });
    notFound();
  }
}
