import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { signAll } from "#e2e/families/a-family.ts";
import { expect, test } from "#e2e/support/journey.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { addContact } from "#lib/people/add-contact.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { giveDuty } from "#lib/people/give-duty.ts";
import { joinClass } from "#lib/people/join-class.ts";
import { markAway } from "#lib/people/mark-away.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import {
  type ArrivalTarget,
  anArrivalTarget,
  arrivalChanges,
  doorPosts,
  stateOfArrivals,
} from "./arrivals.ts";
import { type DraftTargets, draftChanges, draftTargets, stateOfDrafts } from "./drafts.ts";
import { aBroughtInFile, type FileTarget, fileChanges, stateOfFiles } from "./files.ts";
import { type Form, formOf } from "./forms.ts";
import { type Grounds, openGrounds, outcomeOf, type Visitor } from "./grounds.ts";
import { type ActTarget, headActChanges, headActTargets, stateOfHeadActs } from "./head-acts.ts";
import {
  type RatificationTarget,
  ratificationChanges,
  ratificationTargets,
  stateOfRatification,
} from "./ratification.ts";
import { aSchoolTarget, type SchoolTarget, schoolChanges, stateOfSchools } from "./schools.ts";
import {
  aClassSession,
  type SessionTarget,
  sessionChanges,
  stateOfSessions,
  tabletPosts,
} from "./signing-sessions.ts";
import { stateOfVersions, type VersionTarget, versionChanges, versionTargets } from "./versions.ts";

/*
 * Everything that changes something, posted by those who may not and from where nobody may: each form is taken from
 * the page of somebody who may, as an attacker would have got it, and posted by everyone else. At last whoever may
 * posts it, and it must work: else its refusals would say nothing.
 */

const files = readdirSync(path.join(process.cwd(), "app"), { recursive: true, encoding: "utf8" });
const textOf = (file: string) => readFileSync(path.join(process.cwd(), "app", file), "utf8");

/** The server actions of app/, and its routes that take a post. */
const actionsOfApp = files
  .filter((file) => /\.tsx?$/.test(file) && /^\s*["']use server["']/m.test(textOf(file)))
  .flatMap((file) =>
    [...textOf(file).matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name]) => name ?? ""),
  );
const postsOfApp = files
  .filter(
    (file) =>
      /route\.ts$/.test(file) && /export (async function|const) (POST|PUT|PATCH|DELETE)\b/.test(textOf(file)),
  )
  .map((file) => `/${path.posix.dirname(file)}`);

const tag = randomUUID().slice(0, 8);
const year = academicYear(today("Europe/London"));
const day = (name: string, text = `${year}-09-01`) => {
  const [year = "", month = "", date = ""] = text.split("-");
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
};

type Targets = {
  staff: string;
  membership: string;
  pupil: string;
  contact: string;
  adult: string;
  otherAdult: string;
  classId: string;
  otherClassId: string;
  asker: string;
  asked: string;
  decliner: string;
  declined: string;
  signer: string;
  toSign: string;
  wording: string;
  disputed: string;
  objector: string;
  signedByAnother: string;
  stranger: string;
  notTheirs: string;
  session: SessionTarget;
  arrivals: ArrivalTarget;
  acts: ActTarget;
  files: FileTarget;
  drafts: DraftTargets;
  versions: VersionTarget;
  schools: SchoolTarget;
  ratification: RatificationTarget;
};

type Change = {
  /** The page with its form, and words of its button. */
  page: (t: Targets) => string;
  button: RegExp;
  fields?: (t: Targets) => Form;
  /** A permission at the school, or one of the targets, who alone may. */
  may: Permission | "asker" | "decliner" | "signer" | "objector" | "stranger";
  /** Where the permission is asked for, if not at the school. */
  at?: "trust";
  /** It answers with the page as it is then, instead of leading to one. */
  stays?: true;
  /** Who posts it rightfully, if not the head. */
  by?: "administrator" | "clerk" | "board-chair";
  /** Those who may, where it is not a permission that says so. */
  keys?: string[];
  /** Who reads the page without being the one who does it, and is told so instead of being shown nothing. */
  readers?: string[];
  /** Where it is posted to, if not to its page. */
  to?: (t: Targets) => string;
};

const people = "/school/999425/people";
const ofStaff = (end: string) => (t: Targets) => `${people}/${t.staff}/${end}`;
const may: Permission = "people:change";

const changes: Record<string, Change> = {
  addPersonAction: {
    page: () => `${people}/new`,
    button: /^Add person$/,
    fields: () => ({ givenName: "Fay", familyName: `Forged ${tag}`, role: "staff", ...day("startsOn") }),
    may,
  },
  changeNamesAction: {
    page: ofStaff("names"),
    button: /^Save names$/,
    fields: () => ({ familyName: `Renamed ${tag}` }),
    may,
  },
  // Before what signs them out as well.
  endSessionsAction: { page: ofStaff("addresses"), button: /^Sign out everywhere$/, may },
  addAddressAction: {
    page: ofStaff("addresses"),
    button: /^Add address$/,
    fields: () => ({ address: `forged-${tag}@larkmere.example` }),
    may,
  },
  endAddressAction: {
    page: ofStaff("addresses"),
    button: /^Take away/,
    fields: () => ({ confirmed: "on" }),
    may,
  },
  addRoleAction: {
    page: ofStaff("roles"),
    button: /^Add role$/,
    fields: () => ({ role: "volunteer", ...day("startsOn") }),
    may,
  },
  changeRoleAction: {
    page: (t) => `${people}/${t.staff}/roles/${t.membership}`,
    button: /^Save role$/,
    fields: () => ({ jobTitle: `Forger ${tag}` }),
    may,
  },
  joinClassAction: {
    page: ofStaff("roles"),
    button: /^Add to class$/,
    fields: (t) => ({ classGroupId: t.otherClassId, part: "teacher", ...day("startsOn") }),
    may,
  },
  leaveClassAction: {
    page: ofStaff("roles"),
    button: /^Take out of /,
    fields: () => day("on", `${year}-10-01`),
    may,
  },
  createClassAction: {
    page: () => `${people}/classes`,
    button: /^Make class$/,
    fields: () => ({ name: `Forged ${tag}`, kind: "class", academicYear: String(year) }),
    may,
  },
  giveDutyAction: {
    page: ofStaff("duties"),
    button: /^Give duty$/,
    fields: () => ({ kind: "office", ...day("startsOn") }),
    may: "duties:change",
  },
  endDutyAction: {
    page: ofStaff("duties"),
    button: /^End duty$/,
    fields: () => day("on", `${year}-10-01`),
    may: "duties:change",
  },
  addContactAction: {
    page: (t) => `${people}/${t.pupil}/contacts?name=${tag}`,
    button: /^Add contact$/,
    fields: (t) => ({ adultId: t.otherAdult, relationship: "Uncle", ...day("startsOn") }),
    may,
  },
  changeContactAction: {
    page: (t) => `${people}/${t.pupil}/contacts/${t.contact}`,
    button: /^Save contact$/,
    fields: () => ({ relationship: `Forger ${tag}` }),
    may,
  },
  endContactAction: {
    page: (t) => `${people}/${t.pupil}/contacts/${t.contact}`,
    button: /^End contact$/,
    fields: () => day("on", `${year}-10-01`),
    may,
  },
  confirmContactAction: {
    page: (t) => `${people}/${t.pupil}/contacts/${t.disputed}`,
    button: /^Confirm this contact$/,
    may,
  },
  "/school/[urn]/letters/make": {
    page: () => "/school/999425/letters",
    button: /^Print letters$/,
    fields: (t) => ({ adult: t.objector }),
    may: "signatures:record",
    to: () => "/school/999425/letters/make",
  },
  endAwayAction: {
    page: ofStaff("away"),
    button: /^Record that they are back$/,
    fields: () => day("on", `${year}-09-20`),
    may,
  },
  markAwayAction: {
    page: ofStaff("away"),
    button: /^Mark as away$/,
    fields: () => day("startsOn", `${year + 1}-03-01`),
    may,
  },
  excuseAction: {
    page: ofStaff("away"),
    button: /^Excuse$/,
    fields: () => day("startsOn", `${year + 1}-03-01`),
    may: "people:excuse",
  },
  // The last that is done to them.
  endMembershipAction: {
    page: (t) => `${people}/${t.staff}/roles/${t.membership}/end`,
    button: /^End membership$/,
    fields: () => day("on", `${year}-11-01`),
    may,
  },
  sendQuestion: {
    page: (t) => `/sign/${t.asked}/question`,
    button: /^Send question$/,
    fields: () => ({ words: `Why? ${tag}` }),
    may: "asker",
  },
  sendRefusal: {
    page: (t) => `/sign/${t.declined}/decline`,
    button: /^Say that I do not agree$/,
    fields: () => ({ words: `No. ${tag}` }),
    may: "decliner",
  },
  sendObjection: {
    page: (t) => `/sign/${t.signedByAnother}/object`,
    button: /^Send my objection$/,
    fields: () => ({ words: `Not with me. ${tag}` }),
    may: "objector",
  },
  sayNotMyChild: {
    page: (t) => `/sign/${t.notTheirs}/not-my-child`,
    button: /^This is not my child$/,
    fields: () => ({ words: `Who is this? ${tag}` }),
    may: "stranger",
  },
  addHolidayAction: {
    page: () => "/school/999425/holidays",
    button: /^Add holiday$/,
    fields: () => ({
      name: `Forged ${tag}`,
      ...day("startsOn", "2041-08-01"),
      ...day("endsOn", "2041-08-02"),
    }),
    may: "holidays:keep",
  },
  removeHolidayAction: {
    page: () => "/school/999425/holidays",
    button: new RegExp(`^Take away Forged ${tag}$`),
    may: "holidays:keep",
  },
  changeSettingsAction: {
    page: () => "/organisation/settings",
    button: /^Save settings$/,
    fields: () => ({ returnDays: String((Number.parseInt(tag, 16) % 360) + 1) }),
    may: "settings:change",
    by: "administrator",
  },
  "/sign/[obligation]/submit": {
    page: (t) => `/sign/${t.toSign}`,
    button: /^Sign agreement$/,
    fields: () => ({ agreed: "yes", printedName: `Forged ${tag}` }),
    may: "signer",
    to: (t) => `/sign/${t.toSign}/submit`,
  },
  ...Object.fromEntries(
    Object.entries(arrivalChanges).map(([name, { page, fields, ...change }]): [string, Change] => [
      name,
      { ...change, page: (t) => page(t.arrivals), fields: (t) => fields?.(t.arrivals) ?? {} },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(sessionChanges).map(([name, { page, fields, ...change }]): [string, Change] => [
      name,
      { ...change, page: (t) => page(t.session), fields: (t) => fields?.(t.session) ?? {} },
    ]),
  ),
};

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(headActChanges).map(([name, { page, fields, to, ...change }]): [string, Change] => [
      name,
      {
        ...change,
        page: (t) => page(t.acts),
        fields: (t) => fields?.(t.acts) ?? {},
        ...(to ? { to: (t: Targets) => to(t.acts) } : {}),
      },
    ]),
  ),
);

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(draftChanges).map(([name, { page, fields, to, ...change }]): [string, Change] => [
      name,
      {
        ...change,
        page: (t) => page(t.drafts),
        fields: (t) => fields?.(t.drafts) ?? {},
        ...(to ? { to: (t: Targets) => to(t.drafts) } : {}),
      },
    ]),
  ),
);

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(fileChanges).map(([name, { page, fields, to, ...change }]): [string, Change] => [
      name,
      {
        ...change,
        page: (t) => page(t.files),
        fields: (t) => fields?.(t.files) ?? {},
        to: (t: Targets) => to(t.files),
      },
    ]),
  ),
);

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(schoolChanges).map(([name, { page, fields, ...change }]): [string, Change] => [
      name,
      { ...change, page: (t) => page(t.schools), fields: (t) => fields?.(t.schools) ?? {} },
    ]),
  ),
);

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(versionChanges).map(([name, { page, fields, ...change }]): [string, Change] => [
      name,
      { ...change, page: (t) => page(t.versions), fields: (t) => fields?.(t.versions) ?? {} },
    ]),
  ),
);

Object.assign(
  changes,
  Object.fromEntries(
    Object.entries(ratificationChanges).map(([name, { page, fields, ...change }]): [string, Change] => [
      name,
      { ...change, page: (t) => page(t.ratification), fields: (t) => fields?.(t.ratification) ?? {} },
    ]),
  ),
);

/** What is there for everybody, because it is how one comes in or goes; its own rules have their own tests. */
const forEverybody: Record<string, string> = {
  requestCode: "/sign-in",
  signInWithCode: "/sign-in/code",
  sendCode: "/countersign/no-such-link",
  signInWithLetter: "/letter",
  choosePerson: "/sign-in/who",
  signInAs: "/demo",
  "/sign-in/provider": "/sign-in/provider",
  "/sign-out": "/sign-out",
  ...tabletPosts,
  ...doorPosts,
};

test("every action and every route that takes a post has its place in a table", () => {
  expect([...Object.keys(changes), ...Object.keys(forEverybody)].sort()).toEqual(
    [...actionsOfApp, ...postsOfApp].sort(),
  );
});

let here: Grounds;
let targets: Targets;
let origin: string;

test.beforeAll(async ({ baseURL }) => {
  origin = new URL(baseURL as string).origin;
  here = await openGrounds(origin);
  const { organisationId } = here;
  const command = { organisationId, words: "a journey" };
  const school = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findFirstOrThrow({ where: { organisationId, urn: "999425" } }),
  );
  let count = 0;
  const someone = async (role = "staff", more = {}) => {
    const added = await addPerson(command, school.id, {
      givenName: "Tom",
      familyName: `Target ${tag} ${++count}`,
      role,
      startsOn: "2024-09-01",
      confirmed: true,
      ...more,
    });
    if (!("personId" in added)) throw new Error("somebody like them is there already");
    return added;
  };
  const due = async (personId: string) => {
    const [asked] = await obligationsOf(organisationId, personId, today("Europe/London"));
    if (!asked) throw new Error("nothing is asked");
    return asked;
  };
  const { personId: staff, membershipId: membership } = await someone();
  const [{ personId: pupil }, { personId: adult }, { personId: otherAdult }] = [
    await someone("pupil", { yearGroup: 9 }),
    await someone("parent"),
    await someone("parent"),
  ];
  const [{ personId: asker }, { personId: decliner }, { personId: signer }] = [
    await someone("staff", { addresses: [`asker-${tag}@larkmere.example`.toLowerCase()] }), // who is asked to read drafts
    await someone(),
    await someone(),
  ];
  const aClass = async (name: string) =>
    (
      await createClassGroup(command, school.id, {
        name: `${name} ${tag}`,
        kind: "class",
        academicYear: year,
      })
    ).classGroupId;
  const classId = await aClass("Taught");
  await addAddress(command, staff, { address: `target-${tag}@larkmere.example` });
  await giveDuty(command, staff, school.id, { kind: "it-administrator", startsOn: `${year}-09-01` });
  await joinClass(command, staff, school.id, {
    classGroupId: classId,
    part: "teacher",
    startsOn: `${year}-09-01`,
  });
  await markAway(command, staff, school.id, { startsOn: `${year}-09-10` });
  await startSession({ organisationId, personId: staff, method: "code" });
  const link = { adultId: adult, relationship: "Aunt", maySign: "on", startsOn: `${year}-09-01` };
  const { contactId } = await addContact(command, pupil, link);
  const toSign = await due(signer);
  const adultOf = async (child: string) => {
    const { personId } = await someone("parent");
    const more = { adultId: personId, relationship: "Carer", maySign: "on", startsOn: `${year}-09-01` };
    return { personId, ...(await addContact(command, child, more)) };
  };
  const { contactId: disputed } = await adultOf(pupil);
  await inOrganisation(organisationId, (transaction) =>
    transaction.contact.updateMany({
      where: { organisationId, id: disputed },
      data: { disputedAt: new Date() },
    }),
  );
  // A child who has signed, with one adult who has signed for them, one who objects and one who is nobody of theirs.
  const { personId: child } = await someone("pupil", { yearGroup: 9 });
  const [one, { personId: objector }] = [await adultOf(child), await adultOf(child)];
  await signAll(organisationId, child, "9A");
  await signAll(organisationId, one.personId, "9A", "countersign");
  const { personId: stranger } = await adultOf(pupil);
  targets = {
    staff,
    membership,
    pupil,
    contact: contactId,
    adult,
    otherAdult,
    classId,
    otherClassId: await aClass("Other"),
    asker,
    asked: (await due(asker)).id,
    decliner,
    declined: (await due(decliner)).id,
    signer,
    toSign: toSign.id,
    wording: toSign.wordingId,
    arrivals: await anArrivalTarget(organisationId, school.id, tag),
    session: await aClassSession(
      here.visitor("head").actor as { organisationId: string; personId: string },
      { id: school.id, urn: "999425" },
      tag,
      year,
      someone,
    ),
    acts: await headActTargets(
      here.visitor("head").actor as { organisationId: string; personId: string },
      school.id,
      someone,
      here.visitor("administrator").actor as { organisationId: string; personId: string },
    ),
    versions: await versionTargets(here.visitor("administrator").actor as Actor, {
      organisationId: here.organisationId,
      personId: asker,
    }),
    drafts: await draftTargets(here.visitor("administrator").actor as Actor),
    files: await aBroughtInFile(here.visitor("administrator").actor as Actor),
    ratification: await ratificationTargets(),
    schools: await aSchoolTarget(here.visitor("head").actor as Actor, school.id, someone),
    disputed,
    objector,
    signedByAnother: (await due(objector)).id,
    stranger,
    notTheirs: (await due(stranger)).id,
  };
});
test.afterAll(() => here?.close());

/** Every row about the targets, and everything that bears this run's mark. */
async function state(): Promise<string> {
  const { organisationId } = here;
  const ids = [
    targets.staff,
    targets.pupil,
    targets.adult,
    targets.otherAdult,
    targets.asker,
    targets.decliner,
    targets.signer,
    targets.objector,
    targets.stranger,
  ];
  // How far the worker has got with a message is no change of ours.
  const columns: Record<string, string> = {
    message:
      "case when t.kind <> 'ask' then to_jsonb(t) - 'state' - 'reason' - 'sent_at' - 'attempts' - 'handing_over_at' - 'body' - 'not_before' end",
  };
  const about = [
    ["person", "id"],
    ["address", "person_id"],
    ["membership", "person_id"],
    ["duty", "person_id"],
    ["class_membership", "person_id"],
    ["contact", "pupil_id"],
    ["away", "person_id"],
    ["session", "person_id"],
    ["event", "person_id"],
    ["message", "person_id"],
    ["signature", "signer_id"],
    ["response", "signer_id"],
  ].map(
    ([table, column]) =>
      `select ${columns[table as string] ?? "to_jsonb(t)"} as row from ${table} t where organisation_id = $1::uuid and ${column} = any ($2::uuid[])`,
  );
  const marked = ["person", "class_group", "holiday"].map(
    (table) => `select to_jsonb(t) from ${table} t where organisation_id = $1::uuid and t::text like $3`,
  );
  const settings = "select to_jsonb(t) from organisation t where organisation_id = $1::uuid";
  const rows = await inOrganisation(organisationId, (transaction) =>
    transaction.$queryRawUnsafe<{ row: string }[]>(
      `select row::text as row from (${[...about, ...marked, settings].join(" union all ")}) every order by 1`,
      organisationId,
      ids,
      `%${tag}%`,
    ),
  );
  return [
    ...rows.map(({ row }) => row),
    await stateOfSessions(organisationId, targets.session),
    await stateOfArrivals(organisationId, targets.arrivals),
    await stateOfHeadActs(organisationId, targets.acts),
    await stateOfFiles(organisationId, targets.files),
    await stateOfDrafts(organisationId, targets.drafts),
    await stateOfVersions(organisationId, targets.versions),
    await stateOfSchools(organisationId, targets.schools),
    await stateOfRatification(targets.ratification),
  ].join("\n");
}

/** Someone who is no persona, signed in. */
async function signedIn(personId: string): Promise<{ cookie: string }> {
  const { cookieOfSession } = await import("#lib/auth/cookies.ts");
  const session = await startSession({ organisationId: here.organisationId, personId, method: "code" });
  const { name, value } = await cookieOfSession(session);
  return { cookie: `${name}=${value}` };
}

for (const [name, change] of Object.entries(changes)) {
  test(`${name} works for those who may, from our own pages, and for nobody else`, async () => {
    const persons = ["asker", "decliner", "signer", "objector", "stranger"] as const;
    const person = persons.find((one) => one === change.may);
    const allowed = (who: Visitor) =>
      !person && (change.keys?.includes(who.key) ?? who.may(change.may as Permission, change.at ?? "high"));
    // The head where there is one among those who may; else the person themself.
    const rightful = here.visitor(change.by ?? "head");
    const headers: Record<string, string> = person ? await signedIn(targets[person]) : {};
    const page = change.page(targets);
    const shown = await rightful.http.get(page, { headers });
    expect(shown.status()).toBe(200);
    const multipart = { ...formOf(await shown.text(), change.button), ...change.fields?.(targets) };
    const to = change.to?.(targets) ?? page;

    const before = await state();
    for (const who of here.visitors.filter((one) => !allowed(one))) {
      const answer = await who.http.post(to, { multipart, headers: { origin } });
      // Pages under /sign come before the gate.
      const unseen = change.readers?.includes(who.key) ? "page" : "not-found";
      const wanted = who.isNobody ? "to sign-in" : who.isNew && !person ? "to agreements" : unseen;
      // A form of theirs leads a browser to the page of the agreement, which is not there for them.
      const leads = new URL(answer.headers().location ?? "/", origin).pathname;
      const said = leads.startsWith("/sign/")
        ? await outcomeOf(await who.http.get(leads))
        : await outcomeOf(answer);
      expect([who.key, said]).toEqual([who.key, wanted]);
    }
    for (const foreign of [{}, { origin: "https://elsewhere.example" }, { origin: "null" }] as Record<
      string,
      string
    >[]) {
      const answer = await rightful.http.post(to, { multipart, headers: { ...headers, ...foreign } });
      expect([foreign, answer.status()]).toEqual([foreign, 403]);
    }
    expect(await state()).toBe(before);

    const done = await rightful.http.post(to, { multipart, headers: { ...headers, origin } });
    expect([await outcomeOf(done), done.headers().location]).toEqual(
      change.stays ? ["page", undefined] : ["elsewhere", expect.any(String)],
    );
    expect(await state()).not.toBe(before);
  });
}

for (const [name, address] of Object.entries(forEverybody)) {
  test(`${name} takes no post that did not come from our own pages`, async () => {
    const head = here.visitor("head");
    const sessionsBefore = await database().session.count({
      where: { personId: head.actor?.personId, endedAt: null },
    });
    for (const foreign of [{}, { origin: "https://elsewhere.example" }, { origin: "null" }] as Record<
      string,
      string
    >[])
      for (const who of [head, here.visitor("nobody")]) {
        const answer = await who.http.post(address, {
          headers: foreign,
          multipart: { address: "x@larkmere.example" },
        });
        expect([foreign, answer.status(), answer.headers()["set-cookie"]]).toEqual([foreign, 403, undefined]);
      }
    expect(await database().session.count({ where: { personId: head.actor?.personId, endedAt: null } })).toBe(
      sessionsBefore,
    );
  });
}
