import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/*
 * Which part of the program may know of which, so that a rule can be read, moved and tested without the pages around
 * it. A test and no setting of the linter: the linter's patterns know neither layers nor types from values.
 */

/** Parts of lib/, each knowing those before it and its own. */
const layers = [
  [
    "clock.ts",
    "database",
    "dates.ts",
    "env.ts",
    "errors.ts",
    "identifiers.ts",
    "kept-files.ts",
    "outbox.ts",
    "parse.ts",
  ],
  ["events", "organisations", "people", "permissions"],
  ["auth", "policies"],
  ["obligations"],
  ["signing", "ratification", "messages"],
  ["signing-sessions", "visits"],
];

/** Who is acting is a type that everything may name, wherever who that is gets found out. */
const anyoneMayName = "lib/auth/actor.ts";

/** What views may use of lib/ besides its types: words, schemas that forms share with the server, and how days are said. */
const forViews = /^lib\/(dates\.ts|([\w-]+\/){1,2}(schema|words)\.ts)$/;

/** The personas that `/demo` offers are part of the demonstration. */
const exceptions = new Set([
  "app/demo/actions.ts prisma/demo/personas.ts",
  "app/demo/page.tsx prisma/demo/personas.ts",
]);

const isTest = (file: string) =>
  /\.test\.tsx?$|-for-tests\.ts$|(^|\/)testing(\/|\.ts$)|test-database\.ts$|^e2e\//.test(file);

type Import = { from: string; to: string; typeOnly: boolean };

const statement =
  /^(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?"([^"]+)"|import\(\s*"([^"]+)"\s*\)/gm;

/** The project's files and what each imports of the project; packages from outside keep their names. */
function readImports(): { files: string[]; imports: Import[] } {
  const files = ["app", "components", "lib", "prisma", "scripts", "e2e"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("lib/database/generated/"))
    .concat("proxy.ts");
  const imports = files.flatMap((from) =>
    [...readFileSync(from, "utf8").matchAll(statement)].map(([, type, named = "", dynamic]) => {
      const target = dynamic ?? named;
      const to = target.startsWith("#")
        ? target.slice(1)
        : target.startsWith(".")
          ? path.posix.join(path.posix.dirname(from), target)
          : target;
      return { from, to, typeOnly: type !== undefined };
    }),
  );
  return { files, imports };
}

const { files, imports } = readImports();
const within = (folder: string) =>
  imports.filter(({ from }) => from.startsWith(`${folder}/`) && !isTest(from));
const say = (found: Import[]) =>
  found.map(({ from, to }) => `${from} ${to}`).filter((line) => !exceptions.has(line));
const isOneOf = (folders: string) => (to: string) => new RegExp(`^(${folders})/`).test(to);

test("imports are found: every one leads to a file that is there", () => {
  expect(files.length).toBeGreaterThan(250);
  expect(imports.length).toBeGreaterThan(1000);
  const ours = imports.filter(({ to }) => isOneOf("app|components|lib|prisma|scripts|e2e")(to));
  expect(say(ours.filter(({ to }) => !files.includes(to) && !/\.css$|\/generated\//.test(to)))).toEqual([]);
});

describe("app, components and lib", () => {
  test("pages use components and rules, and nothing else of ours", () => {
    expect(say(within("app").filter(({ to }) => isOneOf("prisma|scripts|e2e")(to)))).toEqual([]);
  });

  test("components take of the rules what they show and how it is said, never the database or a page", () => {
    expect(say(within("components").filter(({ to }) => isOneOf("app|prisma|scripts|e2e")(to)))).toEqual([]);
    const values = within("components").filter(({ to, typeOnly }) => to.startsWith("lib/") && !typeOnly);
    expect(say(values.filter(({ to }) => !forViews.test(to)))).toEqual([]);
  });

  test("what components may take runs in a browser too", () => {
    const reached = new Set(files.filter((file) => forViews.test(file)));
    for (const file of reached)
      for (const { from, to, typeOnly } of imports) if (from === file && !typeOnly) reached.add(to);
    const notInBrowsers = /^(node:|pg$|next|lib\/(env|clock|outbox)\.ts|lib\/database\/)/;
    expect([...reached].filter((file) => notInBrowsers.test(file))).toEqual([]);
  });

  test("rules know no page, no view, no script and no demonstration", () => {
    expect(say(within("lib").filter(({ to }) => isOneOf("app|components|prisma|scripts|e2e")(to)))).toEqual(
      [],
    );
    expect(say(within("lib").filter(({ to }) => /^(next|react)(\/|$)/.test(to)))).toEqual([]);
  });

  test("nothing but pages knows pages", () => {
    const others = imports.filter(({ from }) => !from.startsWith("app/") && !isTest(from));
    expect(say(others.filter(({ to }) => to.startsWith("app/")))).toEqual([]);
  });

  test("what is there for tests is used by tests", () => {
    expect(say(imports.filter(({ from, to }) => isTest(to) && !isTest(from)))).toEqual([]);
  });
});

describe("inside lib", () => {
  const partOf = (file: string) => file.split("/")[1] ?? "";
  const layerOf = (file: string) => layers.findIndex((parts) => parts.includes(partOf(file)));

  test("every part has its layer", () => {
    const parts = new Set(files.filter((file) => file.startsWith("lib/") && !isTest(file)).map(partOf));
    expect([...parts].filter((part) => !layers.flat().includes(part))).toEqual([]);
  });

  test("each part knows those below it and beside it, none above", () => {
    const upwards = within("lib").filter(
      ({ from, to, typeOnly }) =>
        to.startsWith("lib/") && !(typeOnly && to === anyoneMayName) && layerOf(to) > layerOf(from),
    );
    expect(say(upwards)).toEqual([]);
  });

  test("the parts above the rules about people know each other only downwards", () => {
    // Events, organisations, people and permissions need each other; auth and policies, or signing and messages, do not.
    const sideways = within("lib").filter(
      ({ from, to, typeOnly }) =>
        to.startsWith("lib/") &&
        !(typeOnly && to === anyoneMayName) &&
        layerOf(from) >= 2 &&
        layerOf(from) === layerOf(to) &&
        partOf(from) !== partOf(to),
    );
    expect(say(sideways)).toEqual([]);
  });
});

test("no file needs itself, however far round, not even for a type", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
