import { setTimeout } from "node:timers/promises";
import type { useDatabase } from "../support/database";

/** Until all that was written so far is certainly over: other databases of the same server hold it back, too. */
export async function settled(database: Awaited<ReturnType<typeof useDatabase>>): Promise<void> {
  const [mine] = await database.ownerQuery<{ txid: string }>("SELECT pg_current_xact_id()::text AS txid");
  const over = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > $1::bigint AS over";
  for (;;) {
    const [now] = await database.ownerQuery<{ over: boolean }>(over, [mine!.txid]);
    if (now!.over) return;
    await setTimeout(20);
  }
}
