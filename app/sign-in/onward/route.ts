import { redirect } from "next/navigation";
import { optionalActor, takenOn } from "../../acting.ts";
import { homeOf } from "../../links.ts";

/** After the gate: on to the page that was asked for before it, else to where this person starts. */
export async function GET() {
  const actor = await optionalActor();
  if (!actor) redirect("/sign-in");
  redirect((await takenOn()) ?? homeOf(actor));
}
