import pg from "pg";
import {
  type Environment,
  EnvironmentProblem,
  environmentFrom,
  externalDatabase,
} from "../app/env.server.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { MigrationRefused, migrate } from "./migrate.ts";

// From an environment to a database that is running, recent, in UTF-8 and up to date. Every command begins here.

export type OpenDatabase = {
  environment: Environment;
  appUrl: string;
  ownerUrl: string;
  /** Names of the migrations applied just now. */
  applied: string[];
  /** Lets the embedded server go; it stops if nobody else uses it. */
  close(): Promise<void>;
};

/** Something the operator must put right; its message is all they need to see. */
export class StartRefused extends Error {}

/** Opens the database this process's environment names and tells the app about it (DATABASE_URL). */
export async function openDatabase(log: (line: string) => void): Promise<OpenDatabase> {
  const environment = environmentFrom(process.env);
  const external = externalDatabase(environment);
  let cluster: Cluster | undefined;
  if (external) {
    await requireSuitable("DATABASE_URL", external.appUrl);
    if (external.ownerUrl !== external.appUrl)
      await requireSuitable("MIGRATION_DATABASE_URL", external.ownerUrl);
  } else {
    cluster = await startCluster({ dataFolder: environment.dataFolder, log });
  }
  const appUrl = external?.appUrl ?? cluster!.appUrl();
  const ownerUrl = external?.ownerUrl ?? cluster!.ownerUrl();
  const close = async () => cluster?.stop();
  try {
    const applied = await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username), log });
    process.env.DATABASE_URL = appUrl;
    delete process.env.MIGRATION_DATABASE_URL;
    return { environment, appUrl, ownerUrl, applied, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function requireSuitable(variable: string, connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    // The message of a refused connection names host and port, never the password.
    throw new StartRefused(`${variable} cannot be reached: ${reasonOf(error)}.`);
  }
  try {
    const answer = await client.query<{ version: string; encoding: string }>(
      "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
    );
    const { version, encoding } = answer.rows[0]!;
    if (Number(version) < 150_000)
      throw new StartRefused(
        `${variable} names a PostgreSQL older than 15 (${Math.floor(Number(version) / 10_000)}).`,
      );
    if (encoding !== "UTF8")
      throw new StartRefused(
        `${variable} names a database in ${encoding}; it must be in UTF8 (CREATE DATABASE … ENCODING 'UTF8').`,
      );
  } finally {
    await client.end();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** The end of a command that cannot go on: a sentence where the operator can act, a stack where only we can. */
export function sayAndExit(error: unknown): never {
  const forOperator =
    error instanceof EnvironmentProblem || error instanceof StartRefused || error instanceof MigrationRefused;
  console.error(forOperator ? error.message : error);
  process.exit(1);
}
