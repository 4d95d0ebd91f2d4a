/** Rectifications 整改: demanded of the unit a finding is about, reported by it, accepted by another person or sent back. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockStudyRecords, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll } from "~/notices/notices.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { addWorkingDays } from "~/rulebook/working-days";
import { combine, type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { findSampled, handledBy } from "./audit-sample.server";
import { type FindingKind, mayLookInto } from "./audit-verdict";
import type { AtPlace } from "./audit-verdicts.server";
import { isLate, isPeriod, MOST_WORKING_DAYS, mayTakeStep, type RectificationStep } from "./rectification";
import type { RectificationWaiting } from "./waiting";
import { idsOfRectifications } from "./waiting.server";

/**
 * Demands that the unit put a finding right within so many working days. Refusals: study-audit.no-finding,
 * rectification.demand-missing, rectification.days { most }, those of `mayLookInto`. Demanding again answers the demand that stands.
 */
export async function demandRectification(
  tx: Tx,
  { auditId, place, demand, workingDays }: AtPlace & { demand: string; workingDays: number },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<{ ok: true; rectificationId: string } | { ok: false; refusals: Refusal[] }> {
  const { recordId } = await tx.studyAuditRecord.findUniqueOrThrow({
    where: { auditId_place: { auditId, place } },
  });
  await lockStudyRecords(tx, recordId);
  const today = chinaDateOf(now);
  const sampled = (await findSampled(tx, { auditId, place }, today))!;
  const { verdictId, kind, personId, unitId } = sampled;
  if (sampled.rectificationId) return { ok: true, rectificationId: sampled.rectificationId };
  const missing = verdictOf([
    ...(demand === "" ? [refusal("rectification.demand-missing")] : []),
    ...(isPeriod(workingDays) ? [] : [refusal("rectification.days", { most: MOST_WORKING_DAYS })]),
  ]);
  if (!verdictId || kind === null) return { ok: false, refusals: [refusal("study-audit.no-finding")] };
  const verdict = combine(
    missing,
    mayLookInto({ personId, handledBy: await handledBy(tx, recordId) }, actor),
  );
  if (!verdict.ok) return verdict;
  const id = newId();
  const dueOn = addWorkingDays(today, workingDays);
  await tx.studyRectification.create({ data: { id, verdictId, unitId, demand, dueOn: toDbDate(dueOn) } });
  const demanded = { id, unitId, dueOn };
  await addStep(tx, demanded, "demanded", { statement: "", reference: "" }, actor.accountId, now);
  return { ok: true, rectificationId: id };
}

export type Step = {
  rectificationId: string;
  step: Exclude<RectificationStep, "demanded">;
  statement: string;
  reference: string;
};

/** Refusals: those of `mayTakeStep`. The same step by the same person again is harmless. */
export async function takeRectificationStep(
  tx: Tx,
  { rectificationId, step, statement, reference }: Step,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { verdict, unitId, dueOn } = await tx.studyRectification.findUniqueOrThrow({
    where: { id: rectificationId },
    select: { unitId: true, dueOn: true, verdict: { select: { sampled: { select: { recordId: true } } } } },
  });
  await lockStudyRecords(tx, verdict.sampled.recordId);
  const last = (await tx.studyRectificationStep.findFirstOrThrow({
    where: { rectificationId },
    orderBy: { id: "desc" },
  })) as { step: RectificationStep; byId: string };
  if (last.step === step && last.byId === actorId) return { ok: true };
  const may = mayTakeStep(last, { step, byId: actorId, statement });
  const taking = { id: rectificationId, unitId, dueOn: fromDbDate(dueOn) };
  if (may.ok) await addStep(tx, taking, step, { statement, reference }, actorId, now);
  return may;
}

async function addStep(
  tx: Tx,
  { id, unitId, dueOn }: { id: string; unitId: string; dueOn: DateOn },
  step: RectificationStep,
  said: { statement: string; reference: string },
  actorId: string,
  now: Date,
): Promise<void> {
  const written = await tx.studyRectificationStep.create({
    data: {
      ...{ rectificationId: id, step, byId: actorId, at: now },
      ...{ statement: said.statement || null, reference: said.reference || null },
    },
  });
  await record(tx, {
    ...{ type: `rectification.${step}`, at: now, actorId, unitId, subjectId: id },
    data: { rectificationId: id },
  });
  // To put it right is for the unit's training officers; what the unit itself did they know.
  if (step !== "demanded" && step !== "sent-back") return;
  const officers = await holdersAt(tx, { unitId, role: "unit-training-officer" }, now);
  const told = { happening: String(written.id), facts: { rectificationId: id, dueOn } };
  await notifyAll(tx, officers, { code: `study.rectification-${step}`, ...told }, now);
}

export type ListedRectification = {
  rectificationId: string;
  unitId: string;
  auditId: string;
  place: number;
  kind: FindingKind;
  facts: string;
  demand: string;
  dueOn: DateOn;
  state: RectificationStep;
  isLate: boolean;
  /** Of the record: what was studied. */
  title: string;
  noticeNumber: string;
  steps: {
    step: RectificationStep;
    at: Date;
    by: string;
    statement: string | null;
    reference: string | null;
  }[];
};

const whole = {
  steps: { orderBy: { id: "asc" as const } },
  verdict: {
    include: {
      sampled: {
        include: { record: { select: { title: true } }, audit: { select: { noticeNumber: true } } },
      },
    },
  },
};

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
const rowOf = (tx: Tx, id: string) => tx.studyRectification.findUnique({ where: { id }, include: whole });

/** `names`: of the accounts that took the steps. */
function listedFrom(row: Row, names: Record<string, string>, today: DateOn): ListedRectification {
  const { id, unitId, demand, verdict, steps } = row;
  const dueOn = fromDbDate(row.dueOn);
  const state = steps.at(-1)!.step as RectificationStep;
  return {
    ...{ rectificationId: id, unitId, demand, dueOn, state, isLate: isLate(state, dueOn, today) },
    ...{
      auditId: verdict.auditId,
      place: verdict.place,
      kind: verdict.kind as FindingKind,
      facts: verdict.facts,
    },
    title: verdict.sampled.record.title,
    noticeNumber: verdict.sampled.audit.noticeNumber,
    steps: steps.map(({ step, at, byId, statement, reference }) => ({
      ...{ at, statement, reference, step: step as RectificationStep, by: names[byId] ?? "" },
    })),
  };
}

export async function findRectification(
  tx: Tx,
  rectificationId: string,
  today: DateOn,
): Promise<ListedRectification | null> {
  const row = await rowOf(tx, rectificationId);
  if (!row) return null;
  const names = await accountNames(
    tx,
    row.steps.map(({ byId }) => byId),
  );
  return listedFrom(row, names, today);
}

/** A page of what these units have to put right, the latest demand first; `waits`: only those that wait there. */
export async function rectificationPage(
  tx: Tx,
  { unitIds, waits }: { unitIds: readonly string[]; waits?: RectificationWaiting | undefined },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedRectification[] }> {
  const where = {
    unitId: { in: [...unitIds] },
    ...(waits ? { AND: { id: { in: await idsOfRectifications(tx, unitIds, waits, today) } } } : {}),
  };
  const rows = await tx.studyRectification.findMany({
    where: {
      ...where,
      ...(asked.before ? { id: { gt: asked.before } } : asked.after ? { id: { lt: asked.after } } : {}),
    },
    orderBy: { id: asked.before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    include: whole,
  });
  const { found, page } = turned(
    rows,
    asked,
    await tx.studyRectification.count({ where, take: COUNTED + 1 }),
  );
  return { ...page, rows: found.map((row) => listedFrom(row, {}, today)) };
}
