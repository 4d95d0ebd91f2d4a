/** 借调 that runs or is agreed: when it ends, earlier or later than recorded. Home and host change together or not at all. */

import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, type DateRange } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import type { Recorded } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import { refusalsOfNew } from "./employment";
import { changeEmployment } from "./employment.server";
import { clearEmployment, insertEmployment, recordedIn, type Stored } from "./employment-history.server";

export type Secondment = {
  hostUnitId: string;
  homeUnitId: string | null;
  fromOn: DateOn;
  toOn: DateOn | null;
};

/** The loan in force today, or the next one agreed; null when there is none. */
export async function secondmentOf(tx: Tx, personId: string, today: DateOn): Promise<Secondment | null> {
  const [host] = await loans(tx, personId, today);
  if (!host) return null;
  const [home] = await recordedIn(tx, personId, "home", host);
  return { hostUnitId: host.unitId, homeUnitId: home?.unitId ?? null, fromOn: host.fromOn, toOn: host.toOn };
}

async function loans(tx: Tx, personId: string, today: DateOn) {
  const rows = await recordedIn(tx, personId, "host", { fromOn: today, toOn: null });
  return rows.filter(({ status }) => status === "seconded-in");
}

/**
 * The loan's first day after it becomes `toOn`: earlier ends it early, later prolongs it. Refusals: secondment.none,
 * .over { earliestOn }, .same-end, employment.overlaps, .none-in-force, .range.
 */
export async function changeSecondmentEnd(
  tx: Tx,
  { personId, toOn, document = null }: { personId: string; toOn: DateOn; document?: string | null },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  await lockPeople(tx, personId);
  const [host] = await loans(tx, personId, chinaDateOf(now));
  if (!host) return refused(refusal("secondment.none"));
  if (toOn <= host.fromOn) return refused(refusal("secondment.over", { earliestOn: host.fromOn }));
  if (toOn === host.toOn) return refused(refusal("secondment.same-end"));
  const isEarlier = host.toOn === null || toOn < host.toOn;
  const changed = isEarlier ? { fromOn: toOn, toOn: host.toOn } : { fromOn: host.toOn!, toOn };
  const others = await recordedIn(tx, personId, "host", changed);
  const refusals = isEarlier
    ? []
    : refusalsOfNew(
        { ...changed, relation: "host", status: "seconded-in" },
        others.filter(({ id }) => id !== host.id),
      );
  if (refusals.length > 0) return refused(...refusals);

  const home = await recordedIn(tx, personId, "home", changed);
  if (!isEarlier && !isInPostThroughout(home, changed))
    return refused(
      ...(home[0]
        ? [refusal("employment.overlaps", { fromOn: home[0].fromOn, toOn: home[0].toOn, relation: "home" })]
        : [refusal("employment.none-in-force", { fromOn: changed.fromOn, relation: "home" })]),
    );
  for (const job of home) {
    if (isEarlier && job.status !== "seconded-out") continue;
    const fromOn = job.fromOn > changed.fromOn ? job.fromOn : changed.fromOn;
    const ends = [job.toOn, changed.toOn].filter((on): on is DateOn => on !== null).sort();
    const status = isEarlier ? ("in-post" as const) : ("seconded-out" as const);
    const answer = await changeEmployment(
      tx,
      { personId, relation: "home", status, document, fromOn, ...(ends[0] ? { toOn: ends[0] } : {}) },
      actorId,
      now,
    );
    if (!answer.ok) throw new Error("the home employment was just read, under the person's lock");
  }
  await clearEmployment(tx, [host], { fromOn: host.fromOn, toOn: null }, actorId, now);
  await insertEmployment(tx, { ...host, document }, { fromOn: host.fromOn, toOn }, host.factId, actorId, now);
  await record(tx, {
    type: "secondment.end-changed",
    at: now,
    actorId,
    personId,
    unitId: host.unitId,
    data: { fromOn: host.fromOn, toOn, before: host.toOn },
  });
  return { ok: true, factId: host.factId };
}

/** In post at one unit on every day of the range, though it may have been recorded in pieces. */
function isInPostThroughout(home: readonly Stored[], { fromOn, toOn }: DateRange): boolean {
  let reached: DateOn | null = fromOn;
  for (const job of home) {
    if (reached === null || job.fromOn > reached) return false;
    if (job.status !== "in-post" || job.unitId !== home[0]!.unitId) return false;
    reached = job.toOn;
  }
  return home.length > 0 && (reached === null || (toOn !== null && reached >= toOn));
}

const refused = (...refusals: Refusal[]): Recorded => ({ ok: false, refusals });
