import { readFileSync } from "node:fs";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

/** The adapter, but for scripts: its own splits them at every semicolon, which cuts function bodies in two. */
class ScriptSafePrismaPg extends PrismaPg {
  readonly pools = new Set<pg.Pool>();

  override async connect() {
    return this.#runningScriptsWhole(await super.connect());
  }

  override async connectToShadowDb() {
    return this.#runningScriptsWhole(await super.connectToShadowDb());
  }

  #runningScriptsWhole(adapter: Awaited<ReturnType<PrismaPg["connect"]>>) {
    const pool = adapter.underlyingDriver();
    this.pools.add(pool);
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  }
}

let instantiated = false;

function instantiate(): void {
  if (instantiated) return;
  const module = new WebAssembly.Module(
    readFileSync(new URL(import.meta.resolve("@prisma/schema-engine-wasm")).pathname.replace(/\.js$/, "_bg.wasm")),
  );
  const imports: Record<string, unknown> = { ...wasm };
  // The engine leaves its timeouts running when it is done, and would keep the process for ten seconds more.
  for (const name of Object.keys(imports).filter((name) => name.startsWith("__wbg_setTimeout_")))
    imports[name] = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds).unref();
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": imports as never });
  wasm.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
  instantiated = true;
}

/**
 * Works with Prisma's schema engine as WebAssembly, which comes with npm; the usual one is downloaded from elsewhere.
 * @param config discrete fields and not a connection string: the engine's shadow database would be the real one
 * @param datamodel the text of schema.prisma, where the schema matters
 */
export async function withSchemaEngine<T>(
  config: pg.PoolConfig,
  datamodel: string | undefined,
  work: (engine: wasm.SchemaEngine) => Promise<T>,
): Promise<T> {
  instantiate();
  const factory = new ScriptSafePrismaPg(config);
  const engine = await wasm.SchemaEngine.new(
    { datamodels: datamodel === undefined ? undefined : [["schema.prisma", datamodel]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    // The engine leaves its connections open, which would hold up whoever stops the database.
    await Promise.all([...factory.pools].filter((pool) => !pool.ended).map((pool) => pool.end()));
  }
}
