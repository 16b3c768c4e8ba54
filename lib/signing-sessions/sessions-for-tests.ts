import { beforeAll, beforeEach } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import type { TabletPass } from "./find-tablet.ts";
import { openClassSession } from "./open-session.ts";
import { signingSession } from "./session-in-view.ts";
import { type TabletView, tabletView } from "./tablet-view.ts";
import { agreeInTurn, chooseName, goToStep } from "./take-turn.ts";

/* What the tests of signing sessions share: a trust with two schools, classes in them, and children at tablets. */

export const { query } = await testDatabase();

/** The network of the room. */
export const here = "198.51.100.7";

export type At<Where extends TabletView["at"]> = TabletView & { at: Where };
export type School = { id: string; urn: string; name: string };

export const start = new Date("2026-11-23T09:00:00Z");
export let organisationId: string;
export let school: School;
export let sibling: School;
export let office: Actor;
export let pupilSeries: string;
export let staffSeries: string;

export const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await query("owner", sql, values)).rows as T[];
const inside = <T>(work: Parameters<typeof inOrganisation<T>>[1]) => inOrganisation(organisationId, work);

export async function aClass(
  size: number,
  { academicYear = 2026, at = school, names = [] as string[] } = {},
) {
  const id = newId();
  await inside((transaction) =>
    transaction.classGroup.create({
      data: { organisationId, id, unitId: at.id, name: `Class ${id.slice(-6)}`, academicYear },
    }),
  );
  const join = (personId: string, part: string, startsOn = "2026-09-01") =>
    inside((transaction) =>
      transaction.classMembership.create({
        data: {
          organisationId,
          id: newId(),
          classGroupId: id,
          personId,
          part,
          startsOn: dayToDate(startsOn),
        },
      }),
    );
  const pupils: string[] = [];
  for (let n = 0; n < size; n++) {
    const [givenName, familyName] = (names[n] ?? "").split(" ");
    const pupil = await aPerson(organisationId, {
      ...(givenName ? { givenName, familyName } : {}),
      roles: [{ role: "pupil", unitId: at.id, yearGroup: 4 }],
    });
    await join(pupil, "pupil");
    pupils.push(pupil);
  }
  const teacherId = await aPerson(organisationId, { roles: [{ role: "staff", unitId: at.id }] });
  await join(teacherId, "teacher");
  const teacher = await actorFor(organisationId, teacherId);
  return { id, pupils, teacher, join };
}

type Class = Awaited<ReturnType<typeof aClass>>;

export const openFor = (group: Class, more: Record<string, unknown> = {}, actor = group.teacher) =>
  openClassSession(actor, school.id, {
    classGroupId: group.id,
    seriesId: pupilSeries,
    length: "lesson",
    ...more,
  });
export const codeOf = async (sessionId: string) =>
  (await rows<{ code: string }>("select code from signing_session where id = $1", [sessionId]))[0]
    ?.code as string;

/** A tablet that asked, and was let in unless it is said who may not be. */
export async function aTablet(sessionId: string, actor: Actor | null): Promise<TabletPass> {
  const pass = await askToBeLetIn(await codeOf(sessionId), null, here);
  if (actor) {
    const { asking } = await signingSession(actor, school.urn, sessionId);
    for (const { tabletId } of asking) await admitTablet(actor, tabletId);
  }
  return pass;
}

export async function step(pass: TabletPass): Promise<At<"step">> {
  const view = await tabletView(pass);
  if (view.at !== "step") throw new Error(`the tablet shows ${view.at}`);
  return view;
}
export const namesOn = async (pass: TabletPass) => {
  const view = await tabletView(pass);
  if (view.at !== "names") throw new Error(`the tablet shows ${view.at}`);
  return view.names;
};

/** A child goes through the rules and agrees. */
export async function sign(pass: TabletPass, personId: string): Promise<string> {
  await chooseName(pass, personId);
  const { turnId, last } = await step(pass);
  for (let at = 1; at <= last; at++) await goToStep(pass, turnId, at);
  await agreeInTurn(pass, turnId, { fields: {} });
  return turnId;
}

export const signatures = (sessionId: string) =>
  rows<{ signer_id: string; method: string; recorded_by_id: string; signed_at: Date; signed_on: Date }>(
    "select s.* from signature s join session_turn t on t.signature_id = s.id where t.session_id = $1",
    [sessionId],
  );

/** Makes the school, its policy and its office; before every test the clock stands at `start`. Called once by a test file. */
export function aSchoolForSessions(): void {
  beforeAll(async () => {
    setClock(start);
    const made = await anOrganisation();
    organisationId = made.organisationId;
    [school, sibling] = made.schools as [School, School];
    await bringInPolicy(
      { organisationId, words: "a test" },
      { text: aPolicyText(), fileName: "policy.md", implementationOn: "2026-09-01" },
    );
    office = await actorFor(
      organisationId,
      await aPerson(organisationId, {
        roles: [{ role: "staff", unitId: school.id }],
        duties: [{ kind: "office", unitId: school.id }],
      }),
    );
    const series = await rows<{ key: string; series_id: string }>("select key, series_id from agreement");
    pupilSeries = series.find(({ key }) => key === "pupils")?.series_id as string;
    staffSeries = series.find(({ key }) => key === "staff")?.series_id as string;
    return () => setClock(undefined);
  });
  beforeEach(() => setClock(start));
}
