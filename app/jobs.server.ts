/**
 * Work beside requests: printing what was issued, sealing the audit log, ending overdue attempts, counting what an
 * exam's answers say of its questions. Every piece is harmless to repeat and may run in several processes at once.
 */
import PgBoss from "pg-boss";
import { sealEvents } from "./audit/sealer.server";
import { chinaDateOf, type DateOn, yearOf } from "./calendar";
import { followClearance, resumeClearanceScans, runClearanceScan } from "./casework/clearance-run.server";
import { resumeIssuanceRuns, runIssuance } from "./casework/issuance-runs.server";
import { resumeRenewalRuns, runRenewals } from "./casework/renewal-runs.server";
import { resumeRosterRuns, runRoster } from "./casework/roster-runs.server";
import { resumeStudyRuns, runStudyImport } from "./casework/study-import-runs.server";
import { followFacts } from "./casework/study-standings.server";
import { resumeTrainingRuns, runTrainings } from "./casework/training-runs.server";
import { resumeUnitChanges, runUnitChange } from "./casework/unit-change-run.server";
import { deliverWebhooks } from "./casework/webhook-delivery.server";
import { noteDecisionReviews } from "./certification/decision-reviews.server";
import { keepDocuments, renderDocuments } from "./certification/issuance.server";
import { noteOverdueApplications } from "./certification/overdue.server";
import { keepTraining, renderTraining } from "./certification/training-documents.server";
import { noteTrainingReviews } from "./certification/training-reviews.server";
import { inTransaction, prisma } from "./db.server";
import { env } from "./env.server";
import { countNextDay } from "./exams/exposure.server";
import { computeStatistics, examsToCompute } from "./exams/item-statistics.server";
import { finishIfOverdue, overdueAttempts } from "./exams/submission.server";
import { type JobData, queues } from "./jobs";
import { JOB_SCHEMA } from "./queue.server";
import { noteOverdueCases } from "./reminders/clearance.server";
import { tellOfLegalStaff } from "./reminders/legal-staff.server";
import { escalateRecoveries } from "./reminders/recovery.server";
import { remindOfRenewals } from "./reminders/renewal.server";
import { tellOfBrokenShifts } from "./reminders/shifts.server";
import { restUntil } from "./rest.server";
import { noteLateNotices } from "./study/notices.server";
import { rosterWords } from "./text/roster-words";
import { importWords } from "./text/study-import-words";
import type { Verdict } from "./verdict";

const SEAL_EVERY_MS = 30_000;
const FINISH_EVERY_MS = 15_000;
const RESUME_EVERY_MS = 60_000;
const COUNT_EVERY_MS = 5 * 60_000;
const FOLLOW_EVERY_MS = 60_000;
const DELIVER_EVERY_MS = 5_000;
/** Younger ones are still with their job. */
const RESUME_AFTER_MS = 60_000;
const CONNECTIONS = 2;
/** Certificates printed, or exams made up for, in one turn. */
const BATCH = 20;
/** Twenty thousand papers of fifty questions take a fraction of it. */
const STATISTICS_MS = 10 * 60_000;
/** Papers, of the connections that candidates need, too. */
const COLLECTED_AT_ONCE = 4;

/**
 * T8, step 2: prints a certificate and keeps its bytes for good. Calling it again, or twice at once, changes nothing;
 * after a crash it goes on where the first step ended. Refusals: signing.*, and it is tried again later.
 */
export async function completeIssuance(certificateId: string, now: Date): Promise<Verdict> {
  const answer = await renderDocuments(prisma, certificateId, now);
  const { printed } = answer.ok ? answer : { printed: null };
  if (printed) await inTransaction((tx) => keepDocuments(tx, printed, now));
  return answer;
}

/** Certificates that a crash or a lost job left without their document. Answers how many it finished. */
export async function resumeIssuances(now: Date): Promise<number> {
  const before = new Date(now.getTime() - RESUME_AFTER_MS);
  const left = await prisma.certificate.findMany({
    where: { documents: { none: {} }, issuedAt: { lt: before } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of left) {
    const made = await completeIssuance(id, now);
    // It hinders the others, too; whoever runs the server reads it in the log once a minute.
    if (!made.ok)
      throw new Error(`No document can be signed: ${made.refusals.map(({ code }) => code).join(", ")}`);
  }
  return left.length;
}

/** The same for a certificate of training. */
export async function completeTraining(certificateId: string, now: Date): Promise<Verdict> {
  const answer = await renderTraining(prisma, certificateId, now);
  const { printed } = answer.ok ? answer : { printed: null };
  if (printed) await inTransaction((tx) => keepTraining(tx, printed, now));
  return answer;
}

/** Those that a crash or a lost job left without their document. Answers how many it finished. */
export async function resumeTrainings(now: Date): Promise<number> {
  const before = new Date(now.getTime() - RESUME_AFTER_MS);
  const left = await prisma.trainingCertificate.findMany({
    where: { document: null, issuedAt: { lt: before } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of left) {
    const made = await completeTraining(id, now);
    if (!made.ok)
      throw new Error(`No document can be signed: ${made.refusals.map(({ code }) => code).join(", ")}`);
  }
  return left.length;
}

/** What an exam's papers say of its questions. Calling it again changes nothing. */
async function computeExam(examId: string): Promise<void> {
  await inTransaction((tx) => computeStatistics(tx, examId, new Date()), undefined, STATISTICS_MS);
}

/** Exams whose job was lost, or whose statistics older rules computed. */
async function resumeStatistics(report: (error: unknown) => void): Promise<void> {
  for (const id of await examsToCompute(prisma, BATCH)) await computeExam(id).catch(report);
}

/**
 * Collects every paper whose time is over, each in a transaction of its own: one that fails is reported, tried again at
 * the next turn, and stops none of the others. Answers how many it collected. Two processes that do this at once take
 * the papers in orders of their own, and whoever comes second to one finds it collected.
 */
export async function collectOverdue(now: Date, report: (error: unknown) => void): Promise<number> {
  let collected = 0;
  let batch = await overdueAttempts(prisma, now);
  while (batch.length > 0) {
    const left = inRandomOrder(batch);
    const collect = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { id } = next;
        await inTransaction((tx) => finishIfOverdue(tx, id, now)).then((did) => {
          if (did) collected += 1;
        }, report);
      }
    };
    await Promise.all(Array.from({ length: COLLECTED_AT_ONCE }, collect));
    batch = await overdueAttempts(prisma, now, { after: batch.at(-1) });
  }
  return collected;
}

function inRandomOrder<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** On how many papers each question stood, for the days that are over, each in a transaction of its own. */
async function countPapers(now: Date): Promise<void> {
  while (await inTransaction((tx) => countNextDay(tx, now)));
}

/** Standings of this year of study and the last, after what was recorded elsewhere. */
async function followStudy(): Promise<void> {
  const clock = () => new Date();
  const rest = restUntil(stopping.signal);
  const year = yearOf(chinaDateOf(clock()));
  await followFacts(year, clock, rest);
  if (!stopping.signal.aborted) await followFacts(year - 1, clock, rest);
}

/** Answers of units, reviews and things to hand back that are overdue, and certificates about to end: each said once. */
async function noteLate(now: Date): Promise<void> {
  const today = chinaDateOf(now);
  await inTransaction((tx) => noteLateNotices(tx, today, now));
  await inTransaction((tx) => tellOfLegalStaff(tx, now));
  // A limit ends with a day, so looking once a day is enough, and again when this process starts.
  if (lateNotedOn === today) return;
  await inTransaction((tx) => noteOverdueApplications(tx, today, now));
  await inTransaction((tx) => remindOfRenewals(tx, today, now));
  await inTransaction((tx) => escalateRecoveries(tx, now));
  await inTransaction((tx) => noteOverdueCases(tx, now));
  lateNotedOn = today;
}
let lateNotedOn: DateOn | undefined;

let boss: PgBoss | undefined;
let timers: NodeJS.Timeout[] = [];
/** Told to work that goes on for long. */
let stopping = new AbortController();
const underway = new Set<Promise<unknown>>();

/** Begins to work; `report` hears of what fails, and the work goes on. Starting twice is harmless. */
export async function startJobs(report: (error: unknown) => void): Promise<void> {
  if (boss) return;
  stopping = new AbortController();
  lateNotedOn = undefined;
  boss = new PgBoss({
    connectionString: env().databaseUrl ?? "",
    schema: JOB_SCHEMA,
    max: CONNECTIONS,
    // The owner makes the tables when it migrates; the app may not.
    migrate: false,
    schedule: false,
  });
  boss.on("error", report);
  await boss.start();
  await boss.createQueue("complete-issuance", { name: "complete-issuance", ...queues["complete-issuance"] });
  await boss.work<JobData["complete-issuance"]>(
    "complete-issuance",
    { batchSize: BATCH, pollingIntervalSeconds: 1 },
    async (jobs) => {
      // What fails alone is tried again alone, by resumeIssuances.
      for (const { data } of jobs) await completeIssuance(data.certificateId, new Date()).catch(report);
    },
  );
  await boss.createQueue("complete-training", { name: "complete-training", ...queues["complete-training"] });
  await boss.work<JobData["complete-training"]>(
    "complete-training",
    { batchSize: BATCH, pollingIntervalSeconds: 1 },
    async (jobs) => {
      for (const { data } of jobs) await completeTraining(data.certificateId, new Date()).catch(report);
    },
  );
  await boss.createQueue("training-run", { name: "training-run", ...queues["training-run"] });
  await boss.work<JobData["training-run"]>("training-run", { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await runTrainings(job.data.runId, () => new Date());
  });
  await boss.createQueue("renewal-run", { name: "renewal-run", ...queues["renewal-run"] });
  await boss.work<JobData["renewal-run"]>("renewal-run", { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await runRenewals(job.data.runId, () => new Date());
  });
  await boss.createQueue("issuance-run", { name: "issuance-run", ...queues["issuance-run"] });
  await boss.work<JobData["issuance-run"]>("issuance-run", { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await runIssuance(job.data.runId, () => new Date(), report);
  });
  await boss.createQueue("unit-change", { name: "unit-change", ...queues["unit-change"] });
  await boss.work<JobData["unit-change"]>("unit-change", { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await runUnitChange(job.data.changeId, () => new Date(), report);
  });
  await boss.createQueue("clearance-scan", { name: "clearance-scan", ...queues["clearance-scan"] });
  await boss.work<JobData["clearance-scan"]>(
    "clearance-scan",
    { pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job) await runClearanceScan(job.data.campaignId, () => new Date());
    },
  );
  await boss.createQueue("roster-run", { name: "roster-run", ...queues["roster-run"] });
  await boss.work<JobData["roster-run"]>("roster-run", { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await runRoster(job.data.runId, rosterWords, () => new Date());
  });
  await boss.createQueue("study-import-run", { name: "study-import-run", ...queues["study-import-run"] });
  await boss.work<JobData["study-import-run"]>(
    "study-import-run",
    { pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job) await runStudyImport(job.data.runId, importWords, () => new Date());
    },
  );
  await boss.createQueue("item-statistics", { name: "item-statistics", ...queues["item-statistics"] });
  await boss.work<JobData["item-statistics"]>(
    "item-statistics",
    { pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job) await computeExam(job.data.examId);
    },
  );
  timers = [
    every(SEAL_EVERY_MS, () => inTransaction((tx) => sealEvents(tx, new Date())), report),
    every(FINISH_EVERY_MS, () => collectOverdue(new Date(), report), report),
    every(RESUME_EVERY_MS, () => resumeIssuances(new Date()), report),
    every(RESUME_EVERY_MS, () => resumeIssuanceRuns(() => new Date(), report), report),
    every(RESUME_EVERY_MS, () => resumeUnitChanges(() => new Date(), report), report),
    every(RESUME_EVERY_MS, () => resumeTrainings(new Date()), report),
    every(RESUME_EVERY_MS, () => resumeTrainingRuns(() => new Date()), report),
    every(RESUME_EVERY_MS, () => resumeRenewalRuns(() => new Date()), report),
    every(RESUME_EVERY_MS, () => resumeRosterRuns(rosterWords, () => new Date()), report),
    every(RESUME_EVERY_MS, () => resumeStudyRuns(importWords, () => new Date()), report),
    every(RESUME_EVERY_MS, () => resumeStatistics(report), report),
    every(RESUME_EVERY_MS, () => resumeClearanceScans(() => new Date()), report),
    every(
      COUNT_EVERY_MS,
      () =>
        followClearance(
          () => new Date(),
          () => stopping.signal.aborted,
        ),
      report,
    ),
    every(COUNT_EVERY_MS, () => countPapers(new Date()), report),
    every(COUNT_EVERY_MS, () => inTransaction((tx) => tellOfBrokenShifts(tx, new Date())), report),
    every(COUNT_EVERY_MS, () => inTransaction((tx) => noteDecisionReviews(tx, new Date())), report),
    every(COUNT_EVERY_MS, () => inTransaction((tx) => noteTrainingReviews(tx, new Date())), report),
    every(
      DELIVER_EVERY_MS,
      () =>
        deliverWebhooks(
          () => new Date(),
          () => stopping.signal.aborted,
        ),
      report,
    ),
    every(FOLLOW_EVERY_MS, followStudy, report),
    every(FOLLOW_EVERY_MS, () => noteLate(new Date()), report),
  ];
}

/** Finishes what is in hand and takes nothing new. */
export async function stopJobs(): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  timers = [];
  stopping.abort();
  const ending = boss;
  boss = undefined;
  await Promise.allSettled(underway);
  await ending?.stop({ graceful: true, wait: true });
}

function every(ms: number, work: () => Promise<unknown>, report: (error: unknown) => void): NodeJS.Timeout {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    const turn = work()
      .catch(report)
      .finally(() => {
        busy = false;
        underway.delete(turn);
      });
    underway.add(turn);
  }, ms);
  timer.unref();
  return timer;
}
