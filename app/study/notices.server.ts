/** Supervision notices 督办通知书 on their way: drafted, issued by another, answered by the unit, closed. Every step stays. */
import { record, recordAll } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import { lockNotice, type Tx } from "~/db.server";
import { plainFileName, storeFile } from "~/files.server";
import { newId } from "~/ids";
import type { NoticeCode, NoticeFacts } from "~/notices/notice";
import { holdersAt, notifyAll } from "~/notices/notices.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { type EvidenceFile, evidenceFileFrom } from "./evidence-file";
import { mayTakeNoticeStep, type NoticeGround, type NoticeState } from "./supervision-notice";

export type NewNotice = {
  /** Made by the form, so that sending it twice drafts once. */
  noticeId: string;
  number: string;
  unitId: string;
  demand: string;
  workingDays: number;
} & (
  | { ground: "study-audit"; auditId: string; verdictIds: readonly string[] }
  | { ground: "no-plan"; year: number }
);

/**
 * Refusals: supervision-notice.no-findings, supervision-notice.number-taken { number }. `verdictIds` that are no findings
 * standing about the unit in that sample are left out. The same form again answers the draft that stands.
 */
export async function draftNotice(
  tx: Tx,
  notice: NewNotice,
  actorId: string,
  now: Date,
): Promise<{ ok: true; noticeId: string } | { ok: false; refusals: Refusal[] }> {
  const { noticeId, number, unitId, demand, workingDays, ground } = notice;
  if (await tx.supervisionNotice.findUnique({ where: { id: noticeId }, select: { id: true } }))
    return { ok: true, noticeId };
  const findings = ground === "study-audit" ? await standing(tx, notice) : [];
  if (ground === "study-audit" && findings.length === 0)
    return { ok: false, refusals: [refusal("supervision-notice.no-findings")] };
  const about = ground === "study-audit" ? { auditId: notice.auditId } : { year: notice.year };
  const { count } = await tx.supervisionNotice.createMany({
    data: [{ id: noticeId, number, unitId, ground, demand, workingDays, ...about }],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, refusals: [refusal("supervision-notice.number-taken", { number })] };
  await tx.supervisionNoticeFinding.createMany({
    data: findings.map((verdictId) => ({ noticeId, verdictId })),
  });
  await addNoticeStep(tx, { noticeId, unitId, ground }, "drafted", {}, actorId, now);
  return { ok: true, noticeId };
}

async function standing(
  tx: Tx,
  { auditId, unitId, verdictIds }: { auditId: string; unitId: string; verdictIds: readonly string[] },
): Promise<string[]> {
  const rows = await tx.studyAuditVerdict.findMany({
    where: {
      ...{ id: { in: [...verdictIds] }, auditId, kind: { not: null }, replacedBy: null },
      sampled: { record: { unitId } },
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The notice under its lock, with its state and who took it there. */
export async function lockedNotice(tx: Tx, noticeId: string) {
  await lockNotice(tx, noticeId);
  const row = await tx.supervisionNotice.findUniqueOrThrow({ where: { id: noticeId } });
  const last = await tx.supervisionNoticeStep.findFirstOrThrow({
    where: { noticeId, step: { not: "overdue" } },
    orderBy: { id: "desc" },
  });
  const ground = row.ground as NoticeGround;
  return { row: { ...row, noticeId, ground }, last: { state: last.step as NoticeState, byId: last.byId! } };
}

export type Said = { statement?: string; reference?: string };

export async function addNoticeStep(
  tx: Tx,
  { noticeId, unitId, ground }: { noticeId: string; unitId: string; ground: NoticeGround },
  step: NoticeState,
  { statement, reference }: Said,
  actorId: string,
  now: Date,
): Promise<bigint> {
  const { id } = await tx.supervisionNoticeStep.create({
    data: {
      ...{ noticeId, step, byId: actorId, at: now },
      ...{ statement: statement || null, reference: reference || null },
    },
  });
  await record(tx, {
    ...{ type: `supervision-notice.${step}`, at: now, actorId, unitId, subjectId: noticeId },
    data: { noticeId, ground },
  });
  return id;
}

/** To answer is for the training officers of the unit it was served on. */
export async function tellOfficers<C extends NoticeCode>(
  tx: Tx,
  { unitId }: { unitId: string },
  told: { code: C; happening: string; facts: NoticeFacts[C] },
  now: Date,
): Promise<void> {
  await notifyAll(tx, await holdersAt(tx, { unitId, role: "unit-training-officer" }, now), told, now);
}

/**
 * Withdraws a draft, or sends a reply back, or closes what was answered. Refusals: those of `mayTakeNoticeStep`. The same
 * step by the same person again is harmless.
 */
export async function takeNoticeStep(
  tx: Tx,
  {
    noticeId,
    step,
    statement,
  }: { noticeId: string; step: "withdrawn" | "sent-back" | "closed"; statement: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row, last } = await lockedNotice(tx, noticeId);
  if (last.state === step && last.byId === actorId) return { ok: true };
  const verdict = mayTakeNoticeStep(last, { step, byId: actorId, statement });
  if (!verdict.ok) return verdict;
  if (step === "withdrawn")
    await tx.supervisionNotice.update({ where: { id: noticeId }, data: { withdrawnAt: now } });
  const stepId = await addNoticeStep(tx, row, step, { statement }, actorId, now);
  const { number } = row;
  if (step === "sent-back")
    await tellOfficers(
      tx,
      row,
      { code: "study.supervision-notice-sent-back", happening: String(stepId), facts: { noticeId, number } },
      now,
    );
  return verdict;
}

/**
 * The unit's answer, with files. Refusals: those of `mayTakeNoticeStep`, and of `evidenceFileFrom` for each file that is
 * not usable: nothing is kept then.
 */
export async function replyToNotice(
  tx: Tx,
  reply: {
    noticeId: string;
    statement: string;
    reference: string;
    uploads: readonly { name: string; bytes: Buffer }[];
  },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { noticeId, statement, reference, uploads } = reply;
  const { row, last } = await lockedNotice(tx, noticeId);
  if (last.state === "replied" && last.byId === actorId) return { ok: true };
  const may = mayTakeNoticeStep(last, { step: "replied", byId: actorId, statement });
  const read = uploads.map(({ name, bytes }) => ({ name, file: evidenceFileFrom(bytes) }));
  const unusable = read.flatMap(({ file }) => ("code" in file ? [file] : []));
  const refusals = [...(may.ok ? [] : may.refusals), ...unusable];
  if (refusals.length > 0) return { ok: false, refusals };
  const stepId = await addNoticeStep(tx, row, "replied", { statement, reference }, actorId, now);
  for (const { name, file } of read) {
    const { bytes, mediaType } = file as EvidenceFile;
    const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
    await tx.supervisionNoticeFile.createMany({
      data: [
        {
          ...{ id: newId(), stepId, fileHash, mediaType, bytes: bytes.length },
          name: plainFileName(name, "reply"),
        },
      ],
      skipDuplicates: true,
    });
  }
  return { ok: true };
}

/** Notes, once for each, that an answer is late. Harmless to repeat and to run twice at once. Answers how many it noted. */
export async function noteLateNotices(tx: Tx, today: DateOn, now: Date): Promise<number> {
  const late = await tx.$queryRaw<{ id: string; unitId: string; ground: NoticeGround }[]>`
    INSERT INTO supervision_notice_step (notice_id, step, at)
    SELECT n.id, 'overdue', ${now}::timestamptz FROM supervision_notice n
    CROSS JOIN LATERAL (SELECT s.step FROM supervision_notice_step s WHERE s.notice_id = n.id AND s.step <> 'overdue'
      ORDER BY s.id DESC LIMIT 1) last
    WHERE n.due_on < ${toDbDate(today)}::date AND last.step IN ('issued', 'sent-back')
      AND NOT EXISTS (SELECT 1 FROM supervision_notice_step o WHERE o.notice_id = n.id AND o.step = 'overdue')
    ON CONFLICT DO NOTHING
    RETURNING notice_id::text AS id, (SELECT x.unit_id::text FROM supervision_notice x WHERE x.id = notice_id) AS "unitId",
      (SELECT x.ground FROM supervision_notice x WHERE x.id = notice_id) AS ground`;
  await recordAll(
    tx,
    late.map(({ id, unitId, ground }) => ({
      ...{ type: "supervision-notice.overdue", at: now, actorId: null, unitId, subjectId: id },
      data: { noticeId: id, ground },
    })),
  );
  return late.length;
}
