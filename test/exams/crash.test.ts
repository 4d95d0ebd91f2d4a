import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { answerTo, Examinee, slotsOf } from "../../scripts/bench/examinee.ts";
import { signedIn } from "../routes/call";
import { type OwnApp, ownApp } from "../support/own-app";
import { examHall, type Hall, holdsSpecial, officer, planExam, register } from "./exam-hall";
import { expectMarkedOnce } from "./ledger";

// The power goes in the middle of an exam, of the app or of the database, at any moment: every answer that was
// acknowledged is there, and each paper is marked once.

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);
const CANDIDATES = 4;
/** Of the hall's paper. */
const SHAPE = { trueFalse: 4, single: 4, multiple: 4 };
const SLOTS = slotsOf(SHAPE);

let app: OwnApp;
let hall: Hall;
beforeAll(async () => {
  app = await ownApp();
  hall = await examHall();
  await app.start();
}, 240_000);
afterAll(() => app?.close());

/** Candidates with an account who are in the exam that is open now. */
async function candidates(examId: string): Promise<{ personId: string; cookie: string }[]> {
  const all: { personId: string; cookie: string }[] = [];
  for (let n = 0; n < CANDIDATES; n += 1) {
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    await register(examId, personId);
    const account = { loginName: personId, displayName: "考生", personId, passwordHash: "x" };
    const accountId = await inTransaction((tx) => createAccount(tx, account, null, new Date()));
    all.push({ personId, cookie: await signedIn(accountId) });
  }
  return all;
}

/** Asks again until the server answers, as the room does; a gateway's or a dying server's 5xx is no answer. */
async function insist<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer && answer.status < 500) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The test's own connections may still hold the last word of a database server that was killed. */
async function afresh<T>(ask: () => Promise<T>, tries = 200): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (
      tries === 1 ||
      !/57P0\d|P1017|reach database|ECONN|Connection terminated|closed the connection/i.test(String(error))
    )
      throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return afresh(ask, tries - 1);
  }
}

type Sat = { attemptId: string; acknowledged: Map<number, string[]> };

/** One whole exam; twice through the paper, so that answers change. `walksAway` leaves the hand-in to the deadline. */
async function sit(
  examId: string,
  { personId, cookie }: { personId: string; cookie: string },
  walksAway: boolean,
): Promise<Sat> {
  const browser = new Examinee(app.url, cookie, { patienceMs: 5_000 });
  const acknowledged = new Map<number, string[]>();
  await insist(() => browser.get(`/my/exams/${examId}`));
  const begun = await insist(() => browser.post(`/my/exams/${examId}/attempt`, {}));
  expect(begun.status).toBe(303);
  const room = begun.location!;
  await insist(() => browser.get(room));
  for (let seq = 1; seq <= 2 * SLOTS; seq += 1) {
    const slot = ((seq - 1) % SLOTS) + 1;
    const answer = answerTo(SHAPE, slot, seq);
    const saved = await insist(() => browser.save(room, { epoch: 1, seq, slot, answer }));
    expect(saved.status).toBe(200);
    acknowledged.set(slot, answer);
  }
  const attemptId = room.split("/").at(-1)!;
  if (walksAway) {
    await insist(() => backdate(attemptId));
  } else {
    const handedIn = await insist(() => browser.post(`${room}/submission`, {}));
    expect(handedIn).toMatchObject({ status: 303, location: `${room}/receipt` });
  }
  const receipt = await insist(() => browser.get(`${room}/receipt`));
  browser.leave();
  expect(receipt).toMatchObject({ status: 200, location: null });
  const attempt = await afresh(() => prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } }));
  expect(attempt.personId).toBe(personId);
  expect(receipt.body).toContain(attempt.receiptNumber);
  return { attemptId, acknowledged };
}

/** As if it had begun so long ago that its time is over. */
async function backdate(attemptId: string): Promise<{ status: number }> {
  const client = new pg.Client({ connectionString: app.cluster.superuserUrl("chizheng") });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(
      `UPDATE attempt SET started_at = started_at - interval '2 hours', deadline_at = started_at - interval '30 minutes'
       WHERE id = $1 AND deadline_at > now()`,
      [attemptId],
    );
  } finally {
    await client.end().catch(() => {});
  }
  return { status: 200 };
}

/** Every connection this test holds is asked at once, so that those of the database that died are thrown away. */
async function freshPool(): Promise<void> {
  await Promise.all(
    Array.from({ length: 20 }, () => afresh(() => prisma.$queryRaw`SELECT pg_sleep(0.05)::text AS slept`)),
  );
}

const seen = { app: 0, database: 0 };

it(`kill -9 of the app or the database, ${ROUNDS} times: what was acknowledged is there, and marked once`, async () => {
  const random = fc.sample(
    fc.record({
      what: fc.constantFrom("app" as const, "database" as const),
      afterMs: fc.integer({ min: 5, max: 900 }),
    }),
    ROUNDS,
  );
  for (const [round, { what, afterMs }] of random.entries()) {
    if (round % 20 === 19) console.info(`round ${round + 1} of ${ROUNDS}`);
    const kind = round === 0 ? "app" : round === 1 ? "database" : what;
    const now = Date.now();
    const examId = await planExam(hall, {
      opensAt: new Date(now - 60_000),
      closesAt: new Date(now + 7_200_000),
    });
    const sitting = (await candidates(examId)).map((one, n) => sit(examId, one, n === 0));
    const all = Promise.all(sitting);
    all.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (kind === "database") app.killDatabase();
    else {
      await app.killApp();
      await app.start();
    }
    seen[kind] += 1;
    const sat = await all;
    await freshPool();
    for (const { attemptId, acknowledged } of sat) {
      const attempt = await afresh(() => prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } }));
      expect(attempt.answers).toEqual(Object.fromEntries(acknowledged));
      await afresh(() => expectMarkedOnce(attemptId));
    }
  }
  expect(seen.app).toBeGreaterThan(0);
  expect(seen.database).toBeGreaterThan(0);
}, 3_600_000);
