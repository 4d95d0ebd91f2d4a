import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { requestRun, resumeRosterRuns } from "~/casework/roster-runs.server";
import { inTransaction, prisma } from "~/db.server";
import { startJobs, stopJobs } from "~/jobs.server";
import { findRosterImport, resultCounts, uploadRoster } from "~/personnel/roster-import.server";
import { writeXlsx } from "~/spreadsheet.server";
import { rosterWords } from "~/text/roster-words";
import { rosterRows } from "../../scripts/bench/roster-rows.ts";
import { smallDistrict } from "../personnel/district";
import { useDatabase } from "../support/database";

// The power goes while two thousand people are taken in: SIGKILL, in a process of its own.

const database = await useDatabase();
const ROWS = 2_000;
let unitId: string;
let officer: string;

beforeAll(async () => {
  unitId = (await smallDistrict()).root;
  const account = { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" };
  officer = await inTransaction((tx) => createAccount(tx, account, null, new Date()));
});
afterAll(stopJobs);

const TABLES = [
  "person",
  "person_name",
  "identity_number",
  "employment",
  "study_category",
  "legal_duty",
  "roster_import_row",
  "roster_import_acceptance",
  "roster_import_undoing",
];
const stored = async () => {
  const counts: Record<string, number> = {};
  for (const table of [...TABLES, "audit_event"])
    counts[table] =
      (await database.ownerQuery<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;
  return counts;
};

async function uploaded(rows: number, first: number) {
  const bytes = await writeXlsx([{ name: "名册", rows: rosterRows({ rows, first }) }]);
  const answer = await inTransaction((tx) =>
    uploadRoster(tx, { unitId, fileName: "名册.xlsx", bytes, words: rosterWords }, officer, new Date()),
  );
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.importId;
}
const ask = (importId: string) =>
  inTransaction((tx) => requestRun(tx, { importId, mode: "all" }, officer, new Date()));
const later = () => new Date(Date.now() + 3_600_000);
const stateOf = async (importId: string) =>
  (await findRosterImport(prisma, importId, ["/linhu/"], new Date()))?.state;

it("a process killed half-way leaves nothing, and the run begun again ends with everybody, once", async () => {
  const importId = await uploaded(ROWS, 0);
  const { runId, atOnce } = await ask(importId);
  expect(atOnce).toBe(false);
  const before = await stored();
  const done = async () => (await prisma.rosterImportRun.findUniqueOrThrow({ where: { id: runId } })).done;

  const child = spawn(process.execPath, ["--import", "tsx", "scripts/bench/import-step.ts", "run", runId], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  // Half of the people are written, uncommitted, when it stops.
  await expect.poll(done, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(500);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);

  expect(await done()).toBeLessThan(ROWS);
  expect(await stored()).toEqual(before);
  expect(await stateOf(importId)).toBe("working");
  // Not before anybody could still be at work on it.
  expect(await resumeRosterRuns(rosterWords, () => new Date())).toBe(0);
  expect(await resumeRosterRuns(rosterWords, later)).toBe(1);
  expect(await stateOf(importId)).toBe("accepted");
  expect(await resultCounts(prisma, importId)).toEqual({ created: ROWS, known: 0, refused: 0 });
  const after = await stored();
  expect(after).toMatchObject({
    person: (before.person ?? 0) + ROWS,
    employment: (before.employment ?? 0) + ROWS,
    roster_import_row: ROWS,
    roster_import_acceptance: 1,
  });
  // One event for each person and one for the whole.
  expect(after.audit_event).toBe((before.audit_event ?? 0) + ROWS + 1);
  expect(await done()).toBe(ROWS);
}, 180_000);

it("the job that waits on the queue does the work, and finds the killed one's already done", async () => {
  const importId = await uploaded(600, ROWS);
  const before = await stored();
  const { runId } = await ask(importId);
  const failures: unknown[] = [];
  await startJobs((error) => failures.push(error));
  await expect.poll(() => stateOf(importId), { timeout: 60_000 }).toBe("accepted");
  const states = () =>
    database.ownerQuery<{ state: string }>(
      "SELECT state::text FROM pgboss.job WHERE name = 'roster-run' ORDER BY created_on",
    );
  await expect.poll(states, { timeout: 20_000 }).toEqual([{ state: "completed" }, { state: "completed" }]);
  expect(await stored()).toMatchObject({ person: (before.person ?? 0) + 600, roster_import_acceptance: 2 });
  expect(await prisma.rosterImportRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    done: 600,
    total: 600,
    refusals: null,
  });
  expect(failures).toEqual([]);
}, 120_000);
