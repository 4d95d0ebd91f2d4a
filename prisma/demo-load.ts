import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type OpenDatabase, StartRefused } from "./database.ts";
import { JOB_SCHEMA, migrate } from "./migrate.ts";

// The demo district is loaded once, into an empty database, before anyone can sign in. A comment on the migrations
// table says how far that got, so that a first start killed half-way begins again instead of serving half a district.

const LOADING = "demo district: loading";
const LOADED = "demo district: loaded";

/** Loads the demo district into an empty database. Answers false, having done nothing, when it is in use. */
export async function loadDemoDistrict(
  database: OpenDatabase,
  say: (line: string) => void,
): Promise<boolean> {
  const state = await withOwner(database.ownerUrl, stateOf);
  if (state === "in use") return false;
  if (state === LOADING) {
    say("The demo district was loaded only in part: starting over …");
    await emptyDatabase(database, say);
  }
  say("Loading the demo district (once) …");
  await withOwner(database.ownerUrl, (client) => remember(client, LOADING));
  await runSeed();
  await withOwner(database.ownerUrl, (client) => remember(client, LOADED));
  return true;
}

async function stateOf(client: pg.Client): Promise<"in use" | "empty" | typeof LOADING> {
  const comment = await client.query<{ said: string | null }>(
    "SELECT obj_description('_prisma_migrations'::regclass) AS said",
  );
  if (comment.rows[0]?.said === LOADING) return LOADING;
  const answer = await client.query<{ used: boolean }>(
    "SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM person) AS used",
  );
  return answer.rows[0]?.used ? "in use" : "empty";
}

const remember = (client: pg.Client, state: string) =>
  client.query(`COMMENT ON TABLE _prisma_migrations IS ${pg.escapeLiteral(state)}`);

/** Throws away every table of the app, as the owner, and makes them again. The caller has asked. */
export async function emptyDatabase(
  { ownerUrl, appUrl }: Pick<OpenDatabase, "ownerUrl" | "appUrl">,
  say: (line: string) => void,
): Promise<void> {
  await withOwner(ownerUrl, (client) =>
    client.query(
      `DROP SCHEMA IF EXISTS ${JOB_SCHEMA} CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public;`,
    ),
  );
  await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username), log: say });
}

/** In a process of its own: as the app's role, and whatever it opened ends with it. */
export function runSeed(): Promise<void> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  return new Promise((resolve, reject) => {
    // The channel ties its life to ours: a seed that outlived a killed start would write into the next one's tables.
    const seed = spawn(process.execPath, ["--import", "tsx", "scripts/seed.ts"], {
      cwd: root,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    seed.once("error", reject);
    seed.once("exit", (code) =>
      code === 0
        ? resolve()
        : reject(new StartRefused("The demo district could not be loaded; the reason is above.")),
    );
  });
}

/** Demo accounts have published passwords: a production server must not have any. */
export async function refuseDemoAccounts(ownerUrl: string): Promise<void> {
  const answer = await withOwner(ownerUrl, (client) =>
    client.query<{ count: number }>("SELECT count(*)::int AS count FROM account WHERE is_demo"),
  );
  const count = answer.rows[0]?.count ?? 0;
  if (count > 0)
    throw new StartRefused(
      `CHIZHENG_MODE is production, but the database holds ${count} demo accounts with published passwords. Use an empty database.`,
    );
}

async function withOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
