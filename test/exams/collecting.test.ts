import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { useDatabase } from "../support/database";
import { after, DEVICE, examHall, type Hall, planExam, sitting } from "./exam-hall";
import { expectMarkedOnce } from "./ledger";

// Nobody comes back to these papers: the job collects them, in as many app processes as there are.

const database = await useDatabase();
const PAPERS = 16;
const COLLECTOR = fileURLToPath(new URL("../support/paper-collector.ts", import.meta.url));
let hall: Hall;
let attempts: { attemptId: string; personId: string }[];
beforeAll(async () => {
  hall = await examHall();
  const examId = await planExam(hall);
  attempts = [];
  for (let n = 0; n < PAPERS; n += 1) attempts.push(await sitting(hall, examId));
  for (const attempt of attempts)
    await saveAnswer(
      prisma,
      { ...attempt, device: DEVICE, epoch: 1, seq: 1, slot: 5, change: { answer: ["A"] } },
      after(10),
    );
});

type Done = { collected: number; failed: number };

async function appProcess(): Promise<{ collect(now: Date): Promise<Done> }> {
  const child = spawn(process.execPath, ["--import", "tsx", COLLECTOR], {
    env: { ...process.env, DATABASE_URL: database.appUrl, CHIZHENG_DATA: database.dataFolder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await said.next()).value).toBe("ready");
  return {
    async collect(now) {
      child.stdin.write(`${now.toISOString()}\n`);
      return JSON.parse((await said.next()).value);
    },
  };
}

it("two processes at once collect each paper once, with the deadline as its end; one bad paper stops none", async () => {
  // As nothing the program does can leave one: a paper that cannot be marked, and the first in line.
  const [bad, ...good] = attempts as [(typeof attempts)[0], ...typeof attempts];
  await database.ownerQuery("ALTER TABLE paper DISABLE TRIGGER history");
  await database.ownerQuery("ALTER TABLE attempt DISABLE TRIGGER moves_forward");
  await database.ownerQuery(
    `UPDATE paper SET slots = jsonb_set(slots, '{slots,0,questionVersionId}', to_jsonb($2::text)) WHERE attempt_id = $1`,
    [bad.attemptId, crypto.randomUUID()],
  );
  await prisma.attempt.update({ where: { id: bad.attemptId }, data: { deadlineAt: after(80) } });
  await database.ownerQuery("ALTER TABLE paper ENABLE TRIGGER history");
  await database.ownerQuery("ALTER TABLE attempt ENABLE TRIGGER moves_forward");

  const processes = await Promise.all([appProcess(), appProcess()]);
  const answers = await Promise.all(processes.map(({ collect }) => collect(after(91))));
  expect(answers.reduce((sum, { collected }) => sum + collected, 0)).toBe(good.length);
  expect(answers.map(({ failed }) => failed)).toEqual([1, 1]);
  // Both had a share in it.
  expect(answers.every(({ collected }) => collected > 0)).toBe(true);

  for (const { attemptId } of good) await expectMarkedOnce(attemptId);
  const ended = await prisma.attempt.findMany({ where: { id: { in: good.map((one) => one.attemptId) } } });
  for (const attempt of ended)
    expect(attempt).toMatchObject({ submittedBy: "deadline", submittedAt: after(90), answers: { 5: ["A"] } });
  expect(await prisma.attempt.findUniqueOrThrow({ where: { id: bad.attemptId } })).toMatchObject({
    state: "open",
    submittedAt: null,
  });
  expect(await prisma.marking.count({ where: { attemptId: bad.attemptId } })).toBe(0);
});
