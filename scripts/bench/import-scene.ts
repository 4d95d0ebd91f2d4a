import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { startBenchCluster } from "./bench-cluster.ts";
import { rosterRows } from "./roster-rows.ts";

export type Cost = { seconds: number; beforeMegabytes: number; peakMegabytes: number };

export type ImportScene = {
  measure(rows: number, hear: (step: string, cost: Cost) => void): Promise<void>;
  close(): Promise<void>;
};

/** A district of two bureaus in a database of its own, and rosters of any size sent through it. */
export async function buildImports(dataFolder: string): Promise<ImportScene> {
  const cluster = await startBenchCluster(dataFolder);
  const { disconnect, inTransaction } = await import("../../app/db.server.ts");
  const { createAccount } = await import("../../app/access/accounts.server.ts");
  const { createUnit } = await import("../../app/organisation/organisation.server.ts");
  const { loadPacks } = await import("../../app/rulebook/packs.server.ts");
  const { requestRun } = await import("../../app/casework/roster-runs.server.ts");
  const { writeXlsx } = await import("../../app/spreadsheet.server.ts");
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  const now = new Date();
  const { unitId, actorId } = await inTransaction(async (tx) => {
    await loadPacks(tx, null, now);
    const unit = (
      code: string,
      name: string,
      kind: "jurisdiction" | "enforcement-bureau",
      parentId: string | null,
    ) => createUnit(tx, { code, parentId, name, shortName: name, kind, fromOn: "2015-01-01" }, null, now);
    const root = await unit("bench", "测试区", "jurisdiction", null);
    await unit("urban", "城市管理局", "enforcement-bureau", root);
    await unit("market", "市场监督管理局", "enforcement-bureau", root);
    const account = { loginName: "bench", displayName: "bench", personId: null, passwordHash: "x" };
    return { unitId: root, actorId: await createAccount(tx, account, null, now) };
  });

  let already = 0;
  const sheet = path.join(dataFolder, "roster.xlsx");
  const upload = async (roster: Parameters<typeof rosterRows>[0]) => {
    fs.writeFileSync(sheet, await writeXlsx([{ name: "roster", rows: rosterRows(roster) }]));
    return step<Cost & { importId: string }>("upload", unitId, actorId, sheet);
  };
  const run = async (importId: string, mode: "all" | null) => {
    const asked = await inTransaction((tx) => requestRun(tx, { importId, mode }, actorId, new Date()));
    return step<Cost>("run", asked.runId);
  };
  return {
    async measure(rows, hear) {
      const people = { rows, first: already };
      already += rows;
      const first = await upload(people);
      hear("upload and check", first);
      hear("acceptance", await run(first.importId, "all"));
      hear("undoing", await run(first.importId, null));
      // Everybody again, and gone since: known people who come back.
      const second = await upload(people);
      hear("upload and check, all undone before", second);
      await run(second.importId, "all");
      await superuser.query("SET session_replication_role = replica");
      await superuser.query(
        "UPDATE employment SET to_on = '2023-07-01' WHERE to_on IS NULL AND superseded_at IS NULL",
      );
      await superuser.query("SET session_replication_role = DEFAULT");
      const third = await upload({ ...people, startedOn: "2024-07-01", duties: false });
      hear("upload and check, all known", third);
      hear("acceptance, all known", await run(third.importId, "all"));
      hear("undoing, all known", await run(third.importId, null));
    },
    async close() {
      await superuser.end();
      await disconnect();
      await cluster.stop();
    },
  };
}

function step<T>(...words: string[]): Promise<T> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/bench/import-step.ts", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(said.trim().split("\n").at(-1) ?? "null"));
      else reject(new Error(`${words[0]} failed`));
    });
  });
}
