import { Refusal } from "#lib/errors.ts";
import { receiptFile } from "#lib/signing/receipt-file.ts";
import { receipt } from "#lib/signing/receipts.ts";
import { actionActorAtGate } from "../../../../acting.ts";

type Context = { params: Promise<{ signature: string }> };

/** The receipt as one file that needs nothing else to be read. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await actionActorAtGate();
  try {
    const found = await receipt(actor, (await params).signature);
    return new Response(receiptFile(found, actor.organisation), {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-disposition": `attachment; filename="receipt-${found.number}.html"`,
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response("There is nothing here for you.", { status: 404 });
    throw error;
  }
}
