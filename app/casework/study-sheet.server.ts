/**
 * 学法活动签到表: before the session an empty sheet to be signed, afterwards who was there from when to when. Study says who
 * was there, the paper prints it; a list of people that leaves the house is recorded.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { renderRoomSheets } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import type { UnitFacts } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { type AttendanceLine, attendanceOf } from "~/study/attendance-lines.server";
import type { SessionFacts } from "~/study/session-list.server";
import { clockTime, fullDate } from "~/text/dates";
import { onExamPapers } from "~/text/exam-papers";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import type { RoomSheet } from "../../certificates/room-sheet";

export type StudySheet = { bytes: Buffer; name: string; plainName: string };

/** Papers are Chinese whoever asks, as every paper of the house. */
const t = studySessionsText["zh-CN"].onPaper;

export async function studySheet(
  tx: Tx,
  { session, unit }: { session: SessionFacts; unit: UnitFacts },
  actorId: string,
  now: Date,
): Promise<StudySheet> {
  const { sessionId, title, recorderPersonId } = session;
  const today = chinaDateOf(now);
  const { lines } = await attendanceOf(tx, session, today);
  const names = await namesOn(tx, recorderPersonId ? [recorderPersonId] : [], today);
  const recorder = recorderPersonId ? (names.get(recorderPersonId) ?? "") : "";
  const info = { title: `${title} ${t.title}`, author: unit.name, keywords: sessionId, createdAt: now };
  const bytes = await renderRoomSheets([sheetOf(session, unit.name, lines, recorder)], info);
  await record(tx, {
    ...{ type: "list.exported", at: now, actorId, unitId: unit.unitId, subjectId: sessionId },
    data: {
      ...{ list: "study-session-sheet", format: "pdf", rows: lines.length, numbers: "none", reason: null },
      filters: [`study-session:${sessionId}`],
    },
  });
  return { bytes, name: t.fileName(title), plainName: `study-session-${sessionId}.pdf` };
}

function sheetOf(
  { title, startAt, endAt, place, minutes, mode, leader, state }: SessionFacts,
  unitName: string,
  lines: readonly AttendanceLine[],
  recorder: string,
): RoomSheet {
  const day = fullDate(chinaDateOf(startAt), "zh-CN");
  const when = `${day} ${clockTime(startAt)}—${clockTime(endAt)}`;
  const isHeld = state === "held";
  const attended = lines.filter((line) => line.attended.kind === "present").length;
  return {
    exam: `${unitName}　${studyText["zh-CN"].modes[mode]}`,
    title: `${title}　${t.title}`,
    facts: `${t.facts(when, place, minutes)}　${t.people(lines.length)}`,
    columns: [
      { head: t.number, width: 12, align: "centre" },
      { head: t.name, width: 34 },
      { head: t.unit, width: 44 },
      { head: t.in, width: 18, align: "centre" },
      { head: t.out, width: 18, align: "centre" },
      { head: t.minutes, width: 16, align: "centre" },
      { head: t.signature, width: 28 },
    ],
    rows: lines.map((line, index) => rowOf(line, index, isHeld)),
    signatures: [t.leader(leader ?? ""), t.recorder(recorder)],
    counts: isHeld ? t.counts(lines.length, attended) : null,
    page: t.page,
    gap: onExamPapers.gap,
  };
}

function rowOf({ name, unitName, inAt, outAt, attended }: AttendanceLine, index: number, isHeld: boolean) {
  const minutes = attended.kind === "present" ? String(attended.minutes) : isHeld ? "0" : "";
  const clock = (at: Date | null) => (at ? clockTime(at) : "");
  return [String(index + 1), name, unitName, clock(inAt), clock(outAt), minutes, ""];
}
