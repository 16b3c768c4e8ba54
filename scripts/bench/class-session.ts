import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { today } from "#lib/clock.ts";
import { academicYear, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { admitTablet } from "#lib/signing-sessions/admit-tablet.ts";
import { confirmTurns } from "#lib/signing-sessions/confirm-turns.ts";
import { openClassSession } from "#lib/signing-sessions/open-session.ts";
import { signingSession } from "#lib/signing-sessions/session-in-view.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import { connections } from "#scripts/bench/pages.ts";
import { pupilsPolicy } from "#scripts/bench/policy-text.ts";
import {
  filledForm,
  readSignPage,
  type Signer,
  type SigningGround,
  signingPost,
} from "#scripts/bench/signers.ts";
import { demandReceipts } from "#scripts/bench/signings.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

type Size = { children: number; staff: number; bursts: number; seconds: number };

/** A class with its teacher, who works at the school of the ground, and an agreement for its pupils. */
async function makeClass(owner: pg.Client, ground: SigningGround, children: number) {
  const { organisationId, unitId } = ground.target;
  const day = today("Europe/London");
  const command = { organisationId, words: "the bench" };
  const { policyId } = await bringInPolicy(command, {
    text: pupilsPolicy("Using computers in class"),
    fileName: "using-computers.md",
    implementationOn: day,
  });
  const { classGroupId } = await createClassGroup(command, unitId, {
    name: "Oak",
    kind: "class",
    academicYear: academicYear(day),
  });
  const pupils = Array.from({ length: children }, newId);
  const teacherId = newId();
  const everyone = [...pupils, teacherId];
  await owner.query(
    `insert into person (organisation_id, id, given_name, family_name, sort_name, created_at)
     select $1, id, 'Child ' || n, 'Oak', 'oak, child ' || n, now() from unnest($2::uuid[]) with ordinality as made (id, n)`,
    [organisationId, everyone],
  );
  await owner.query(
    `insert into membership (organisation_id, id, person_id, unit_id, role, cohort, starts_on, created_at)
     select $1, m, p, $4, case p when $6 then 'staff' else 'pupil' end, case p when $6 then null else $7::int end, $5::date, now()
     from unnest($2::uuid[], $3::uuid[]) as made (m, p)`,
    [
      ...[organisationId, everyone.map(newId), everyone, unitId, dayToDate(day), teacherId],
      academicYear(day) - 4,
    ],
  );
  await owner.query(
    `insert into class_membership (organisation_id, id, class_group_id, person_id, part, starts_on)
     select $1, m, $4, p, case p when $6 then 'teacher' else 'pupil' end, $5::date
     from unnest($2::uuid[], $3::uuid[]) as made (m, p)`,
    [organisationId, everyone.map(newId), everyone, classGroupId, dayToDate(day), teacherId],
  );
  await owner.query("analyze");
  const { rows } = await owner.query(
    "select series_id from binding where organisation_id = $1 and policy_id = $2 and unit_id = $3 limit 1",
    [organisationId, policyId, unitId],
  );
  const sessionId = await startSession({ organisationId, personId: teacherId, method: "code" });
  const teacher = await actorOfSession(sessionId);
  if (!teacher) throw new Error("the teacher cannot act");
  const length = "today";
  const session = await openClassSession(teacher, unitId, {
    classGroupId,
    seriesId: rows[0]?.series_id,
    length,
  });
  return { teacher, sessionId: session, pupils };
}

/** A tablet as a browser is one: it keeps its cookie, and shows the page to which a post leads. */
class Tablet {
  readonly port: number;
  private pass = "";
  requests = 0;

  constructor(port: number) {
    this.port = port;
  }

  async page(path = "/class"): Promise<string> {
    this.requests++;
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, { headers: { cookie: this.pass } });
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`a tablet's page answered ${answer.status}`);
    return html;
  }

  async press(path: string, fields: Record<string, string>): Promise<string> {
    this.requests++;
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        cookie: this.pass,
        origin: `http://127.0.0.1:${this.port}`,
        "sec-fetch-site": "same-origin",
      },
      body: new URLSearchParams(fields),
    });
    await answer.arrayBuffer();
    const location = answer.headers.get("location") ?? "";
    if (answer.status !== 303 || location.includes("check=1"))
      throw new Error(`a tablet's post to ${path} answered ${answer.status} ${location}`);
    const given = answer.headers.getSetCookie().find((cookie) => cookie.includes("tablet="));
    if (given) this.pass = given.split(";")[0] as string;
    return location;
  }
}

const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

/** One child, from the list of names to the thanks, in so many seconds. */
async function childSigns(tablet: Tablet, personId: string, seconds: number): Promise<void> {
  // as many steps as the agreement has, spread over the time
  const pause = () => wait(((seconds * 1000) / 13) * (0.7 + 0.6 * Math.random()));
  await wait(Math.random() * ((seconds * 1000) / 13));
  await tablet.page();
  await pause();
  await tablet.press("/class/name", { person: personId });
  for (let step = 0; step < 40; step++) {
    const html = await tablet.page();
    const fields = { turn: hidden(html, "turn"), at: hidden(html, "at") };
    await pause();
    if (!html.includes("I agree")) {
      await tablet.press("/class/turn", { ...fields, do: "next" });
      continue;
    }
    const thanks = await tablet.page(await tablet.press("/class/turn", { ...fields, do: "agree" }));
    if (!thanks.includes("Thank you")) throw new Error("a child was not thanked");
    return;
  }
  throw new Error("a child came to no end");
}

/**
 * (f) Staff who sign all at once, alone and while the children of a class sign on a tablet each, within a minute and
 * under the eyes of their teacher.
 */
export async function measureClassSession(
  bench: Workbench,
  ground: SigningGround,
  size: Size,
): Promise<Line[]> {
  const web = await bench.startWeb();
  const form = filledForm(await readSignPage(web.port, (await ground.signers(1))[0] as Signer));
  const burst = async (): Promise<number> => {
    const people = await ground.signers(size.staff);
    const requests = await Promise.all(people.map((signer) => signingPost(web.port, signer, form)));
    const result = await bench.load({ port: web.port, connections, requests });
    demandReceipts(result, size.staff);
    return result.answers / result.seconds;
  };
  const bursts = async (): Promise<number[]> => {
    const rates: number[] = [];
    const began = performance.now();
    for (let n = 0; n < size.bursts; n++) {
      rates.push(await burst());
      // over the whole of the time, not only its beginning
      const next = (size.seconds * 1000 * (n + 1)) / size.bursts;
      await wait(Math.max(0, next - (performance.now() - began)));
    }
    return rates;
  };

  const { teacher, sessionId, pupils } = await makeClass(bench.owner, ground, size.children);
  const { rows } = await bench.owner.query(
    "select s.code, u.urn from signing_session s join unit u on u.organisation_id = s.organisation_id and u.id = s.unit_id where s.id = $1",
    [sessionId],
  );
  const { code, urn } = rows[0] as { code: string; urn: string };
  const tablets = await Promise.all(
    pupils.map(async () => {
      const tablet = new Tablet(web.port);
      await tablet.press("/class/code", { code });
      return tablet;
    }),
  );
  for (const { tabletId } of (await signingSession(teacher, urn, sessionId)).asking)
    await admitTablet(teacher, tabletId);
  for (const tablet of tablets) await tablet.page();

  await burst(); // for warming up
  const alone = await bursts();
  const began = performance.now();
  const [together, took] = await Promise.all([
    bursts(),
    Promise.all(tablets.map((tablet, n) => childSigns(tablet, pupils[n] as string, size.seconds * 0.9))).then(
      () => (performance.now() - began) / 1000,
    ),
  ]);
  const view = await signingSession(teacher, urn, sessionId);
  const made = await confirmTurns(
    teacher,
    sessionId,
    view.toConfirm.map(({ turnId }) => turnId),
  );
  if (made !== size.children)
    throw new Error(`${size.children} children signed, and ${made} signatures were made`);
  await web.stop();
  const requests = tablets.reduce((sum, tablet) => sum + tablet.requests, 0);
  return [
    {
      part: "f",
      what: `${size.staff} staff signing while ${size.children} children of a class sign`,
      measured: `${spread(together, "a second")}; children in ${took.toFixed(0)} s, ${requests} requests`,
      against: `staff alone: ${spread(alone, "a second")}`,
      ratio: median(together) / median(alone),
      bound: { least: 0.8, aim: 0.95 },
    },
  ];
}
