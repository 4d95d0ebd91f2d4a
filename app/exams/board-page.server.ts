/** What the board of a running exam shows: everyone in the actor's rooms, those who need a hand first, and what was done. */
import { prisma } from "~/db.server";
import { BOARD_FILTERS, boardFigures, byAttention, isAmong } from "./board";
import { actsDone, boardOf, questionsOn } from "./board.server";
import { entryClosesAt } from "./exam";
import type { Invigilation } from "./invigilation-page.server";
import { roomsOf } from "./rooms.server";
import { entryOf } from "./waiting.server";

const PAGE = 100;
const LOG_LINES = 12;

/** As the address asks: `room`, `show` (a filter), `page`. */
export async function boardPage({ exam, rooms }: Invigilation, search: URLSearchParams, now: Date) {
  const all = (await roomsOf(prisma, exam.id)).filter((room) => !rooms || rooms.includes(room.roomId));
  const room = all.find((one) => one.roomId === search.get("room")) ?? null;
  const seen = room ? [room.roomId] : rooms;
  const closedAt = entryClosesAt(exam);
  const candidates = await boardOf(prisma, { examId: exam.id, rooms: seen }, now);
  // Only who has not begun may still have time to, and only after the others' is over is it asked whose.
  const out =
    now < closedAt ? [] : candidates.flatMap((row) => (row.attemptId === null ? row.registrationId : []));
  const entry = await entryOf(prisma, exam, out, now);
  const stood = byAttention(candidates, now, (id) => now < entry(id).closesAt);
  const filter = BOARD_FILTERS.find((one) => one === search.get("show")) ?? "all";
  const shown = stood.filter(({ standing }) => isAmong(standing, filter));
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const page = Math.min(Math.max(1, Math.trunc(Number(search.get("page")) || 1)), pages);
  const rows = shown.slice((page - 1) * PAGE, page * PAGE);
  const questions = await questionsOn(
    prisma,
    rows.flatMap((row) => row.attemptId ?? []),
  );
  return {
    exam: { id: exam.id, title: exam.title, closesAt: exam.closesAt, entryClosesAt: closedAt },
    now,
    rooms: all.map(({ roomId, name }) => ({ roomId, name })),
    room: room && { roomId: room.roomId, name: room.name },
    filter,
    counts: BOARD_FILTERS.map((one) => ({
      filter: one,
      count: stood.filter(({ standing }) => isAmong(standing, one)).length,
    })),
    figures: boardFigures(stood),
    total: stood.length,
    rows: rows.map((row) => ({ ...row, questions: questions.get(row.attemptId ?? "") ?? 0 })),
    found: shown.length,
    first: (page - 1) * PAGE + 1,
    page,
    pages,
    log: await actsDone(prisma, { examId: exam.id, rooms: seen, limit: LOG_LINES }, now),
  };
}
