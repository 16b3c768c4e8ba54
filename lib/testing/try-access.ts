import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import type { testDatabase } from "#lib/database/test-database.ts";
import { Refusal } from "#lib/errors.ts";
import { type AccessCase, makeWorld, type Somebody, type World } from "./access-world.ts";
import { whoMay } from "./who-may.ts";

type Query = Awaited<ReturnType<typeof testDatabase>>["query"];

/** What somebody may expect of a case, from the table of who may do what. */
function expected({ may, whole, also, otherwise }: AccessCase, { name, duty, place }: Somebody): string {
  if (also?.includes(name)) return "done";
  const here = place !== "other organisation";
  const yes =
    may === "everybody" ||
    (may === "everybody here"
      ? here
      : may !== "themself" &&
        duty !== undefined &&
        (whoMay[may]?.includes(duty) ?? false) &&
        (place === "organisation" || (place === "own" && !whole)));
  return yes ? "done" : (otherwise?.[name] ?? "not-found");
}

/** What came of a call: done, the refusal's code, or what went wrong. An answer without the school's rows is a refusal. */
async function outcome(
  world: World,
  one: AccessCase,
  actor: Actor,
  target: unknown,
  elsewhere: boolean,
): Promise<string> {
  try {
    const answer = await one.call(actor, world, target);
    const silent = one.shows && !one.shows(answer, world, target);
    return silent && (one.quiet || elsewhere) ? "not-found" : silent ? "an empty answer" : "done";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

let tables: string[];
/** Changes with any row of any table: how many there are, and the last transaction that wrote one. */
async function everything(query: Query): Promise<string> {
  tables ??= (
    await query("owner", "select tablename as name from pg_tables where schemaname = 'public' order by 1")
  ).rows.map(({ name }) => name);
  const each = tables.map((name) => `(select concat(count(*), ' ', max(xmin::text::bigint)) from ${name})`);
  const { rows } = await query("owner", `select array[${each.join(", ")}] as tables`);
  return rows[0].tables.join(", ");
}

/**
 * Tries every case of every group with everyone in the world. Each group has a world of its own: what one leaves behind
 * would slow down the next.
 */
export function tryAccess(groups: Record<string, AccessCase[]>, query: Query): void {
  describe.each(Object.entries(groups))("%s", (_, group) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld();
    }, 120_000);

    describe.each(
      group.map((one) => ({ called: [one.rule.name, one.about].filter(Boolean).join(", "), one })),
    )("$called", ({ one }) => {
      test("is for those who may, and for everyone else there is nothing there", async () => {
        const wanted: Record<string, string> = {};
        const found: Record<string, string> = {};
        const shared = await one.target?.(world);
        const refused = world.somebody.filter((who) => expected(one, who) !== "done");
        const before = await everything(query);
        // At once: they are to change nothing, so they cannot be in each other's way.
        await Promise.all(
          refused.map(async (who) => {
            wanted[who.name] = expected(one, who);
            found[who.name] = await outcome(
              world,
              one,
              who.actor,
              shared,
              who.place === "other organisation",
            );
          }),
        );
        const after = await everything(query);
        for (const who of world.somebody.filter((somebody) => expected(one, somebody) === "done")) {
          wanted[who.name] = "done";
          found[who.name] = await outcome(world, one, who.actor, await one.target?.(world), false);
        }
        if (one.may === "themself") {
          const target = (await one.target?.(world)) as { actor: Actor };
          wanted.themself = "done";
          found.themself = await outcome(world, one, target.actor, target, false);
        }
        expect(found).toEqual(wanted);
        expect(Object.values(wanted)).toContain("done");
        expect(after, "a refusal changed something").toBe(before);
      }, 60_000);
    });
  });
}
