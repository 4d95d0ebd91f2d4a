/** The study session that carries out an item of a plan: which can, binding it, and what the item takes from it. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { findUnit, unitsOnTheWay } from "~/organisation/units.server";
import { sessionsBetween } from "~/study/session-list.server";
import { OF_SESSIONS } from "~/study/session-state";
import { studySessionsText } from "~/text/study-sessions";
import { refusal, type Verdict } from "~/verdict";
import { openItem } from "./plan-items.server";
import type { PlanFacts } from "./plans.server";

/** What is kept of a session is named in Chinese, as its papers are. */
const { onPaper } = studySessionsText["zh-CN"];

type Choosing = Pick<PlanFacts, "unitId" | "year">;
export type SessionChoice = { sessionId: string; title: string; on: DateOn };

/** Sessions of the plan's year that the unit or one above it holds, and that were not cancelled. */
export async function sessionsForItem(
  tx: Tx,
  { unitId, year }: Choosing,
  today: DateOn,
): Promise<SessionChoice[]> {
  const unit = await findUnit(tx, unitId, today);
  const units = unit ? await unitsOnTheWay(tx, unit.path, today) : [];
  const ids = units.map((one) => one.unitId);
  const sessions = await sessionsBetween(tx, ids, yearRange(year));
  return sessions.map(({ sessionId, title, startAt }) => ({ sessionId, title, on: chinaDateOf(startAt) }));
}

/** Refusals: see `openItem`; study-session.not-for-plan. Binding it to the same session again is harmless. */
export async function linkSession(
  tx: Tx,
  { sessionId, ...named }: { planId: string; itemId: string; sessionId: string | null },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const found = await openItem(tx, named, now);
  if (!found.ok) return found;
  const { plan, item } = found;
  if (sessionId !== null && item.session?.sessionId === sessionId) return { ok: true };
  const choices = await sessionsForItem(tx, plan, chinaDateOf(now));
  if (!choices.some((one) => one.sessionId === sessionId))
    return { ok: false, refusals: [refusal("study-session.not-for-plan", {}, OF_SESSIONS)] };
  await tx.planItem.update({ where: { id: item.itemId }, data: { sessionId } });
  const { planId, unitId } = plan;
  const { itemId, month } = item;
  await record(tx, {
    ...{ type: "plan.item-session-linked", at: now, actorId, unitId, subjectId: planId },
    data: { planId, itemId, month },
  });
  return { ok: true };
}

/** For the include of an item's query. */
export const withItsSession = {
  select: {
    id: true,
    title: true,
    state: true,
    startAt: true,
    place: true,
    minutes: true,
    files: { select: { name: true } },
    minutesWritten: { select: { id: true }, take: 1 },
    _count: {
      select: {
        people: { where: { removed: false, person: { mergedIntoId: null } } },
        records: { where: { reversesId: null, mendsId: null } },
      },
    },
  },
} as const;

export type ItemSession = {
  sessionId: string;
  title: string;
  isHeld: boolean;
  people: number;
  attended: number;
};

type Row = {
  id: string;
  title: string;
  state: string;
  startAt: Date;
  place: string;
  minutes: number;
  files: { name: string }[];
  minutesWritten: { id: bigint }[];
  _count: { people: number; records: number };
};

/** A cancelled session carries out nothing. */
export function itemSessionFrom(row: Row | null): ItemSession | null {
  if (!row || row.state === "cancelled") return null;
  const { id: sessionId, title, state, _count } = row;
  return {
    ...{ sessionId, title, isHeld: state === "held" },
    ...{ people: _count.people, attended: _count.records },
  };
}

/** What the item shows of its session once that was held, beside what was typed for the item itself. */
export function fromSession(row: Row | null): {
  heldOn: DateOn | null;
  minutes: number | null;
  place: string | null;
  materials: string[];
} {
  if (row?.state !== "held") return { heldOn: null, minutes: null, place: null, materials: [] };
  const minutes = row.minutesWritten.length > 0 ? [onPaper.minutesOf(row.title)] : [];
  return {
    ...{ heldOn: chinaDateOf(row.startAt), minutes: row.minutes, place: row.place },
    materials: [...row.files.map(({ name }) => name), ...minutes],
  };
}
