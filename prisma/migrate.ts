import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

// Applies prisma/migrations as the owner. The book-keeping is Prisma's own (`_prisma_migrations`, the same lock), so
// that a place which has Prisma's schema engine may use `prisma migrate deploy` on the same database.

export type MigrateOptions = {
  ownerUrl: string;
  /** The lesser role the app signs in with; it is given its rights after every change. */
  appRole: string;
  log?: (line: string) => void;
  directory?: string;
};

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));
/** The number Prisma's own engine locks, so that neither migrates under the other. */
const LOCK = 72_707_369;
export const JOB_SCHEMA = "pgboss";

/** A database this program must not touch; the message says what to do. */
export class MigrationRefused extends Error {}

/** Brings the schema up to date. Answers the names applied now; does nothing, quickly, when none is pending. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const log = options.log ?? (() => {});
  const client = new pg.Client({ connectionString: options.ownerUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const pending = await pendingMigrations(client, options.directory ?? MIGRATIONS);
    for (const migration of pending) {
      log(`Migration ${migration.name} …`);
      await apply(client, migration);
    }
    if (pending.length > 0 || !(await hasJobRights(client, options.appRole))) {
      await installJobs(client, options.appRole);
      await grantAppRights(client, options.appRole);
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

type Migration = { name: string; sql: string; checksum: string };

function migrationsIn(directory: string): Migration[] {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(directory, name, "migration.sql"));
      return { name, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function pendingMigrations(client: pg.Client, directory: string): Promise<Migration[]> {
  const known = migrationsIn(directory);
  const table = await client.query<{ found: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found",
  );
  if (!table.rows[0]?.found) {
    await client.query(`
      CREATE TABLE _prisma_migrations (
        id varchar(36) PRIMARY KEY NOT NULL,
        checksum varchar(64) NOT NULL,
        finished_at timestamptz,
        migration_name varchar(255) NOT NULL,
        logs text,
        rolled_back_at timestamptz,
        started_at timestamptz NOT NULL DEFAULT now(),
        applied_steps_count integer NOT NULL DEFAULT 0
      )`);
    return known;
  }
  const rows = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const applied = new Map(rows.rows.map((row) => [row.migration_name, row]));
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of applied.values()) {
    const file = byName.get(name);
    if (!finished_at)
      throw new MigrationRefused(
        `Migration ${name} failed earlier and was not repaired. Restore the backup.`,
      );
    if (!file)
      throw new MigrationRefused(
        `The database knows migration ${name}, which this program does not: it is too old for this database.`,
      );
    if (file.checksum !== checksum)
      throw new MigrationRefused(
        `Migration ${name} was changed after it had been applied. Put the file back; add a new migration instead.`,
      );
  }
  const pending = known.filter((migration) => !applied.has(migration.name));
  const last = [...applied.keys()].sort().at(-1);
  const late = pending.find((migration) => last !== undefined && migration.name < last);
  if (late)
    throw new MigrationRefused(
      `Migration ${late.name} sorts before ${last}, which is applied. Give it a later name.`,
    );
  return pending;
}

/** The file and its row in one transaction: a migration is applied and written down, or neither. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  const startedAt = new Date();
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new MigrationRefused(`Migration ${name} failed and was undone: ${explain(error, sql)}`);
  }
}

function explain(error: unknown, sql: string) {
  const { message, position, detail, where } = error as pg.DatabaseError;
  const line = position ? ` (line ${sql.slice(0, Number(position)).split("\n").length})` : "";
  return [message + line, detail, where].filter(Boolean).join("\n");
}

async function hasJobRights(client: pg.Client, appRole: string): Promise<boolean> {
  const schema = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [JOB_SCHEMA]);
  if (schema.rowCount === 0) return false;
  const answer = await client.query<{ granted: boolean }>(
    "SELECT has_schema_privilege($1, $2, 'USAGE') AS granted",
    [appRole, JOB_SCHEMA],
  );
  return answer.rows[0]?.granted ?? false;
}

/** pg-boss's tables, owned by the owner; the app may use them but not change them. */
async function installJobs(client: pg.Client, appRole: string) {
  // Loaded only when there is something to install: most starts have nothing to do here.
  const { default: PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
    db: { executeSql: (text, values) => client.query(text, values) },
  });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false, wait: true });

  const role = pg.escapeIdentifier(appRole);
  // Making a queue makes a table. The app may ask for one through this function only, which acts as its owner.
  await client.query(`
    ALTER FUNCTION ${JOB_SCHEMA}.create_queue(text, json) SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${JOB_SCHEMA} FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO ${role};
    GRANT EXECUTE ON FUNCTION ${JOB_SCHEMA}.create_queue(text, json) TO ${role};`);
}

/** The schema's own function says which tables the app may change and which only append to. */
async function grantAppRights(client: pg.Client, appRole: string) {
  const found = await client.query("SELECT 1 FROM pg_proc WHERE proname = 'grant_app_rights'");
  if (found.rowCount) await client.query("SELECT grant_app_rights($1)", [appRole]);
}
