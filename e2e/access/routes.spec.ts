import { readdirSync } from "node:fs";
import path from "node:path";
import { aPolicy, ratifiedBy } from "#e2e/board/a-policy-to-ratify.ts";
import { expect, test } from "#e2e/support/journey.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { type Ground, type Grounds, openGrounds, outcomeOf, type Place, type Visitor } from "./grounds.ts";

/*
 * Every route of app/ asked for by everyone, over HTTP and without a browser: what each may see is in the table below,
 * and a route that is not in it fails.
 */

type Rule = (who: Visitor, place: "high" | "otterby" | "kestrel") => string;

const always =
  (outcome: string): Rule =>
  () =>
    outcome;
const open = always("page");
const none = always("not-found");

/** What someone signed in gets; nobody is asked to sign in, and whoever has something to sign does that first. */
const behindGate =
  (rule: Rule): Rule =>
  (who, place) =>
    who.isNobody ? "to sign-in" : who.isNew ? "to agreements" : rule(who, place);
const asks = (allowed: (who: Visitor, place: "high" | "otterby" | "kestrel") => boolean) =>
  behindGate((who, place) => (allowed(who, place) ? "page" : "not-found"));

/** Where a duty at that school, or over all of them, allows it. */
const atSchool = (permission: Permission) => asks((who, place) => who.may(permission, place));
/** Where only a duty in the organisation itself does. */
const overAll = (permission: Permission) => asks((who) => who.may(permission, "trust") && who.isCentral);
const anywhere = (permission: Permission) => asks((who) => who.mayAnywhere(permission));
/** A policy of the trust's, or of the other organisation. */
const policy = asks((who, place) =>
  place === "kestrel"
    ? who.may("policies:read", "kestrel")
    : who.mayAnywhere("policies:read") && !who.isNeighbour,
);
const theirs =
  (key: Visitor["key"], outcome = "page"): Rule =>
  (who) =>
    who.isNobody ? "to sign-in" : who.key === key ? outcome : "not-found";
const home: Rule = (who) =>
  who.isNobody ? "to sign-in" : who.isNew || !who.hasWork ? "to agreements" : "elsewhere";
const unlessSignedIn: Rule = (who, place) => (who.isNobody ? "page" : home(who, place));

/** The trust's policy owner of the demonstration is its IT administrator as well. */
const cleared = asks(
  (who, place) => who.may("cleared:read", place) || (who.key === "policy-owner" && place !== "kestrel"),
);

const people: Record<string, Rule> = {
  "": atSchool("people:read"),
  "/new": atSchool("people:change"),
  "/[id]": atSchool("people:read"),
  "/[id]/addresses": atSchool("people:change"),
  "/[id]/away": atSchool("people:change"),
  "/[id]/duties": atSchool("people:change"),
  "/[id]/merge": atSchool("people:change"),
  "/[id]/names": atSchool("people:change"),
  "/[id]/roles": atSchool("people:change"),
  "/[id]/roles/[membershipId]": atSchool("people:change"),
  "/[id]/roles/[membershipId]/end": atSchool("people:change"),
};

const table: Record<string, Rule> = {
  "/": open,
  "/accessibility": open,
  "/privacy": open,
  "/empty": none, // there while measuring, with BENCH=on
  "/api/health": open,
  "/api/auth/[...nextauth]": none, // there with an identity provider
  "/demo": open,
  "/demo/mail": open,
  "/p/[organisation]": open,
  "/p/[organisation]/[policy]": open,
  "/p/[organisation]/[policy]/versions/[number]": open,
  "/p/[organisation]/[policy]/pdf": open,
  "/p/[organisation]/[policy]/versions/[number]/pdf": open,
  // the demonstration's policies leave schools no words of their own
  "/p/[organisation]/[policy]/schools/[urn]": none,
  "/p/[organisation]/[policy]/schools/[urn]/pdf": none,

  "/countersign/[token]": open, // a link that leads nowhere has its page, too
  "/letter": open,

  // At the school's door, by its code; the pages of somebody who arrives lead back to the beginning without their cookie.
  "/visit/[code]": open,
  "/visit/[code]/agreement": always("elsewhere"),
  "/visit/[code]/cleared": always("elsewhere"),
  "/visit/[code]/not-cleared": always("elsewhere"),
  "/visit/[code]/answers": always("elsewhere"),
  "/visit/[code]/answers/read": always("elsewhere"),
  "/visit/[code]/respond": always("elsewhere"),
  "/visit/[code]/respond/send": always("elsewhere"),
  "/visit/[code]/start": always("elsewhere"),
  "/visit/[code]/again": always("elsewhere"),
  "/visit/[code]/submit": always("elsewhere"),
  "/visit/[code]/finish": always("elsewhere"),

  "/sign-in": unlessSignedIn,
  "/sign-in/code": unlessSignedIn,
  "/sign-in/gate": always("to agreements"),
  "/sign-in/onward": home,
  "/sign-in/who": always("to sign-in"), // before an address was proved
  "/sign-in/link": none,
  "/sign-in/unknown": none,
  "/sign-in/provider": always("no such method"),
  "/sign-in/provider/go": always("to sign-in"),
  "/sign-out": always("elsewhere"),
  "/sign-out/confirm": (who) => (who.isNobody ? "elsewhere" : "page"),
  "/sign-out/done": (who) => (who.isNobody ? "page" : "elsewhere"),

  "/sign": (who) => (who.isNobody ? "to sign-in" : "page"),
  "/sign/[obligation]": theirs("teacher-new"),
  "/sign/[obligation]/question": theirs("teacher-new"),
  "/sign/[obligation]/decline": theirs("teacher-new"),
  "/sign/[obligation]/asked": theirs("teacher-new", "elsewhere"), // they have said nothing of the kind
  "/sign/[obligation]/declined": theirs("teacher-new", "elsewhere"), // they have said nothing of the kind
  "/sign/[obligation]/changed": theirs("teacher-new"),
  "/sign/[obligation]/object": theirs("teacher-new", "elsewhere"), // nobody else has signed it
  "/sign/[obligation]/objected": theirs("teacher-new", "elsewhere"), // they have said nothing of the kind
  "/sign/[obligation]/not-my-child": (who) => (who.isNobody ? "to sign-in" : "not-found"), // it is their own
  "/sign/[obligation]/told": (who) => (who.isNobody ? "to sign-in" : "elsewhere"), // nobody has said so
  "/sign/[obligation]/submit": always("elsewhere"), // asked for, it leads to the agreement
  "/sign/receipts/[signature]": theirs("teacher-signed"),
  "/sign/receipts/[signature]/download": theirs("teacher-signed"),

  "/school": behindGate((who) =>
    who.mayAnywhere("overview:read") ? (who.isCentral ? "page" : "elsewhere") : "not-found",
  ),
  "/school/[urn]": atSchool("overview:read"),
  "/school/[urn]/not-signed": atSchool("not-signed:read"),
  "/school/[urn]/not-signed/download": atSchool("not-signed:read"),
  "/school/[urn]/not-signed/remind": atSchool("reminders:send"),
  "/school/[urn]/not-signed/remind/send": always("no such method"),
  "/school/[urn]/not-signed/session": behindGate((who, place) =>
    who.may("signing-sessions:open", place) ? "elsewhere" : "not-found",
  ),
  "/school/[urn]/forms": behindGate(none), // without saying which were printed
  "/school/[urn]/forms/print": always("no such method"),
  "/school/[urn]/paper": atSchool("signatures:record"),
  "/school/[urn]/paper/record": always("no such method"),
  "/school/[urn]/paper/[signature]": behindGate(none), // that signature was made on a screen
  "/school/[urn]/paper/[signature]/scan": behindGate(none),
  "/school/[urn]/paper/[signature]/mistake": always("no such method"),
  "/school/[urn]/questions": atSchool("responses:read"),
  "/school/[urn]/visits": atSchool("visits:receive"),
  "/school/[urn]/visits/door": atSchool("visits:receive"),
  "/school/[urn]/visits/turn-away": atSchool("visits:receive"),
  "/school/[urn]/visits/[visitId]": atSchool("visits:receive"),
  "/school/[urn]/cleared": cleared,
  "/school/[urn]/cleared/download": cleared,
  "/school/[urn]/pupil-signing": atSchool("pupil-signing:decide"),
  "/school/[urn]/letters": atSchool("signatures:record"),
  "/school/[urn]/letters/print": atSchool("signatures:record"),
  "/school/[urn]/letters/make": always("no such method"),
  ...Object.fromEntries(Object.entries(people).map(([end, rule]) => [`/school/[urn]/people${end}`, rule])),
  "/school/[urn]/people/classes": atSchool("people:read"),
  "/school/[urn]/people/[id]/contacts": atSchool("people:change"),
  "/school/[urn]/people/[id]/contacts/[contactId]": atSchool("people:change"),

  // Teachers have the sessions of their classes; this one is for grown-ups.
  "/school/[urn]/class-sessions": asks(
    (who, place) =>
      who.may("signing-sessions:open", place) || (who.key === "teacher-signed" && place === "high"),
  ),
  "/school/[urn]/class-sessions/[id]": atSchool("signing-sessions:open"),
  "/school/[urn]/class-sessions/[id]/mark": atSchool("signing-sessions:open"),

  "/class": open,
  "/class/code": always("elsewhere"), // asked for, it leads to the tablet's page
  "/class/name": always("elsewhere"),
  "/class/turn": always("elsewhere"),
  "/class/standing": open,

  "/school/[urn]/messages": atSchool("messages:read"),
  "/school/[urn]/messages/[sending]": atSchool("messages:read"),
  "/school/[urn]/messages/[sending]/download": atSchool("messages:read"),
  "/school/[urn]/holidays": atSchool("holidays:keep"),

  "/organisation": overAll("overview:read"),
  "/organisation/settings": overAll("settings:change"),
  "/organisation/holidays": overAll("holidays:keep"),
  "/organisation/messages": overAll("messages:read"),
  // this one is a school's
  "/organisation/messages/[sending]": overAll("messages:read"),
  "/organisation/messages/[sending]/download": overAll("messages:read"),
  "/organisation/questions": overAll("responses:read"),
  "/organisation/not-signed": overAll("not-signed:read"),
  "/organisation/not-signed/own": overAll("not-signed:read"),
  "/organisation/not-signed/own/download": overAll("not-signed:read"),
  "/organisation/not-signed/own/remind": overAll("reminders:send"),
  "/organisation/not-signed/own/remind/send": always("no such method"),
  "/organisation/not-signed/own/session": behindGate((who) =>
    who.may("signing-sessions:open", "trust") && who.isCentral ? "elsewhere" : "not-found",
  ),
  "/organisation/staff-sessions": overAll("signing-sessions:open"),
  // this one is a school's
  "/organisation/staff-sessions/[id]": asks(() => false),
  "/organisation/staff-sessions/[id]/mark": asks(() => false),
  "/organisation/forms": behindGate(none), // without saying which were printed
  "/organisation/forms/print": always("no such method"),
  "/organisation/paper": overAll("signatures:record"),
  "/organisation/paper/record": always("no such method"),
  "/organisation/paper/[signature]": behindGate(none), // that signature was made on a screen
  "/organisation/paper/[signature]/scan": behindGate(none),
  "/organisation/paper/[signature]/mistake": always("no such method"),
  // The person is one of the place's; the page is the organisation's.
  ...Object.fromEntries(
    Object.keys(people).map((end) => [
      `/organisation/people${end}`,
      asks(
        (who, place) =>
          who.isCentral &&
          who.may(["", "/[id]"].includes(end) ? "people:read" : "people:change", "trust") &&
          (place !== "kestrel" || !end.includes("[id]")),
      ),
    ]),
  ),
  "/school/[urn]/policies": atSchool("policies:read"),
  "/school/[urn]/policies/[policyId]": behindGate(none), // that policy has the same words at every school
  "/school/[urn]/exemptions": atSchool("exemptions:read"),
  "/exemptions": asks(() => true),
  "/exemptions/new": behindGate(none), // without saying from which policy
  "/exemptions/[id]": behindGate(none), // that is no exemption

  "/policies": anywhere("policies:read"),
  "/policies/bring-in": anywhere("policies:write"),
  "/policies/bring-in/file": always("no such method"),
  "/policies/[id]": policy,
  "/policies/[id]/schools": policy,
  "/policies/[id]/settings": asks((who, place) =>
    who.may("policies:settings", place === "kestrel" ? "kestrel" : "trust"),
  ),
  "/policies/[id]/review": asks((who, place) =>
    who.may("reviews:record", place === "kestrel" ? "kestrel" : "trust"),
  ),
  "/policies/[id]/exemptions": asks(
    (who, place) => who.mayAnywhere("exemptions:read") && who.isNeighbour === (place === "kestrel"),
  ),
  "/policies/[id]/who-signs": policy,
  "/policies/[id]/who-signs/[agreementId]": asks(
    (who, place) => who.may("audiences:change", "trust") && place !== "kestrel",
  ),
  // What is or was in force everyone here may compare.
  "/policies/[id]/changes": asks((who, place) => who.isNeighbour === (place === "kestrel")),
  "/policies/new": anywhere("policies:write"),
  "/policies/[id]/draft": behindGate(none), // this one has no draft
  "/policies/[id]/draft/earlier": behindGate(none),
  "/policies/[id]/draft/earlier/[copy]": behindGate(none),
  "/policies/[id]/draft/preview": behindGate(none),
  "/policies/[id]/draft/save": always("no such method"),
  "/policies/[id]/draft/standing": behindGate(none),
  "/policies/[id]/draft/review": behindGate(none),
  "/policies/[id]/draft/send": behindGate(none),
  "/reviewing": asks(() => true),
  "/reviewing/[id]": behindGate(none), // nobody asks any of them
  "/policies/[id]/versions/[number]": policy,
  "/policies/[id]/versions/[number]/download": policy,
  // This one has no draft that came from a file.
  "/policies/[id]/draft/check": behindGate(none),
  "/policies/[id]/draft/check/correct": always("no such method"),
  "/policies/[id]/draft/check/not-placed": always("no such method"),
  "/policies/[id]/draft/check/original": behindGate(none),
  "/policies/[id]/draft/download": behindGate(none),
  "/board/questions": asks((who) => who.key === "board-chair"),
  "/board/bodies": asks((who) => who.mayAnywhere("board:read") || who.hasSeat),
  "/board/bodies/new": anywhere("bodies:keep"),
  // Nobody's identifier is a body's or a proposal's; who may see which is tried rule by rule.
  "/board/bodies/[id]": behindGate(none),
  "/board/bodies/[id]/seat": behindGate(none),
  "/board/proposals/[id]": behindGate(none),
  "/board/proposals/[id]/record": behindGate(none),
  // one policy leaves its minor changes to its owner
  "/board": asks((who) => who.mayAnywhere("board:read") || who.hasSeat || who.key === "policy-owner"),
};

/** The routes of app/ as their addresses are written, groups left out. */
function routesOfApp(): string[] {
  return readdirSync(path.join(process.cwd(), "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => path.posix.dirname(`/${file}`).replace(/\/\([^)]*\)/g, "") || "/")
    .sort();
}

let here: Grounds;
test.beforeAll(async ({ baseURL }) => {
  await ratifiedBy((await aPolicy()).policyId, "Trust board", "policy-owner");
  here = await openGrounds(baseURL as string);
});
test.afterAll(() => here?.close());

/** An address with its parameters filled in. */
function fill(route: string, ground: Ground): string {
  const isPolicy = route.startsWith("/policies");
  const values: Record<string, string> = {
    ...ground,
    ...(isPolicy ? { id: ground.policyId } : {}),
    ...(route.includes("/contacts") ? { id: ground.pupil } : {}),
    ...(/\/(class|staff)-sessions\//.test(route) ? { id: ground.classSession } : {}),
    obligation: here.obligation,
    signature: here.signature,
    "...nextauth": "session",
    token: "no-such-link",
    copy: "no-such-copy",
  };
  return route.replace(/\[([^\]]+)\]/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`There is nothing to fill ${name} of ${route} with.`);
    return value;
  });
}

test("every route has its place in the table, and every place its route", () => {
  expect(Object.keys(table).sort()).toEqual(routesOfApp());
});

test("people are who the table takes them for", () => {
  for (const { key, actor, isNew } of here.visitors)
    expect([key, actor?.mustSign ?? false]).toEqual([key, isNew]);
});

for (const place of ["high", "otterby", "kestrel"] as const satisfies Place[]) {
  // What has no place in it is the same everywhere.
  const routes = Object.entries(table).filter(
    ([route]) => place === "high" || /\[(urn|id|organisation)\]/.test(route),
  );
  test(`at ${place} everyone sees what is theirs to see, and nothing else is there`, async () => {
    test.setTimeout(300_000);
    const found: Record<string, Record<string, string>> = {};
    const expected: Record<string, Record<string, string>> = {};
    for (const [route, rule] of routes) {
      const address = fill(route, here.grounds[place]);
      const answers = await Promise.all(
        here.visitors.map(async (who) => [who.key, await outcomeOf(await who.http.get(address))] as const),
      );
      found[route] = Object.fromEntries(answers);
      expected[route] = Object.fromEntries(here.visitors.map((who) => [who.key, rule(who, place)]));
    }
    expect(found).toEqual(expected);
  });
}

test("a person, a role or a contact of another place is not found under an address of one's own", async () => {
  const { high, otterby, kestrel } = here.grounds;
  const head = here.visitor("head");
  const administrator = here.visitor("administrator");
  for (const other of [otterby, kestrel]) {
    const mixed = { ...other, urn: high.urn };
    for (const route of Object.keys(table).filter((one) => /\[urn\].*\[id\]/.test(one)))
      expect([route, await outcomeOf(await head.http.get(fill(route, mixed)))]).toEqual([route, "not-found"]);
  }
  for (const route of Object.keys(table).filter((one) => one.includes("[membershipId]")))
    for (const membershipId of [otterby.membershipId, kestrel.membershipId]) {
      const address = fill(route, { ...high, membershipId });
      expect([route, await outcomeOf(await administrator.http.get(address))]).toEqual([route, "not-found"]);
    }
  const contact = fill("/school/[urn]/people/[id]/contacts/[contactId]", {
    ...high,
    contactId: otterby.contactId,
  });
  expect(await outcomeOf(await administrator.http.get(contact))).toBe("not-found");
});

test("what was never anything is answered like what is somebody else's", async () => {
  const nothing = "00000000-0000-8000-8000-000000000000";
  const made: Ground = {
    urn: "999999",
    id: nothing,
    pupil: nothing,
    membershipId: nothing,
    contactId: nothing,
    classSession: nothing,
    code: "ZZZZZZ",
    visitId: nothing,
    agreementId: nothing,
    sending: nothing,
    organisation: "nobody-at-all",
    policy: "nothing",
    policyId: nothing,
    number: "9.9",
  };
  // Which no text in PostgreSQL may hold.
  const nul = { ...made, urn: "%00", id: "%00", organisation: "larkmere%00", policyId: "%00", number: "%00" };
  for (const route of Object.keys(table).filter((one) => /\[(urn|id|organisation)\]/.test(one)))
    for (const value of [made, { ...made, urn: "x'--", id: "x'--", policyId: "x'--", number: "1.0'" }, nul]) {
      const address = fill(route, value);
      const administrator = here.visitor("administrator");
      const answer = await outcomeOf(await administrator.http.get(address));
      // A route that only takes posts is one, whatever its address is filled with.
      const onlyPosts = table[route]?.(administrator, "high") === "no such method";
      expect([address, answer]).toEqual([address, onlyPosts ? "no such method" : "not-found"]);
    }
  for (const address of ["/p/larkmere/%00", "/sign/%00", "/sign/receipts/%00", "/sign/receipts/%00/download"])
    expect([address, await outcomeOf(await here.visitor("teacher-signed").http.get(address))]).toEqual([
      address,
      "not-found",
    ]);
});

test("a filter that cannot be one is no filter", async () => {
  const { urn, pupil } = here.grounds.high;
  const people = `/school/${urn}/people`;
  for (const value of ["%00", "x'--", "..", "%F0%9F%8F%AB", "9".repeat(300)])
    for (const address of [
      `${people}?name=${value}&role=${value}&class=${value}&year=${value}&after=${value}&state=${value}`,
      `${people}/${pupil}/contacts?name=${value}`,
      `/school/${urn}/not-signed?role=${value}&class=${value}&agreement=${value}&reason=${value}&day=${value}&after=${value}`,
      `/school/${urn}/not-signed/download?role=${value}&day=${value}&after=${value}`,
      `/sign-in/code?then=${value}`,
    ])
      for (const who of [here.visitor("head"), here.visitor("nobody")]) {
        const said = await outcomeOf(await who.http.get(address));
        const wanted =
          address.startsWith("/sign-in") === who.isNobody
            ? "page"
            : who.isNobody
              ? "to sign-in"
              : "elsewhere";
        expect([who.key, address, said]).toEqual([who.key, address, wanted]);
      }
});
