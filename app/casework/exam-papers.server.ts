/**
 * 考务材料: admission tickets, door lists and sign-in sheets. The exams say who sits where, the register who they are, the
 * paper prints it. Lists of people that leave the house are recorded, as exports are.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { renderRoomSheets, renderTickets } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { type ExamKind, type ExamTimes, entryClosesAt } from "~/exams/exam";
import { roomsOf } from "~/exams/rooms.server";
import { everySeat, type SeatOnPaper } from "~/exams/seat-list.server";
import { readFile } from "~/files.server";
import { findUnit } from "~/organisation/units.server";
import { maskedNumbers } from "~/personnel/person.server";
import { clockTime, fullDate } from "~/text/dates";
import { onExamPapers } from "~/text/exam-papers";
import { examsText } from "~/text/exams";
import type { RoomSheet } from "../../certificates/room-sheet";
import type { TicketView } from "../../certificates/ticket";

/** `plainName` for old readers of file names. */
export type ExamPaper = { bytes: Buffer; name: string; plainName: string };

export type TicketsAsked = {
  examId: string;
  /** One candidate only, or one room. */
  registrationId?: string;
  room?: string;
  /** The units the asker answers for; without it the whole exam. */
  unitIds?: readonly string[];
};

/** Whose account hands the list out. */
type Asker = { actorId: string; now: Date };

/** A page for each candidate, by room and seat. null: nobody of the exam is among the asked. */
export async function ticketsOf(
  tx: Tx,
  { examId, ...filter }: TicketsAsked,
  { actorId, now }: Asker,
): Promise<ExamPaper | null> {
  const exam = await examFacts(tx, examId, now);
  if (!exam) return null;
  const lines = byRoom(await everySeat(tx, { examId, ...filter }, now));
  if (lines.length === 0) return null;
  const paper = await ticketPaper(tx, exam, lines, now);
  await record(tx, {
    ...{ type: "list.exported", at: now, actorId, subjectId: examId },
    data: {
      ...{ list: "admission-tickets", format: "pdf", rows: lines.length, numbers: "masked", reason: null },
      filters: filtersOf(examId, filter),
    },
  });
  return paper;
}

/** A candidate's own. null: not entered for such an exam, or it was called off. */
export async function ownTicket(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
  now: Date,
): Promise<ExamPaper | null> {
  const exam = await examFacts(tx, examId, now);
  if (!exam) return null;
  const lines = await everySeat(tx, { examId, personId }, now);
  return lines.length > 0 ? ticketPaper(tx, exam, lines, now) : null;
}

export type RoomPaper = "door" | "sign";

/** A list for each room with somebody in it, or for one. null: there is none. */
export async function roomPapers(
  tx: Tx,
  { examId, room, kind }: { examId: string; room?: string; kind: RoomPaper },
  { actorId, now }: Asker,
): Promise<ExamPaper | null> {
  const exam = await examFacts(tx, examId, now);
  if (!exam) return null;
  const lines = await everySeat(tx, { examId, room }, now);
  const rooms = (await roomsOf(tx, examId)).map((one) => ({
    ...one,
    lines: lines.filter(({ roomId }) => roomId === one.roomId),
  }));
  const filled = rooms.filter((one) => one.lines.length > 0);
  if (filled.length === 0) return null;
  const t = onExamPapers.list;
  const sheets = filled.map((one) => sheetOf(exam, one, kind));
  const title = `${exam.title} ${kind === "door" ? t.name : t.signature}`;
  const bytes = await renderRoomSheets(sheets, infoOf(exam, title, now));
  await record(tx, {
    ...{ type: "list.exported", at: now, actorId, subjectId: examId },
    data: {
      ...{
        list: kind === "door" ? "room-list" : "sign-in-sheet",
        format: "pdf",
        numbers: "none",
        reason: null,
      },
      rows: filled.reduce((sum, one) => sum + one.lines.length, 0),
      filters: filtersOf(examId, { room }),
    },
  });
  const name = kind === "door" ? t.doorName(exam.title) : t.signName(exam.title);
  return { bytes, name, plainName: `${kind === "door" ? "room-list" : "sign-in"}-${examId}.pdf` };
}

type ExamFacts = ExamTimes & { id: string; title: string; kind: ExamKind; holder: string };

async function examFacts(tx: Tx, examId: string, now: Date): Promise<ExamFacts | null> {
  const exam = await tx.exam.findFirst({ where: { id: examId, acts: { none: { act: "cancelled" } } } });
  if (!exam) return null;
  const holder = (await findUnit(tx, exam.unitId, chinaDateOf(now)))?.name ?? "";
  return { ...exam, kind: exam.kind as ExamKind, holder };
}

const filtersOf = (examId: string, { room, registrationId }: Omit<TicketsAsked, "examId">) => [
  `exam:${examId}`,
  ...(room ? [`room:${room}`] : []),
  ...(registrationId ? [`registration:${registrationId}`] : []),
];

/** Rooms as people count them, 2 before 10; who has no seat comes last. */
function byRoom(lines: readonly SeatOnPaper[]): SeatOnPaper[] {
  const compare = (a: SeatOnPaper, b: SeatOnPaper) =>
    Number(a.room === null) - Number(b.room === null) ||
    (a.room ?? "").localeCompare(b.room ?? "", "zh-CN", { numeric: true });
  return [...lines].sort(compare);
}

const infoOf = (exam: ExamFacts, title: string, now: Date) => ({
  ...{ title, author: exam.holder, keywords: exam.id, createdAt: now },
});

async function ticketPaper(
  tx: Tx,
  exam: ExamFacts,
  lines: readonly SeatOnPaper[],
  now: Date,
): Promise<ExamPaper> {
  const t = onExamPapers.ticket;
  const personIds = lines.map(({ personId }) => personId);
  const numbers = await maskedNumbers(tx, personIds);
  const people = await tx.person.findMany({
    where: { id: { in: personIds }, photoHash: { not: null } },
    select: { id: true, photoHash: true },
  });
  const photoOf = new Map(people.map(({ id, photoHash }) => [id, photoHash!]));
  async function* views(): AsyncGenerator<TicketView> {
    for (const line of lines) {
      const hash = photoOf.get(line.personId);
      const photo = hash ? (await readFile(tx, hash)).bytes : null;
      yield ticketOf(exam, line, numbers.get(line.personId) ?? "", photo);
    }
  }
  const bytes = await renderTickets(views(), infoOf(exam, `${t.title} ${exam.title}`, now));
  const [first] = lines;
  const name = lines.length === 1 ? t.fileName(first!.name) : t.allName(exam.title);
  return { bytes, name, plainName: `ticket-${lines.length === 1 ? first!.registrationId : exam.id}.pdf` };
}

function ticketOf(
  exam: ExamFacts,
  line: SeatOnPaper,
  maskedNumber: string,
  photo: Uint8Array | null,
): TicketView {
  const t = onExamPapers.ticket;
  const entry = clockTime(entryClosesAt(exam));
  return {
    exam: exam.title,
    title: t.title,
    number: t.number(line.registrationId.slice(-12).toUpperCase()),
    facts: [
      { label: t.name, value: line.name },
      { label: t.identityNumber, value: maskedNumber },
      { label: t.unit, value: line.unitName },
      { label: t.kind, value: examsText["zh-CN"].kinds[exam.kind] },
      { label: t.date, value: dayOf(exam) },
      { label: t.times, value: t.timesOf(clockTime(exam.opensAt), clockTime(exam.closesAt), exam.minutes) },
      { label: t.entry, value: t.entryAt(entry, exam.lateEntryMinutes) },
    ],
    places: [
      { label: t.room, value: line.room ?? t.noRoom },
      { label: t.seat, value: line.number === null ? t.noSeat : String(line.number) },
    ],
    photo,
    photoWords: { missing: t.photo, alt: t.photoOf(line.name) },
    notes: { title: t.notes, lines: t.lines(entry) },
    foot: t.foot(exam.holder),
    gap: onExamPapers.gap,
  };
}

const dayOf = ({ opensAt }: ExamTimes) => fullDate(chinaDateOf(opensAt), "zh-CN");

function sheetOf(
  exam: ExamFacts,
  { name, lines, invigilators }: Awaited<ReturnType<typeof roomsOf>>[number] & { lines: SeatOnPaper[] },
  kind: RoomPaper,
): RoomSheet {
  const t = onExamPapers.list;
  const isSigned = kind === "sign";
  const [opens, closes, entry] = [exam.opensAt, exam.closesAt, entryClosesAt(exam)].map(clockTime);
  const blank = isSigned ? ["", ""] : [];
  return {
    exam: exam.title,
    title: isSigned ? t.sign(name) : t.door(name),
    facts: t.facts(dayOf(exam), opens!, closes!, entry!, lines.length),
    columns: [
      { head: t.seat, width: 18, align: "centre" },
      { head: t.name, width: isSigned ? 36 : 52 },
      { head: t.unit, width: isSigned ? 56 : 100 },
      ...(isSigned
        ? [
            { head: t.signature, width: 40 },
            { head: t.remark, width: 20 },
          ]
        : []),
    ],
    rows: lines.map((line) => [String(line.number), line.name, line.unit, ...blank]),
    signatures: isSigned ? signing(invigilators.map((one) => one.name)) : [],
    counts: isSigned ? t.counts(lines.length) : null,
    page: t.page,
    gap: onExamPapers.gap,
  };
}

/** Two invigilate a room; whom nobody has named yet writes their name. */
function signing(names: readonly string[]): string[] {
  const lines = names.length >= 2 ? names : [...names, ...Array.from({ length: 2 - names.length }, () => "")];
  return lines.map((name) => onExamPapers.list.invigilator(name));
}
