/** Exams: planned, published, read. Sitting them is `attempt.server.ts`, ending them `release.server.ts`. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockExam, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { drawFrom, refusalsToOffer, rulesOfVersion } from "~/questions/blueprints.server";
import { packFor } from "~/rulebook/packs.server";
import type { PartWord, RegimeWord, ReviewLevelWord } from "~/rulebook/words";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { type ExamAct, type ExamKind, type ExamTimes, mayHoldExam } from "./exam";
import { seenBefore } from "./exposure.server";

export type NewExam = ExamTimes & {
  title: string;
  kind: ExamKind;
  /** For a qualification exam only. */
  part: PartWord | null;
  field: string | null;
  /** For a pre-appointment exam only. */
  regime?: RegimeWord | null;
  /** The unit that holds it. */
  unitId: string;
  organiserLevel: ReviewLevelWord;
  blueprintVersionId: string;
  passMark: number;
  attemptsAllowed: number;
};

/**
 * Plans an exam under the pack of its unit on its day. The full mark is the blueprint's. Refusals: see `mayHoldExam`,
 * `refusalsToOffer` (blueprint.withdrawn …) and the draw (blueprint.cell-short …), so that no candidate finds out that a
 * paper cannot be made.
 */
export async function createExam(
  tx: Tx,
  exam: NewExam,
  actorId: string | null,
  now: Date,
): Promise<{ ok: true; examId: string } | { ok: false; refusals: Refusal[] }> {
  const notOffered = await refusalsToOffer(tx, exam.blueprintVersionId);
  if (notOffered.length > 0) return { ok: false, refusals: notOffered };
  const trial = await trialDraw(tx, exam, now);
  const { versionId, pack } = await packFor(tx, exam.unitId, chinaDateOf(exam.opensAt));
  const verdict = mayHoldExam({ ...exam, fullMark: trial.fullMark }, pack, now);
  const refusals = [...refusalsOf(verdict), ...trial.refusals];
  if (refusals.length > 0) return { ok: false, refusals };
  const examId = newId();
  await tx.exam.create({
    data: {
      id: examId,
      ...exam,
      fullMark: trial.fullMark,
      packVersionId: versionId,
      createdById: actorId,
      createdAt: now,
    },
  });
  await record(tx, {
    type: "exam.created",
    at: now,
    actorId,
    unitId: exam.unitId,
    subjectId: examId,
    data: { examId, kind: exam.kind },
  });
  return { ok: true, examId };
}

/**
 * What the banks would refuse on the exam's last day, with the exposure of its first: what an amended law bars while the
 * exam runs must not be needed either. Refusals: those of the draw, and exam.questions-barred { questions, heldOn } where
 * that may be why.
 */
export async function trialDraw(
  tx: Tx,
  { blueprintVersionId, opensAt, closesAt }: Pick<NewExam, "blueprintVersionId" | "opensAt" | "closesAt">,
  now: Date,
): Promise<{ fullMark: number; refusals: Refusal[] }> {
  const heldOn = chinaDateOf(closesAt);
  const blueprint = await rulesOfVersion(tx, blueprintVersionId);
  const seen = await seenBefore(tx, now < opensAt ? now : opensAt, blueprint.exposureDays, now);
  const { fullMark, barred, ...drawn } = await drawFrom(tx, blueprint, seen, "trial", heldOn);
  if (drawn.ok) return { fullMark, refusals: [] };
  const stopped = refusal("exam.questions-barred", { questions: barred.length, heldOn });
  return { fullMark, refusals: [...drawn.refusals, ...(barred.length > 0 ? [stopped] : [])] };
}

/**
 * Opens registration. Harmless to repeat. Refusals: exam.cancelled, and those of `trialDraw`: a law may have been
 * amended since it was planned.
 */
export async function publishExam(
  tx: Tx,
  examId: string,
  actorId: string | null,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  await lockExam(tx, examId);
  const acts = await actsOf(tx, examId);
  if (acts.includes("cancelled")) return { ok: false, refusals: [refusal("exam.cancelled")] };
  if (acts.includes("published")) return { ok: true };
  const { refusals } = await trialDraw(tx, await tx.exam.findUniqueOrThrow({ where: { id: examId } }), now);
  if (refusals.length > 0) return { ok: false, refusals };
  await tx.examAct.create({ data: { id: newId(), examId, act: "published", byId: actorId, at: now } });
  await record(tx, { type: "exam.published", at: now, actorId, subjectId: examId, data: { examId } });
  return { ok: true };
}

export async function actsOf(tx: Tx, examId: string): Promise<ExamAct[]> {
  const rows = await tx.examAct.findMany({ where: { examId }, select: { act: true } });
  return rows.map((row) => row.act as ExamAct);
}

export type ExamListed = ExamTimes & {
  id: string;
  title: string;
  kind: ExamKind;
  part: PartWord | null;
  field: string | null;
  regime: RegimeWord | null;
  unitId: string;
  passMark: number;
  fullMark: number;
  attemptsAllowed: number;
  acts: ExamAct[];
  /** Live registrations. */
  registered: number;
};

const listed = {
  id: true,
  title: true,
  kind: true,
  part: true,
  field: true,
  regime: true,
  unitId: true,
  opensAt: true,
  closesAt: true,
  lateEntryMinutes: true,
  minutes: true,
  passMark: true,
  fullMark: true,
  attemptsAllowed: true,
  acts: { select: { act: true } },
  _count: { select: { registrations: { where: { withdrawnAt: null } } } },
} as const;

type ListedRow = Omit<ExamListed, "kind" | "part" | "regime" | "acts" | "registered"> & {
  kind: string;
  part: string | null;
  regime: string | null;
  acts: { act: string }[];
  _count: { registrations: number };
};

const listedFrom = ({ _count, kind, part, regime, acts, ...row }: ListedRow): ExamListed => ({
  ...row,
  kind: kind as ExamKind,
  part: part as PartWord | null,
  regime: regime as RegimeWord | null,
  acts: acts.map(({ act }) => act as ExamAct),
  registered: _count.registrations,
});

/**
 * Exams that concern an office: those of units in its own subtrees, drafts included, and the published ones of the
 * units above and beside it that serve it. Newest first.
 */
export async function listExams(tx: Tx, paths: readonly string[]): Promise<ExamListed[]> {
  const rows = await tx.exam.findMany({ orderBy: [{ opensAt: "desc" }, { id: "desc" }], select: listed });
  const pathOf = await unitPaths(tx);
  return rows.map(listedFrom).filter((exam) => concerns(exam, pathOf.get(exam.unitId), paths));
}

/** The exam, or null where it does not concern an office with these paths. */
export async function findExam(tx: Tx, examId: string, paths: readonly string[]): Promise<ExamListed | null> {
  const row = await tx.exam.findUnique({ where: { id: examId }, select: listed });
  if (!row) return null;
  const exam = listedFrom(row);
  const pathOf = await unitPaths(tx);
  return concerns(exam, pathOf.get(exam.unitId), paths) ? exam : null;
}

function concerns(exam: ExamListed, holder: string | undefined, paths: readonly string[]): boolean {
  if (holder === undefined) return false;
  if (paths.some((path) => holder.startsWith(path))) return true;
  // The legal-affairs office /district/legal/ holds exams for the whole of /district/.
  const served = holder.replace(/[^/]+\/$/, "");
  return (
    exam.acts.includes("published") &&
    paths.some((path) => path.startsWith(served) || path.startsWith(holder))
  );
}

async function unitPaths(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.unitVersion.findMany({
    where: { supersededAt: null, toOn: null },
    select: { unitId: true, path: true },
  });
  return new Map(rows.map((row) => [row.unitId, row.path]));
}
