import type pg from "pg";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { today } from "#lib/clock.ts";
import { newId } from "#lib/identifiers.ts";
import { countProgress } from "#lib/obligations/count-progress.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { organisationOverview } from "#lib/obligations/overview.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { fillLargeOrganisation } from "#scripts/bench/large-organisation.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

/** What is asked of one organisation, each as its pages ask it. */
type Ground = {
  people: number;
  signatures: number;
  head: (turn: number) => { actor: Actor; unitId: string };
  session: (turn: number) => string;
  person: (turn: number) => string;
  administrator: Actor;
  organisationId: string;
};

async function acting(organisationId: string, personId: string): Promise<Actor> {
  const actor = await actorOfSession(await startSession({ organisationId, personId, method: "code" }));
  if (!actor) throw new Error(`${personId} cannot act`);
  return actor;
}

async function counts(owner: pg.Client, organisationId: string) {
  const { rows } = await owner.query(
    `select (select count(*)::int from person where organisation_id = $1) as people,
       (select count(*)::int from signature where organisation_id = $1) as signatures`,
    [organisationId],
  );
  return rows[0] as { people: number; signatures: number };
}

async function makeGround(
  owner: pg.Client,
  size: { slug: string; schools: number; peoplePerSchool: number; firstUrn: number },
): Promise<Ground> {
  const organisationId = newId();
  const { schools, administratorId } = await fillLargeOrganisation(owner, {
    ...size,
    organisationId,
    signaturesPerPerson: 10,
    today: today("Europe/London"),
  });
  // Schools from all over the trust take turns: one alone would stay in the database's memory.
  const step = Math.max(1, Math.floor(schools.length / 10));
  const some = schools.filter((_, place) => place % step === 0);
  const heads = await Promise.all(
    some.map(async ({ headId, unitId }) => ({ actor: await acting(organisationId, headId), unitId })),
  );
  const { rows: people } = await owner.query<{ id: string }>(
    "select id from person where organisation_id = $1 order by md5(id::text) limit 100",
    [organisationId],
  );
  const sessions: string[] = [];
  for (const { id } of people)
    sessions.push(await startSession({ organisationId, personId: id, method: "code" }));
  await countProgress(organisationId);
  const turning =
    <T>(list: T[]) =>
    (turn: number) =>
      list[turn % list.length] as T;
  return {
    ...(await counts(owner, organisationId)),
    head: turning(heads),
    session: turning(sessions),
    person: turning(people.map(({ id }) => id)),
    administrator: await acting(organisationId, administratorId),
    organisationId,
  };
}

const questions: { what: string; turns: number; ask: (ground: Ground, turn: number) => Promise<unknown> }[] =
  [
    {
      what: "a school's who has not signed, 50 rows and counts",
      turns: 40,
      ask: (ground, turn) => {
        const { actor, unitId } = ground.head(turn);
        return whoHasNotSigned(actor, unitId, {});
      },
    },
    {
      what: "the gate: who is acting, and must they sign",
      turns: 400,
      ask: (ground, turn) => actorOfSession(ground.session(turn)),
    },
    {
      what: "the gate: everything one person is asked",
      turns: 400,
      ask: (ground, turn) =>
        obligationsOf(ground.organisationId, ground.person(turn), ground.administrator.today),
    },
    {
      what: "the trust's overview",
      turns: 100,
      ask: (ground) => organisationOverview(ground.administrator),
    },
  ];

/**
 * (d) The same questions, through the functions that the pages call, of a trust of 100 schools and of one with a
 * single school, both of 1,000 people a school with ten signatures each; in turn, one at a time.
 */
export async function measureGrowth(
  bench: Workbench,
  say: (step: string) => void,
  size: { others: number; schools: number; peoplePerSchool: number; rounds: number },
): Promise<Line[]> {
  const { owner } = bench;
  const { peoplePerSchool, schools } = size;
  say(`Filling ${size.others} other organisations, a trust of one school and a trust of ${schools}`);
  for (let n = 0; n < size.others; n++)
    await fillLargeOrganisation(owner, {
      organisationId: newId(),
      slug: `other-${n}`,
      schools: 1,
      peoplePerSchool: peoplePerSchool / 2,
      signaturesPerPerson: 10,
      today: today("Europe/London"),
      firstUrn: 300_001 + n,
    });
  const small = await makeGround(owner, {
    slug: "small-trust",
    schools: 1,
    peoplePerSchool,
    firstUrn: 400_001,
  });
  const large = await makeGround(owner, { slug: "large-trust", schools, peoplePerSchool, firstUrn: 500_001 });
  await owner.query("analyze");
  const describe = ({ people, signatures }: Ground) =>
    `${people.toLocaleString("en-GB")} people, ${signatures.toLocaleString("en-GB")} signatures`;
  say(`Large: ${describe(large)}. Small: ${describe(small)}`);

  const lines: Line[] = [];
  for (const { what, turns, ask } of questions) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round <= size.rounds; round++) {
      const took = { small: [] as number[], large: [] as number[] };
      for (let turn = 0; turn < turns; turn++)
        for (const [name, ground] of [
          ["small", small],
          ["large", large],
        ] as const) {
          const began = performance.now();
          await ask(ground, turn);
          took[name].push(performance.now() - began);
        }
      if (round === 0) continue; // the first is for warming up
      times.small.push(median(took.small));
      times.large.push(median(took.large));
    }
    lines.push({
      part: "d",
      what,
      measured: `${large.people.toLocaleString("en-GB")} people: ${spread(times.large, "ms", 2)}`,
      against: `${small.people.toLocaleString("en-GB")}: ${spread(times.small, "ms", 2)}`,
      ratio: median(times.large) / median(times.small),
      bound: { most: 1.5 },
    });
  }
  return lines;
}
