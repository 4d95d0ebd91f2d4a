/** 离岗: away for a time without leaving. The employment goes on; only its status says so, from a day to a day. */
import type { DateOn } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import type { Recorded } from "~/organisation/history";
import { refusal } from "~/verdict";
import { changeEmployment } from "./employment.server";
import { recordedIn } from "./employment-history.server";
import { type EmploymentStatus, hasLeft, isOnLeave, type LeaveKind } from "./identity";

/** Who is on loan, stood down or on probation stays what they are: those words decide who may enforce, and leave must not hide them. */
const mayTakeLeave = (status: EmploymentStatus) => status === "in-post" || isOnLeave(status);

/**
 * From `fromOn` the person is on leave of this kind, to `toOn` (first day back) if that is known. Leave that is not over
 * may be followed by another. Refusals: leave.from-status { status }, and those of `changeEmployment`.
 */
export async function recordLeave(
  tx: Tx,
  leave: { personId: string; kind: LeaveKind; fromOn: DateOn; toOn?: DateOn; document?: string | null },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, kind, fromOn, ...more } = leave;
  await lockPeople(tx, personId);
  const [home] = await recordedIn(tx, personId, "home", { fromOn, toOn: null });
  if (home && home.fromOn <= fromOn && !hasLeft(home.status) && !mayTakeLeave(home.status))
    return { ok: false, refusals: [refusal("leave.from-status", { status: home.status })] };
  return changeEmployment(tx, { personId, relation: "home", status: kind, fromOn, ...more }, actorId, now);
}

/** 返岗: in post again from a day on, though the leave was to last longer. Refusal: leave.not-on-leave { on }. */
export async function endLeave(
  tx: Tx,
  { personId, backOn }: { personId: string; backOn: DateOn },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  await lockPeople(tx, personId);
  const [home] = await recordedIn(tx, personId, "home", { fromOn: backOn, toOn: null });
  if (!home || home.fromOn > backOn || !isOnLeave(home.status))
    return { ok: false, refusals: [refusal("leave.not-on-leave", { on: backOn })] };
  const until = home.toOn ? { toOn: home.toOn } : {};
  const change = { personId, relation: "home", status: "in-post", fromOn: backOn, ...until } as const;
  return changeEmployment(tx, change, actorId, now);
}

export type LeaveInForce = { kind: LeaveKind; fromOn: DateOn; toOn: DateOn | null };

/** The leave a person is on, or will be on next, for a page about them. */
export async function leaveOf(tx: Tx, personId: string, today: DateOn): Promise<LeaveInForce | null> {
  const jobs = await recordedIn(tx, personId, "home", { fromOn: today, toOn: null });
  const row = jobs.find(({ status }) => isOnLeave(status));
  return row ? { kind: row.status as LeaveKind, fromOn: row.fromOn, toOn: row.toOn } : null;
}
