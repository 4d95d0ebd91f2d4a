import pg from "pg";
import { createDatabase, dropDatabase, startCluster } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";

export type SaveFigures = { savesPerSecond: number; upsertsPerSecond: number; ratio: number };

const CANDIDATES = 200;
const SECONDS = 8;
const AT_ONCE = 20;
const DATABASE = "bench_saves";

/**
 * Saved answers per second as the room sends them, beside the least a save could be: an upsert of one row, through the same
 * pool, prepared as well, with as many at once. In turns, so that both meet the same machine.
 */
export async function benchSaves(dataFolder: string): Promise<SaveFigures> {
  const cluster = await startCluster({ dataFolder });
  const superuser = cluster.superuserUrl("postgres");
  await dropDatabase(superuser, DATABASE);
  await createDatabase(superuser, DATABASE);
  const ownerUrl = cluster.ownerUrl(DATABASE);
  const appUrl = cluster.appUrl(DATABASE);
  try {
    await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username) });
    await scratchTable(ownerUrl, decodeURIComponent(new URL(appUrl).username));
    process.env.DATABASE_URL = appUrl;
    process.env.CHIZHENG_DATA = dataFolder;
    return await compare();
  } finally {
    const { disconnect } = await import("../../app/db.server.ts");
    await disconnect();
    await dropDatabase(superuser, DATABASE);
    await cluster.stop();
  }
}

async function scratchTable(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    "CREATE TABLE bench_upsert (id int PRIMARY KEY, answer jsonb NOT NULL, saved_at timestamptz NOT NULL)",
  );
  await client.query(`GRANT SELECT, INSERT, UPDATE ON bench_upsert TO ${pg.escapeIdentifier(appRole)}`);
  await client.end();
}

async function compare(): Promise<SaveFigures> {
  const { prisma, rowsOf } = await import("../../app/db.server.ts");
  const hall = await import("../../test/exams/exam-hall.ts");
  const place = await hall.examHall();
  const examId = await hall.planExam(place);
  const attempts: { attemptId: string; personId: string; session: Uint8Array; seq: number }[] = [];
  for (let n = 0; n < CANDIDATES; n += 1) {
    const sitting = await hall.sitting(place, examId, hall.after(1));
    attempts.push({ ...sitting, session: await hall.sessionOf(sitting.personId), seq: 0 });
  }
  const now = hall.after(2);
  const save = async (n: number) => {
    const attempt = attempts[n % CANDIDATES]!;
    attempt.seq += 1;
    const { session, ...of } = attempt;
    const answer = [n % 2 === 0 ? "A" : "B"];
    const save = { ...of, device: hall.DEVICE, epoch: 1, slot: (of.seq % 4) + 5, change: { answer } };
    const outcome = await hall.sendSave(session, save, now);
    if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  };
  const upsert = (n: number) =>
    rowsOf(prisma, {
      text: `/* prepared as bench-upsert */ INSERT INTO bench_upsert VALUES ($1::int, $2::jsonb, $3::timestamptz)
        ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, saved_at = excluded.saved_at`,
      values: [n % CANDIDATES, JSON.stringify(["A"]), now],
    });

  const rounds = 4;
  let saves = 0;
  let upserts = 0;
  await rate(save, 1);
  await rate(upsert, 1);
  for (let round = 0; round < rounds; round += 1) {
    saves += await rate(save, SECONDS / rounds);
    upserts += await rate(upsert, SECONDS / rounds);
  }
  return { savesPerSecond: saves / rounds, upsertsPerSecond: upserts / rounds, ratio: saves / upserts };
}

/** Calls per second with AT_ONCE under way; neighbours touch different candidates, as in a room. */
async function rate(call: (n: number) => Promise<unknown>, seconds: number): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    while (performance.now() - begun < seconds * 1000) {
      next += 1;
      await call(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return next / ((performance.now() - begun) / 1000);
}
