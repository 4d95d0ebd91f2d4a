/** Samples of study records 学法记录抽查: drawn once, for a reason with a number, and drawn again by whoever doubts it. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { addDays, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { type Refusal, refusal } from "~/verdict";
import { populationOf } from "./audit-population.server";
import { WEIGHTS, type Weights, weightOf } from "./audit-signals";
import type { RecordStatus } from "./record-state";
import { drawn, populationHash, type Weighed } from "./sampling";
import type { Method } from "./sampling-method";
import type { StudyMode } from "./study-entry";

/** A transaction may be recorded after the instant it carries: what is younger is left to the next sample. */
const MARGIN_MS = 15 * 60_000;

export type Plan = {
  /** Made by the form, so that sending it twice draws once. */
  auditId: string;
  /** Its subtree. */
  unitId: string;
  unitIds: readonly string[];
  fromOn: DateOn;
  lastOn: DateOn;
  modes: readonly StudyMode[];
  states: readonly RecordStatus[];
  method: Method;
  size: number;
  noticeNumber: string;
  purpose: string;
  seed: string;
};

/**
 * Draws a sample and keeps everything it can be drawn again from. Refusals: study-audit.period (its last day is before its
 * first), study-audit.too-few { found, size }. The same form sent again answers the sample that was drawn.
 */
export async function drawAudit(
  tx: Tx,
  plan: Plan,
  actorId: string,
  now: Date,
): Promise<{ ok: true; auditId: string } | { ok: false; refusals: Refusal[] }> {
  const { auditId, unitId, fromOn, lastOn, modes, states, method, size, noticeNumber, purpose, seed } = plan;
  if (await tx.studyAudit.findFirst({ where: { id: auditId, drawnById: actorId }, select: { id: true } }))
    return { ok: true, auditId };
  if (lastOn < fromOn) return { ok: false, refusals: [refusal("study-audit.period")] };
  const cutOffAt = new Date(now.getTime() - MARGIN_MS);
  const toOn = addDays(lastOn, 1);
  const found = await populationOf(tx, { unitIds: plan.unitIds, fromOn, toOn, modes, states, cutOffAt });
  if (found.length < size)
    return { ok: false, refusals: [refusal("study-audit.too-few", { found: found.length, size })] };
  const weigh = (one: (typeof found)[number]) => (method === "simple" ? 1 : weightOf(one.signals, WEIGHTS));
  const population = found.map((one): Weighed => [one.recordId, weigh(one)]);
  const known = new Map(found.map((one) => [one.recordId, one]));
  const { count } = await tx.studyAudit.createMany({
    skipDuplicates: true,
    data: {
      ...{ id: auditId, unitId, modes: [...modes], states: [...states], method, weights: WEIGHTS, size },
      ...{ fromOn: toDbDate(fromOn), toOn: toDbDate(toOn), noticeNumber, purpose, seed, cutOffAt },
      population: population.map(([id, weight]) => [id, weight]),
      populationCount: population.length,
      populationHash: populationHash(population),
      ...{ drawnById: actorId, drawnAt: now },
    },
  });
  if (count === 0) return { ok: true, auditId };
  await tx.studyAuditRecord.createMany({
    data: drawn(seed, population, size).map((recordId, index) => ({
      ...{ auditId, place: index + 1, recordId },
      weight: weigh(known.get(recordId)!),
      signals: known.get(recordId)!.signals,
    })),
  });
  await record(tx, {
    ...{ type: "study-audit.drawn", at: now, actorId, unitId, subjectId: auditId },
    data: { auditId, method, size, population: population.length },
  });
  return { ok: true, auditId };
}

export type AuditFacts = {
  auditId: string;
  unitId: string;
  fromOn: DateOn;
  /** First day after it. */
  toOn: DateOn;
  modes: StudyMode[];
  states: RecordStatus[];
  method: Method;
  weights: Weights;
  size: number;
  noticeNumber: string;
  purpose: string;
  seed: string;
  cutOffAt: Date;
  populationCount: number;
  populationHash: string;
  drawnBy: string;
  drawnAt: Date;
};

const facts = {
  ...{ id: true, unitId: true, fromOn: true, toOn: true, modes: true, states: true, method: true },
  ...{ weights: true, size: true, noticeNumber: true, purpose: true, seed: true, cutOffAt: true },
  ...{ populationCount: true, populationHash: true, drawnById: true, drawnAt: true },
} as const;

export async function findAudit(tx: Tx, auditId: string): Promise<AuditFacts | null> {
  const row = await tx.studyAudit.findUnique({ where: { id: auditId }, select: facts });
  if (!row) return null;
  const { id, drawnById, fromOn, toOn, modes, states, method, weights, ...rest } = row;
  const names = await accountNames(tx, [drawnById]);
  return {
    ...rest,
    auditId: id,
    fromOn: fromDbDate(fromOn),
    toOn: fromDbDate(toOn),
    modes: modes as StudyMode[],
    states: states as RecordStatus[],
    method: method as Method,
    weights: weights as Weights,
    drawnBy: names[drawnById] ?? "",
  };
}

export type Redraw = { population: number; isSamePopulation: boolean; recordIds: string[]; isSame: boolean };

/** Draws again from the population as it was frozen: whether it is the one whose hash was kept, and the sample that was drawn. */
export async function redraw(tx: Tx, auditId: string): Promise<Redraw> {
  const audit = await tx.studyAudit.findUniqueOrThrow({
    where: { id: auditId },
    include: { records: { orderBy: { place: "asc" }, select: { recordId: true } } },
  });
  const population = audit.population as unknown as Weighed[];
  const recordIds = drawn(audit.seed, population, audit.size);
  return {
    population: population.length,
    isSamePopulation: populationHash(population) === audit.populationHash,
    recordIds,
    isSame: recordIds.join() === audit.records.map(({ recordId }) => recordId).join(),
  };
}

export type ListedAudit = Pick<
  AuditFacts,
  "auditId" | "unitId" | "fromOn" | "toOn" | "method" | "size" | "noticeNumber" | "purpose" | "drawnAt"
> & { lookedInto: number; findings: number };

/** A page of samples of these units, the newest first. */
export async function auditPage(
  tx: Tx,
  { unitIds, method }: { unitIds: readonly string[]; method?: Method | undefined },
  asked: PageAsked,
): Promise<PageTurned & { rows: ListedAudit[] }> {
  const where = { unitId: { in: [...unitIds] }, ...(method ? { method } : {}) };
  const backwards = asked.before !== undefined;
  const rows = await tx.studyAudit.findMany({
    where: {
      ...where,
      ...(asked.before ? { id: { gt: asked.before } } : asked.after ? { id: { lt: asked.after } } : {}),
    },
    orderBy: { id: backwards ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    select: facts,
  });
  const counted = await tx.studyAudit.count({ where, take: COUNTED + 1 });
  const { found, page } = turned(rows, asked, counted);
  const seen = await lookedInto(
    tx,
    found.map(({ id }) => id),
  );
  return {
    ...page,
    rows: found.map(({ id, unitId, fromOn, toOn, method: how, size, noticeNumber, purpose, drawnAt }) => ({
      ...{ auditId: id, unitId, size, noticeNumber, purpose, drawnAt, method: how as Method },
      ...{ fromOn: fromDbDate(fromOn), toOn: fromDbDate(toOn) },
      ...(seen.get(id) ?? { lookedInto: 0, findings: 0 }),
    })),
  };
}

/** How far samples are: of those with no verdict yet there is nothing. */
async function lookedInto(tx: Tx, auditIds: readonly string[]) {
  const rows = await tx.$queryRaw<{ auditId: string; lookedInto: number; findings: number }[]>`
    SELECT v.audit_id::text AS "auditId", count(*)::int AS "lookedInto", count(v.kind)::int AS findings
    FROM study_audit_verdict v
    WHERE v.audit_id = ANY(${[...auditIds]}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM study_audit_verdict w WHERE w.replaces_id = v.id)
    GROUP BY v.audit_id`;
  return new Map(rows.map(({ auditId, ...counts }) => [auditId, counts]));
}
