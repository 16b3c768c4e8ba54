import type { APIRequestContext, APIResponse } from "@playwright/test";
import { request } from "@playwright/test";
import type { Actor } from "#lib/auth/actor.ts";
import { cookieOfSession } from "#lib/auth/cookies.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import type { DutyKind } from "#lib/people/words.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { whoMay } from "#lib/testing/who-may.ts";
import { findPersonas, type PersonaKey } from "#prisma/demo/personas.ts";
import { anAgreement, aVisit } from "./arrivals.ts";
import { aStaffSession } from "./signing-sessions.ts";

/** The places of the demonstration that addresses can lead to. */
export type Place = "high" | "otterby" | "trust" | "kestrel";

/** What each persona may claim, written down as the demonstration's words say it, and who is nobody. */
const claims: Record<PersonaKey | "nobody", { duty?: [DutyKind, Place]; seat?: true; newcomer?: true }> = {
  "teacher-new": { newcomer: true },
  "teacher-signed": {},
  "volunteer-new": { newcomer: true },
  governor: { seat: true },
  head: { duty: ["head", "high"], seat: true },
  "sibling-head": { duty: ["head", "otterby"], seat: true },
  "neighbour-head": { duty: ["head", "kestrel"], seat: true },
  "policy-owner": { duty: ["policy-owner", "trust"] },
  "board-chair": { duty: ["board-member", "trust"], seat: true },
  "board-member": { duty: ["board-member", "trust"], seat: true },
  clerk: { duty: ["clerk", "trust"], seat: true },
  administrator: { duty: ["organisation-administrator", "trust"] },
  office: { duty: ["office", "high"] },
  "pupil-senior": { newcomer: true },
  "parent-two-children": {},
  nobody: {},
};

/** One of them with a way to ask the application as them. */
export class Visitor {
  readonly key: keyof typeof claims;
  readonly actor: Actor | null;
  readonly http: APIRequestContext;

  constructor(key: keyof typeof claims, actor: Actor | null, http: APIRequestContext) {
    this.key = key;
    this.actor = actor;
    this.http = http;
  }

  get isNobody(): boolean {
    return this.key === "nobody";
  }
  /** Something required is unsigned, so nothing else comes before it. */
  get isNew(): boolean {
    return claims[this.key].newcomer === true;
  }
  get hasSeat(): boolean {
    return claims[this.key].seat === true;
  }
  get isNeighbour(): boolean {
    return claims[this.key].duty?.[1] === "kestrel";
  }
  /** Whether a duty of theirs allows this there; a duty in the trust is one at its schools. */
  may(permission: Permission, place: Place): boolean {
    const [kind, at] = claims[this.key].duty ?? [];
    if (!kind || !whoMay[permission].includes(kind)) return false;
    return at === place || (at === "trust" && place !== "kestrel");
  }
  /** Whether they have somewhere to start other than their agreements. */
  get hasWork(): boolean {
    return claims[this.key].duty !== undefined || this.hasSeat;
  }
  mayAnywhere(permission: Permission): boolean {
    return (["high", "otterby", "trust", "kestrel"] as const).some((place) => this.may(permission, place));
  }
  get isCentral(): boolean {
    return claims[this.key].duty?.[1] === "trust";
  }
}

/** What came of a request, in one word. */
export async function outcomeOf(response: APIResponse): Promise<string> {
  const status = response.status();
  if (status >= 300 && status < 400) {
    const { pathname } = new URL(response.headers().location ?? "", "http://here");
    if (pathname === "/sign-in") return "to sign-in";
    if (pathname === "/sign" || pathname === "/sign-in/gate") return "to agreements";
    return "elsewhere";
  }
  return (
    { 200: "page", 403: "refused", 404: "not-found", 405: "no such method" }[status] ?? `status ${status}`
  );
}

/** What an address is filled in with at one place. */
export type Ground = Record<
  | "urn"
  | "id"
  | "pupil"
  | "membershipId"
  | "contactId"
  | "classSession"
  | "code"
  | "visitId"
  | "agreementId"
  | "sending"
  | "organisation"
  | "policy"
  | "policyId"
  | "number",
  string
>;

/** Everyone and every place of the demonstration. */
export type Grounds = {
  visitors: Visitor[];
  visitor: (key: Visitor["key"]) => Visitor;
  grounds: Record<"high" | "otterby" | "kestrel", Ground>;
  /** What the newest teacher is asked to sign, and what another has signed. */
  obligation: string;
  signature: string;
  organisationId: string;
  close: () => Promise<void>;
};

async function visitorOf(
  baseURL: string,
  key: Visitor["key"],
  who: { organisationId: string; personId: string } | null,
): Promise<Visitor> {
  const session = who && (await startSession({ ...who, method: "persona" }));
  const { name, value } = session ? await cookieOfSession(session) : { name: "nothing", value: "nothing" };
  const http = await request.newContext({
    baseURL,
    maxRedirects: 0,
    // A connection that is kept may be closed by the server just as the next request goes out on it.
    extraHTTPHeaders: { cookie: `${name}=${value}`, connection: "close" },
  });
  return new Visitor(key, session ? await actorOfSession(session) : null, http);
}

async function groundOf(slug: string, urn: string): Promise<Ground> {
  const { id: organisationId } = await database().organisationDirectory.findUniqueOrThrow({
    where: { slug },
  });
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await transaction.unit.findFirstOrThrow({ where: { organisationId, urn } });
    const member = (role: string) =>
      transaction.membership.findFirstOrThrow({
        where: { organisationId, unitId: unit.id, role, endsOn: null },
        orderBy: { id: "asc" },
      });
    const staff = await member("staff");
    const contact = await transaction.contact.findFirstOrThrow({
      where: {
        organisationId,
        endsOn: null,
        pupil: { memberships: { some: { unitId: unit.id, endsOn: null } } },
      },
      orderBy: { id: "asc" },
    });
    const policy = await transaction.policy.findFirstOrThrow({
      where: { organisationId, unitId: { in: [organisationId, unit.id] } },
      orderBy: { createdAt: "asc" },
    });
    return {
      urn,
      id: staff.personId,
      membershipId: staff.id,
      pupil: contact.pupilId,
      contactId: contact.id,
      code: unit.code as string,
      visitId: await aVisit(transaction, organisationId, unit.id),
      agreementId: await anAgreement(transaction, organisationId, policy.id),
      classSession: await aStaffSession(transaction, organisationId, unit.id, staff.personId),
      sending: await aSending(transaction, organisationId, unit.id),
      organisation: slug,
      policy: policy.slug,
      policyId: policy.id,
      number: "1.0",
    };
  });
}

/** A sending of reminders to nobody, already over. */
async function aSending(transaction: Transaction, organisationId: string, unitId: string): Promise<string> {
  const id = newId();
  await transaction.sending.create({
    data: {
      ...{ organisationId, id, kind: "reminder", unitId },
      ...{ createdAt: now(), finishedAt: now(), asked: { who: [], evenIfRecent: false } },
    },
  });
  return id;
}

/** Signs everybody in and looks up where everything is. */
export async function openGrounds(baseURL: string): Promise<Grounds> {
  const personas = await findPersonas();
  const visitors = [await visitorOf(baseURL, "nobody", null)];
  for (const persona of personas) visitors.push(await visitorOf(baseURL, persona.key, persona));
  const visitor = (key: Visitor["key"]) => {
    const found = visitors.find((one) => one.key === key);
    if (!found) throw new Error(`${key} is not there`);
    return found;
  };
  const actor = (key: Visitor["key"]) => {
    const found = visitor(key).actor;
    if (!found) throw new Error(`${key} cannot act`);
    return found;
  };
  const fresh = actor("teacher-new");
  const [asked] = await obligationsOf(fresh.organisationId, fresh.personId, fresh.today);
  const signer = actor("teacher-signed");
  const signed = await inOrganisation(signer.organisationId, (transaction) =>
    transaction.signature.findFirst({
      where: { organisationId: signer.organisationId, signerId: signer.personId },
    }),
  );
  if (!asked || !signed) throw new Error("The demonstration has nothing to sign, or nothing signed.");
  return {
    visitors,
    visitor,
    grounds: {
      high: await groundOf("larkmere", "999425"),
      otterby: await groundOf("larkmere", "999418"),
      kestrel: await groundOf("kestrel-down", "999602"),
    },
    obligation: asked.id,
    signature: signed.id,
    organisationId: fresh.organisationId,
    close: async () => {
      await Promise.all(visitors.map(({ http }) => http.dispose()));
    },
  };
}
