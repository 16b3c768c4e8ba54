import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
} from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

const charType = 18;
const textType = 25;

/** The adapter, but for three faults of its own that only the schema engine meets. */
class MigratingPrismaPg extends PrismaPg {
  readonly pools = new Set<pg.Pool>();
  readonly #config: pg.PoolConfig;

  constructor(config: pg.PoolConfig) {
    super(config);
    this.#config = config;
  }

  /** Its own splits scripts at every semicolon, which cuts function bodies in two. */
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    this.pools.add(pool);
    adapter.executeScript = async (script) => {
      await pool.query(script).catch((error) => {
        // What PostgreSQL said reaches the engine, and whoever reads its message, in this shape only.
        const { code = "", severity = "ERROR", message, detail, column, hint } = error as pg.DatabaseError;
        throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
      });
    };
    this.#readChars(adapter, pool);
    return adapter;
  }

  /** Its own refuses columns of PostgreSQL's catalogue type "char", which the engine asks for to see what a database holds. */
  #readChars(adapter: Adapter, pool: pg.Pool): void {
    const columns = new WeakMap<unknown[], number[]>();
    const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
    pool.query = (async (config: pg.QueryConfig) => {
      const result = await query(config);
      const chars = (result.fields ?? []).flatMap((field, at) => (field.dataTypeID === charType ? [at] : []));
      for (const at of chars) Object.assign(result.fields[at] ?? {}, { dataTypeID: textType });
      if (chars.length > 0) columns.set(result.rows, chars);
      return result;
    }) as typeof pool.query;
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (asked) => {
      const result = await queryRaw(asked);
      for (const at of columns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
      return result;
    };
  }

  /** Its own drops the shadow database while it is still connected to it. */
  override async connectToShadowDb(): Promise<Adapter> {
    const database = `countersign_shadow_${randomUUID().replaceAll("-", "")}`;
    const owner = await this.connect();
    await owner.executeScript(`create database ${database}`);
    const shadow = new MigratingPrismaPg({ ...this.#config, database });
    const adapter = await shadow.connect();
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await owner.executeScript(`drop database ${database} with (force)`);
    };
    return adapter;
  }
}

let instantiated = false;

function instantiate(): void {
  if (instantiated) return;
  const module = new WebAssembly.Module(
    // require.resolve, because the test runner's modules have no import.meta.resolve.
    readFileSync(
      createRequire(import.meta.url)
        .resolve("@prisma/schema-engine-wasm")
        .replace(/\.js$/, "_bg.wasm"),
    ),
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
  const factory = new MigratingPrismaPg(config);
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
