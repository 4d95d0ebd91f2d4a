import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { startBenchCluster } from "./bench-cluster.ts";

export type BenchDatabase = {
  superuserUrl: string;
  superuser: pg.Client;
  /** A new account with that role for the unit, signed in. */
  signIn(role: string, unitId: string): Promise<{ accountId: string; cookie: string }>;
  /** Statements the app sends to the database while `work` runs. */
  countStatements(work: () => Promise<void>): Promise<number>;
  close(): Promise<void>;
};

/** A migrated database in that folder, which this process and the app started on the folder both use. */
export async function openBenchDatabase(dataFolder: string): Promise<BenchDatabase> {
  const cluster = await startBenchCluster(dataFolder);
  const { disconnect, inTransaction } = await import("../../app/db.server.ts");
  await disconnect();
  const { openSession } = await import("../../app/access/session.server.ts");
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  const log = path.join(dataFolder, "postgres.log");
  const logged = async (on: boolean) => {
    await superuser.query(`ALTER SYSTEM SET log_min_duration_statement = ${on ? 0 : -1}`);
    await superuser.query("SELECT pg_reload_conf()");
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  return {
    superuserUrl: cluster.superuserUrl(),
    superuser,
    async signIn(role, unitId) {
      const accountId = randomUUID();
      await superuser.query(
        "INSERT INTO account (id, login_name, display_name, created_at) VALUES ($1, $2, $2, now())",
        [accountId, `${role}-${unitId}`],
      );
      await superuser.query(
        "INSERT INTO role_grant (id, account_id, role, unit_id, granted_at) VALUES (gen_random_uuid(), $1, $2, $3, now())",
        [accountId, role, unitId],
      );
      const header = await inTransaction((tx) => openSession(tx, { id: accountId }, "bench", new Date()));
      return { accountId, cookie: header.split(";")[0]! };
    },
    async countStatements(work) {
      await logged(true);
      const from = fs.statSync(log).size;
      await work();
      const written = fs.readFileSync(log).subarray(from).toString("utf8");
      await logged(false);
      return written.match(/ ms {2}execute /g)?.length ?? 0;
    },
    async close() {
      await superuser.end();
      await disconnect();
      await cluster.stop();
    },
  };
}
