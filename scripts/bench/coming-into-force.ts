import type pg from "pg";
import { today } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { countProgress } from "#lib/obligations/count-progress.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { rebuildBindings } from "#lib/policies/rebuild-bindings.ts";
import { fillLargeOrganisation } from "#scripts/bench/large-organisation.ts";
import { type Line, median, spread } from "#scripts/bench/lines.ts";
import { pupilsPolicy } from "#scripts/bench/policy-text.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

type Size = { schools: number; peoplePerSchool: number; rounds: number };

/** One statement that writes a row for everybody whom the policy binds today and who has not signed its round. */
const everybodyDue = `
  create temporary table due on commit drop as
  select distinct b.agreement_id, m.person_id, b.unit_id, greatest(b.round_from, m.starts_on) + b.sign_within_days as due_on
  from binding b
  join membership m on m.organisation_id = b.organisation_id and m.unit_id = b.unit_id and m.role = b.role
    and m.starts_on <= $3::date and (m.ends_on is null or m.ends_on >= $3::date)
  where b.organisation_id = $1 and b.policy_id = $2
    and b.starts_on <= $3::date and (b.ends_on is null or b.ends_on >= $3::date)
    and not exists (
      select 1 from signature s where s.organisation_id = b.organisation_id and s.agreement_id = b.agreement_id
        and s.subject_id = m.person_id)`;

async function writeEverybodyDue(owner: pg.Client, given: [string, string, string]): Promise<number> {
  await owner.query("begin");
  const { rowCount } = await owner.query(everybodyDue, given);
  await owner.query("commit");
  return rowCount ?? 0;
}

/**
 * (k) What a version's coming into force costs in a large trust: whom it binds is written anew and the figures of
 * every school are counted; nothing is kept for each person, because what somebody is asked is worked out when it is
 * asked. Against one SQL statement that keeps a row for everybody who is due.
 */
export async function measureComingIntoForce(
  bench: Workbench,
  say: (step: string) => void,
  { rounds, ...size }: Size,
): Promise<Line[]> {
  const { owner } = bench;
  const organisationId = newId();
  const day = today("Europe/London");
  say(`Filling a trust of ${size.schools} schools`);
  await fillLargeOrganisation(owner, {
    ...size,
    ...{ organisationId, slug: "bound-trust", signaturesPerPerson: 2, today: day, firstUrn: 800_001 },
  });
  const bring = (
    title: string,
    implementationOn: string,
    more: { policySlug?: string; material?: boolean } = {},
  ) =>
    bringInPolicy(
      { organisationId, words: "the bench" },
      {
        text: pupilsPolicy(title, "pupil parent staff volunteer governor"),
        ...{ fileName: "for-everybody.md", implementationOn, ...more },
      },
    );
  const { policyId, policySlug } = await bring("For everybody", "2024-09-01");
  await bring("For everybody, anew", day, { policySlug, material: true });
  await owner.query("analyze");
  say("Bringing a version into force");
  const taken = { bindings: [] as number[], ours: [] as number[], statement: [] as number[] };
  let due = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    await inOrganisation(organisationId, (transaction) =>
      rebuildBindings(transaction, organisationId, policyId),
    );
    const bound = performance.now();
    const units = await countProgress(organisationId);
    const counted = performance.now();
    if (units < size.schools) throw new Error(`only ${units} of ${size.schools} schools were counted`);
    due = await writeEverybodyDue(owner, [organisationId, policyId, day]);
    const written = performance.now();
    if (round === 0) continue; // the first is for warming up
    taken.bindings.push((bound - start) / 1000);
    taken.ours.push((counted - start) / 1000);
    taken.statement.push((written - counted) / 1000);
  }
  if (due < size.schools * size.peoplePerSchool) throw new Error(`only ${due} people are due`);
  return [
    {
      part: "k",
      what: `a version comes into force for ${due.toLocaleString("en-GB")} people`,
      measured: `${spread(taken.ours, "s", 2)}, of which ${median(taken.bindings).toFixed(2)} s for whom it binds`,
      against: `one statement with a row for each: ${spread(taken.statement, "s", 2)}`,
      ratio: median(taken.ours) / median(taken.statement),
    },
  ];
}
