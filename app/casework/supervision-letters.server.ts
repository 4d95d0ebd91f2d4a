/** 督办通知书 on paper: printed as it is issued, kept as it was printed, read by the office and the unit. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { letterFrom } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { addWorkingDays } from "~/rulebook/working-days";
import { findNotice, type NoticeFacts } from "~/study/notice-list.server";
import { addNoticeStep, lockedNotice, tellOfficers } from "~/study/notices.server";
import { mayTakeNoticeStep } from "~/study/supervision-notice";
import { dateOfInstant, longDate } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { supervisionText } from "~/text/supervision";
import type { Verdict } from "~/verdict";
import type { LetterView } from "../../certificates/letter";

/** On one sheet; the rest is on the platform, and the letter says so. */
const MOST_LISTED = 5;

/**
 * The second of two people issues a draft: its days begin to run, and its paper is printed. Refusals: those of
 * `mayTakeNoticeStep`, letter.*. Issuing again is harmless.
 */
export async function issueNotice(tx: Tx, noticeId: string, actorId: string, now: Date): Promise<Verdict> {
  const { row, last } = await lockedNotice(tx, noticeId);
  if (last.state === "issued" && last.byId === actorId) return { ok: true };
  const may = mayTakeNoticeStep(last, { step: "issued", byId: actorId, statement: "" });
  if (!may.ok) return may;
  const today = chinaDateOf(now);
  const dueOn = addWorkingDays(today, row.workingDays);
  const notice = (await findNotice(tx, noticeId, { drafts: true }, today))!;
  const view = await viewOf(tx, notice, dueOn, now);
  const prepared = letterFrom(view);
  if (!prepared.ok) return prepared;
  const bytes = await prepared.render();
  const fileHash = await storeFile(tx, { bytes, mediaType: "application/pdf", purpose: "letter", now });
  const { createdAt: _, ...content } = view;
  await tx.supervisionNotice.update({
    where: { id: noticeId },
    data: { dueOn: toDbDate(dueOn), content, fileHash },
  });
  await addNoticeStep(tx, row, "issued", {}, actorId, now);
  const facts = { noticeId, number: row.number, dueOn };
  await tellOfficers(tx, row, { code: "study.supervision-notice-issued", happening: noticeId, facts }, now);
  return may;
}

async function viewOf(tx: Tx, notice: NoticeFacts, dueOn: DateOn, now: Date): Promise<LetterView> {
  const t = supervisionText["zh-CN"];
  const today = chinaDateOf(now);
  const { kinds } = studyAuditText["zh-CN"];
  const unit = await findUnit(tx, notice.unitId, today);
  const [root] = unit ? await unitsUnder(tx, [`/${unit.path.split("/")[1]}/`], today) : [];
  const names = await namesOn(
    tx,
    notice.findings.map(({ personId }) => personId),
    today,
  );
  const sender = t.paper.sender(root?.name ?? "");
  const listed = notice.findings.slice(0, MOST_LISTED);
  const more = notice.findings.length - listed.length;
  return {
    sender,
    title: t.paper.title,
    number: notice.number,
    addressee: t.paper.addressee(unit?.name ?? ""),
    paragraphs: [
      notice.ground === "study-audit"
        ? t.paper.ofAudit(notice.auditNumber ?? "", notice.findings.length)
        : t.paper.ofPlan(notice.year ?? 0),
      notice.demand,
      t.paper.deadline(notice.workingDays, longDate(dueOn, "zh-CN")),
    ],
    facts: [
      ...listed.map(({ kind, personId, title, studiedAt }, index) => ({
        label: t.paper.finding(index + 1),
        value: t.paper.findingOf(names.get(personId) ?? "", dateOfInstant(studiedAt), title, kinds[kind]),
      })),
      ...(more > 0 ? [{ label: t.paper.others, value: t.paper.more(more) }] : []),
    ],
    signature: [sender, longDate(today, "zh-CN")],
    notice: t.paper.foot,
    documentId: notice.noticeId,
    createdAt: now,
  };
}

/** The paper as it was issued; who read it is logged. null: it was never issued. */
export async function readNotice(
  tx: Tx,
  { noticeId, number, unitId, fileHash }: Pick<NoticeFacts, "noticeId" | "number" | "unitId" | "fileHash">,
  actorId: string,
  now: Date,
): Promise<{ bytes: Buffer; mediaType: string; name: string } | null> {
  if (!fileHash) return null;
  await record(tx, {
    ...{ type: "supervision-notice.read", at: now, actorId, unitId, subjectId: noticeId },
    data: { noticeId },
  });
  return { ...(await readFile(tx, fileHash)), name: supervisionText["zh-CN"].paper.fileName(number) };
}
