/**
 * 监考看板: how each candidate of a running exam stands, and who needs a look first.
 * In: what the database tells of one candidate, an instant. Out: a standing, a weight, figures.
 */
import type { AttemptState, SubmittedBy } from "./attempt";

export const STANDINGS = [
  "silent", // 失联
  "paused", // 已暂停
  "left", // 多次离开页面
  "overdue", // 正在收卷
  "answering", // 作答中
  "not-started", // 未入场
  "submitted", // 已交卷
  "missed", // 缺考
] as const;
export type BoardStanding = (typeof STANDINGS)[number];

export type BoardRow = {
  registrationId: string;
  personId: string;
  name: string;
  unit: string;
  roomId: string | null;
  room: string | null;
  seat: number | null;
  attemptId: string | null;
  state: AttemptState | null;
  deadlineAt: Date | null;
  graceSeconds: number | null;
  pausedSince: Date | null;
  submittedAt: Date | null;
  submittedBy: SubmittedBy | null;
  answered: number;
  lastSeenAt: Date | null;
  /** How often another device took over. */
  deviceChanges: number;
  reopenings: number;
  extraMinutes: number;
  leavings: number;
  awaySeconds: number;
  isAway: boolean;
};

/** A room that runs is heard of every fifteen seconds: three in a row are missing. */
export const SILENT_AFTER_MS = 45_000;
/** So many times away from the page are worth a look; fewer happen to anybody. */
export const MANY_LEAVINGS = 3;

export function standingOf(row: BoardRow, now: Date, mayBegin: boolean): BoardStanding {
  if (row.attemptId === null || row.deadlineAt === null) return mayBegin ? "not-started" : "missed";
  if (row.state === "submitted") return "submitted";
  if (row.pausedSince) return "paused";
  if (now > row.deadlineAt) return "overdue";
  if (row.lastSeenAt && now.getTime() - row.lastSeenAt.getTime() > SILENT_AFTER_MS) return "silent";
  return row.isAway || row.leavings >= MANY_LEAVINGS ? "left" : "answering";
}

/** What a tab of the board shows. */
export const BOARD_FILTERS = ["all", "attention", "answering", "submitted", "missed"] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

const ATTENTION: readonly BoardStanding[] = ["silent", "paused", "left", "overdue"];

export function isAmong(standing: BoardStanding, filter: BoardFilter): boolean {
  if (filter === "all") return true;
  if (filter === "attention") return ATTENTION.includes(standing);
  if (filter === "missed") return standing === "missed" || standing === "not-started";
  if (filter === "submitted") return standing === "submitted";
  // As the figure above the board counts them: who is out of touch or paused is not at work.
  return standing === "answering" || standing === "left" || standing === "overdue";
}

export type Stood = BoardRow & { standing: BoardStanding };

/** What needs a hand first; then by room and seat, and by name where nobody has a seat. */
export function byAttention(
  rows: readonly BoardRow[],
  now: Date,
  mayBegin: (registrationId: string) => boolean,
): Stood[] {
  return rows
    .map((row) => ({ ...row, standing: standingOf(row, now, mayBegin(row.registrationId)) }))
    .sort(
      (a, b) =>
        weight(a.standing) - weight(b.standing) ||
        (a.room ?? "").localeCompare(b.room ?? "", "zh-CN") ||
        (a.seat ?? Number.MAX_SAFE_INTEGER) - (b.seat ?? Number.MAX_SAFE_INTEGER) ||
        a.name.localeCompare(b.name, "zh-CN"),
    );
}

/** All who are simply at work or done stand in the order of their seats. */
const weight = (standing: BoardStanding) => {
  const place = ATTENTION.indexOf(standing);
  return place >= 0 ? place : ATTENTION.length;
};

/** How many there are of each, for the row of figures. */
export function boardFigures(rows: readonly Stood[]): Record<BoardStanding, number> {
  const figures = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<
    BoardStanding,
    number
  >;
  for (const { standing } of rows) figures[standing] += 1;
  return figures;
}
