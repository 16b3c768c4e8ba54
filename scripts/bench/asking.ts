import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { newId } from "#lib/identifiers.ts";
import { askFrom } from "#lib/messages/ask-to-sign.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { fillLargeOrganisation } from "#scripts/bench/large-organisation.ts";
import type { Line } from "#scripts/bench/lines.ts";
import { pupilsPolicy } from "#scripts/bench/policy-text.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

type Size = { schools: number; peoplePerSchool: number };

/** What asking a whole organisation took, school by school. */
type Asking = { messages: number; seconds: number[]; longestTransaction: number; heap: number };

/** Goes through the organisation as the worker's jobs do, each of them ending after one school. */
async function ask(organisationId: string): Promise<Asking> {
  const result: Asking = { messages: 0, seconds: [], longestTransaction: 0, heap: 0 };
  const look = async () => {
    // a role sees its own transactions
    const [found] = await database().$queryRaw<{ seconds: number }[]>`
      select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float as seconds
      from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = current_user`;
    result.longestTransaction = Math.max(result.longestTransaction, found?.seconds ?? 0);
    result.heap = Math.max(result.heap, process.memoryUsage().heapUsed / 1024 / 1024);
  };
  const timer = setInterval(() => void look(), 100);
  let after: string | null = null;
  do {
    const began = performance.now();
    const part = await askFrom(organisationId, after, 0);
    result.seconds.push((performance.now() - began) / 1000);
    result.messages += part.asked;
    after = part.after;
  } while (after !== null);
  clearInterval(timer);
  return result;
}

/**
 * (h) Finding out whom to ask in a large trust and writing the messages: when a policy comes into force that everybody
 * signs, and once more when nothing has changed. For information: nobody waits for it, and it must not keep anybody
 * waiting.
 */
export async function measureAsking(
  bench: Workbench,
  say: (step: string) => void,
  size: Size,
): Promise<Line[]> {
  const { owner } = bench;
  const organisationId = newId();
  const day = today("Europe/London");
  say(`Filling a trust of ${size.schools} schools whose people have addresses`);
  await fillLargeOrganisation(owner, {
    ...size,
    ...{ organisationId, slug: "asking-trust", signaturesPerPerson: 2, today: day, firstUrn: 700_001 },
  });
  await owner.query(
    `insert into address (organisation_id, id, person_id, normalised, as_written, created_at)
     select organisation_id, gen_random_uuid(), id, id || '@school.example', id || '@school.example', now()
     from person where organisation_id = $1`,
    [organisationId],
  );
  await owner.query("analyze");
  await bringInPolicy(
    { organisationId, words: "the bench" },
    {
      text: pupilsPolicy("For everybody", "pupil parent staff volunteer governor"),
      ...{ fileName: "for-everybody.md", implementationOn: day },
    },
  );
  say("Asking everybody, and once more");
  const first = await ask(organisationId);
  const again = await ask(organisationId);
  const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
  const describe = ({ messages, seconds, longestTransaction, heap }: Asking) =>
    `${sum(seconds).toFixed(1)} s for ${messages.toLocaleString("en-GB")} messages; longest school ${Math.max(...seconds).toFixed(1)} s, transaction ${longestTransaction.toFixed(1)} s; heap ${heap.toFixed(0)} MB`;
  return [
    {
      part: "h",
      what: `asking ${(size.schools * size.peoplePerSchool).toLocaleString("en-GB")} people`,
      measured: describe(first),
      against: `again, nothing new: ${describe(again)}`,
      ratio: sum(first.seconds) / sum(again.seconds),
    },
  ];
}
