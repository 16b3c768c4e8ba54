import { LinkButton } from "#components/ui/button.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { rememberedPath } from "../acting.ts";
import { homeOf } from "../links.ts";

/**
 * On to the page that was asked for before the gate, or to one's own front page; nothing when that is
 * /sign itself. `quiet` beside something else to do.
 */
export async function ContinueLink({ actor, quiet = false }: { actor: Actor; quiet?: boolean }) {
  const remembered = await rememberedPath();
  const home = homeOf(actor);
  if (!remembered && home === "/sign") return null;
  return (
    <p className="cs-section">
      <LinkButton href={remembered ? "/sign-in/onward" : home} variant={quiet ? "secondary" : "primary"}>
        Continue
      </LinkButton>
    </p>
  );
}
