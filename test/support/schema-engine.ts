import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

// Prisma's schema engine, compiled to WebAssembly. Its entry point imports the .wasm file, which Node 20 cannot, so
// the module is set up here by hand.

const folder = resolve("node_modules/@prisma/schema-engine-wasm");

/** The SQL that would turn a migrated database into what schema.prisma says; empty when they agree. */
export async function driftOf(databaseUrl: string): Promise<string> {
  (globalThis as { PRISMA_WASM_PANIC_REGISTRY?: unknown }).PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message: string) => console.error(message),
  };
  const glue = await import(/* @vite-ignore */ `${folder}/schema_engine_bg.js`);
  const wasm = await WebAssembly.instantiate(readFileSync(`${folder}/schema_engine_bg.wasm`), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(wasm.instance.exports);
  (wasm.instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  const factory = adapterThatKnowsChar(databaseUrl);
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const engine = await glue.SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const answer = await engine.diff({
    from: { tag: "schemaDatasource", files: [{ path: "schema.prisma", content: schema }], configDir: "." },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }], configDir: "." },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  engine.free();
  return (answer.stdout ?? "").trim();
}

const CHAR = 18;
const BLANK_PADDED = 1042;

/**
 * The catalogue has columns of the type "char", which the adapter does not know. They travel under a type it knows and
 * are declared single characters again on the way out.
 */
function adapterThatKnowsChar(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 1 });
  let single = new Set<number>();
  pool.on("connect", (client) => {
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
    connection.prependListener("rowDescription", ({ fields }: { fields: { dataTypeID: number }[] }) => {
      single = new Set(fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : [])));
      for (const index of single) fields[index]!.dataTypeID = BLANK_PADDED;
    });
  });
  const inner = new PrismaPg(pool);
  const connect = async () => {
    const adapter = await inner.connect();
    const ask = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await ask(query);
      for (const index of single) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  return Object.assign(Object.create(inner), { connect });
}
