import pg from "pg";
import { startCluster } from "../../prisma/cluster.ts";

// An app reduced to what a crash can hurt: it keeps a cluster running, writes numbered rows, and prints each number the
// database has acknowledged. Made to be killed.
const cluster = await startCluster({ dataFolder: process.argv[2]! });
const pool = new pg.Pool({ connectionString: cluster.ownerUrl(), max: 1, connectionTimeoutMillis: 2_000 });
pool.on("error", () => {});
await pool.query("CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)");
for (;;) {
  try {
    const { rows } = await pool.query(
      "INSERT INTO kept SELECT coalesce(max(n), 0) + 1 FROM kept RETURNING n",
    );
    console.log(rows[0].n);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
