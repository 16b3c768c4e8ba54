import type { PageLink } from "#components/layout/page.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { may, type Permission, unitsWhere } from "#lib/permissions/permissions.ts";
import { seesBoards } from "#lib/ratification/decides-by-duty.ts";

type School = { urn: string; name: string };

/** The schools at which the actor's own duties there allow something; a duty at the organisation has pages of its own. */
function schoolsWhere(actor: Actor, permission: Permission): School[] {
  const schools = new Map<string, School>();
  for (const { unitKind, unitId, unitName, urn } of actor.duties) {
    if (unitKind === "school" && urn && may(actor, permission, unitId))
      schools.set(unitId, { urn, name: unitName });
  }
  return [...schools.values()];
}

/**
 * The pages that belong to what this person is and does; what they may do there the pages' own rules decide.
 * @param decides they decide for a board by their duty, without a seat on one
 */
export function linksOf(actor: Actor, decides = false): PageLink[] {
  const links: PageLink[] = [{ href: "/sign", label: "Agreements to sign" }];
  const everywhere = (permission: Permission) => may(actor, permission, actor.organisationId);
  const somewhere = (permission: Permission) => unitsWhere(actor, permission).length > 0;

  if (everywhere("overview:read")) links.push({ href: "/organisation", label: "Organisation" });
  for (const { urn, name } of schoolsWhere(actor, "overview:read")) {
    links.push({ href: `/school/${urn}`, label: name });
  }
  if (everywhere("people:read")) links.push({ href: "/organisation/people", label: "People" });
  else {
    const schools = schoolsWhere(actor, "people:read");
    for (const { urn, name } of schools) {
      links.push({
        href: `/school/${urn}/people`,
        label: schools.length > 1 ? `People at ${name}` : "People",
      });
    }
  }
  if (somewhere("policies:read")) links.push({ href: "/policies", label: "Policies" });
  if (seesBoards(actor) || decides) links.push({ href: "/board", label: "Board" });
  return links;
}

/** Where someone starts: what must be signed, else what their duties are about, else their agreements. */
export function homeOf(actor: Actor): string {
  if (actor.mustSign) return "/sign";
  return linksOf(actor)[1]?.href ?? "/sign";
}
