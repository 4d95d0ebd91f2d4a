/** 成绩异议 as read: by the candidate on one attempt, by the office in a list and one by one. */
import { accountNames } from "~/access/account-names.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import type { Prisma } from "../../prisma/generated/client";
import type { ExamKind } from "./exam";
import { type ObjectionOutcome, type ObjectionState, stateOfObjection } from "./objection";

export type ObjectionFacts = {
  objectionId: string;
  examId: string;
  examTitle: string;
  kind: ExamKind;
  attemptId: string;
  registrationId: string;
  personId: string;
  name: string;
  slot: number | null;
  reason: string;
  madeAt: Date;
  dueOn: DateOn;
  state: ObjectionState;
  outcome: ObjectionOutcome | null;
  reply: string | null;
  repliedAt: Date | null;
  repliedBy: string | null;
};

export type ObjectionFilters = { state?: ObjectionState; examId?: string };

const columns = {
  ...{ id: true, examId: true, attemptId: true, slot: true, reason: true, madeAt: true, dueOn: true },
  ...{ outcome: true, reply: true, repliedAt: true, repliedById: true },
  exam: { select: { title: true, kind: true } },
  attempt: { select: { personId: true, registrationId: true } },
} satisfies Prisma.ObjectionSelect;

/** Of exams held by these units, oldest first: who waited longest comes first. */
export async function objectionPage(
  tx: Tx,
  { unitIds, filters }: { unitIds: readonly string[]; filters: ObjectionFilters },
  asked: PageAsked,
  now: Date,
): Promise<PageTurned & { objections: ObjectionFacts[]; open: number; overdue: number }> {
  const held = { exam: { unitId: { in: [...unitIds] } } };
  const today = toDbDate(chinaDateOf(now));
  const overdue = { outcome: null, dueOn: { lt: today } };
  const within = {
    AND: [
      held,
      filters.examId ? { examId: filters.examId } : {},
      filters.state
        ? { open: { outcome: null }, overdue, answered: { outcome: { not: null } } }[filters.state]
        : {},
    ],
  };
  const { after, before } = asked;
  const place = before ? { id: { lt: before } } : after ? { id: { gt: after } } : {};
  const rows = await tx.objection.findMany({
    where: { AND: [within, place] },
    orderBy: { id: before ? "desc" : "asc" },
    take: PAGE_SIZE + 1,
    select: columns,
  });
  const total = await tx.objection.count({ where: within, take: COUNTED + 1 });
  const { found, page } = turned(rows, asked, total);
  return {
    ...page,
    objections: await factsOf(tx, found, now),
    open: await tx.objection.count({ where: { AND: [held, { outcome: null }] } }),
    overdue: await tx.objection.count({ where: { AND: [held, overdue] } }),
  };
}

/** Null: not of an exam held by one of these units. */
export async function findObjection(
  tx: Tx,
  { objectionId, unitIds }: { objectionId: string; unitIds: readonly string[] },
  now: Date,
): Promise<ObjectionFacts | null> {
  const row = await tx.objection.findFirst({
    where: { id: objectionId, exam: { unitId: { in: [...unitIds] } } },
    select: columns,
  });
  return row && (await factsOf(tx, [row], now))[0]!;
}

/** Those made about one attempt, oldest first: for its candidate. */
export async function objectionsOf(tx: Tx, attemptId: string, now: Date): Promise<ObjectionFacts[]> {
  const rows = await tx.objection.findMany({
    where: { attemptId },
    orderBy: { id: "asc" },
    select: columns,
  });
  return factsOf(tx, rows, now);
}

type Row = Prisma.ObjectionGetPayload<{ select: typeof columns }>;

async function factsOf(tx: Tx, rows: readonly Row[], now: Date): Promise<ObjectionFacts[]> {
  const today = chinaDateOf(now);
  const people = rows.map(({ attempt }) => attempt.personId);
  const names = await namesOn(tx, people, today);
  const accounts = await accountNames(
    tx,
    rows.flatMap(({ repliedById }) => (repliedById ? [repliedById] : [])),
  );
  return rows.map(({ id, exam, attempt, dueOn, outcome, repliedById, ...row }) => ({
    ...row,
    objectionId: id,
    examTitle: exam.title,
    kind: exam.kind as ExamKind,
    // Nobody objects to a rehearsal.
    registrationId: attempt.registrationId!,
    personId: attempt.personId,
    name: names.get(attempt.personId) ?? "",
    dueOn: fromDbDate(dueOn),
    state: stateOfObjection({ isAnswered: outcome !== null, dueOn: fromDbDate(dueOn) }, today),
    outcome: outcome as ObjectionOutcome | null,
    repliedBy: repliedById && (accounts[repliedById] ?? ""),
  }));
}
