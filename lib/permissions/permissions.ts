import type { Actor } from "#lib/auth/actor.ts";
import { notFound } from "#lib/errors.ts";
import type { DutyKind } from "#lib/people/words.ts";

/**
 * What may be done, and the duties that allow it. A duty at a school allows it for that school; a duty at the
 * organisation allows it for the organisation and all its schools. Nothing else allows anything: denied by default.
 */
export const permissions = {
  /** The school's front page: how many have signed, by role. */
  "overview:read": [
    "head",
    "office",
    "policy-owner",
    "board-member",
    "clerk",
    "data-protection-officer",
    "safeguarding-lead",
    "it-administrator",
    "organisation-administrator",
    "auditor",
  ],
  /** Names of who has not signed, each with its reason. */
  "not-signed:read": [
    "head",
    "office",
    "policy-owner",
    "board-member",
    "clerk",
    "data-protection-officer",
    "safeguarding-lead",
    "organisation-administrator",
    "auditor",
  ],
  /** The words of questions and refusals. */
  "responses:read": ["head", "organisation-administrator", "auditor"],
  /** A head's own question or refusal is for the chair of their governors: lib/obligations says so. */
  "responses:answer": ["head", "organisation-administrator"],
  "reminders:send": ["head", "office", "organisation-administrator"],
  "messages:read": ["head", "office", "organisation-administrator", "auditor"],
  /** Printed forms, letters, and signatures on paper. */
  "signatures:record": ["head", "office", "organisation-administrator"],
  /** Besides the teachers of a class, who open its sessions without any duty. */
  "signing-sessions:open": ["head", "office", "organisation-administrator"],
  "visits:receive": ["head", "office", "organisation-administrator"],
  /** Who may have a login or Wi-Fi, because they have signed. */
  "cleared:read": [
    "head",
    "office",
    "safeguarding-lead",
    "it-administrator",
    "organisation-administrator",
    "auditor",
  ],
  "holidays:keep": ["head", "office", "organisation-administrator"],
  "settings:change": ["organisation-administrator"],
  /** Whether pupils sign themselves: not at all, may, must. */
  "pupil-signing:decide": ["head", "organisation-administrator"],
  /** Whom an agreement binds, and the standard acknowledgement of a policy that has none. */
  "audiences:change": ["organisation-administrator"],
  "people:merge": ["head", "office", "organisation-administrator"],
  "people:read": ["head", "office", "organisation-administrator", "data-protection-officer", "auditor"],
  "people:change": ["head", "office", "organisation-administrator"],
  /** Who is away is kept by the office; to excuse someone is for the head. */
  "people:excuse": ["head", "organisation-administrator"],
  /** Duties at a school that give no power over the organisation. */
  "duties:change": ["head", "office", "organisation-administrator"],
  /** Duties that give power over others: head, policy owner, board member, clerk, organisation administrator, auditor. */
  "duties:change-senior": ["organisation-administrator"],
  "policies:read": [
    "head",
    "office",
    "policy-owner",
    "board-member",
    "clerk",
    "data-protection-officer",
    "safeguarding-lead",
    "it-administrator",
    "organisation-administrator",
    "auditor",
  ],
  "policies:bring-in": ["policy-owner", "organisation-administrator"],
  /** Drafts: writing, bringing in a file, asking for reviews, sending on. */
  "policies:write": ["policy-owner", "organisation-administrator"],
  /** Who approves a policy, in which steps, whether schools adopt it, whether it may be found by search engines. */
  "policies:settings": ["policy-owner", "organisation-administrator"],
  "reviews:record": ["policy-owner", "organisation-administrator"],
  /** Bodies with their seats, rules and quorum. */
  "bodies:keep": ["clerk", "organisation-administrator"],
  /** What a meeting decided; besides whoever sits on the body as its clerk. */
  "board:record": ["clerk"],
  /** A school's own wording of an organisation's version; its head or governing body confirms it. */
  "adoptions:fill-in": ["head", "office", "policy-owner", "organisation-administrator"],
  "adoptions:confirm": ["head"],
  "exemptions:read": [
    "head",
    "policy-owner",
    "organisation-administrator",
    "data-protection-officer",
    "auditor",
  ],
  /** For somebody else; everyone may ask for themself. */
  "exemptions:ask": ["head", "office", "policy-owner", "organisation-administrator"],
  "exemptions:decide": ["head"],
  "board:read": ["board-member", "clerk", "organisation-administrator", "auditor"],
  "events:read": ["head", "organisation-administrator", "data-protection-officer", "auditor"],
  "signatures:read": ["head", "office", "organisation-administrator", "data-protection-officer", "auditor"],
} as const satisfies Record<string, readonly DutyKind[]>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

/** Whether the actor may do this at this unit (a school's identifier, or the organisation's for the whole). */
export function may(actor: Actor, permission: Permission, unitId: string): boolean {
  const allowed: readonly DutyKind[] = permissions[permission];
  return actor.duties.some(
    (duty) => allowed.includes(duty.kind) && (duty.unitKind === "organisation" || duty.unitId === unitId),
  );
}

/** The units at which the actor may do this: "all", or the identifiers of schools. */
export function unitsWhere(actor: Actor, permission: Permission): "all" | string[] {
  if (may(actor, permission, actor.organisationId)) return "all";
  const allowed: readonly DutyKind[] = permissions[permission];
  return [...new Set(actor.duties.filter((duty) => allowed.includes(duty.kind)).map((duty) => duty.unitId))];
}

/** Throws the same refusal as for something that does not exist, so that nobody learns what is there. */
export function demand(actor: Actor, permission: Permission, unitId: string): void {
  if (!may(actor, permission, unitId)) throw notFound();
}
