/** Moves between units: for good (transfer) and for a time (secondment). */
import { record } from "~/audit/audit.server";
import type { DateOn } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Recorded } from "~/organisation/history";
import { refusal } from "~/verdict";
import { refusalsOfChange, refusalsOfNew } from "./employment";
import { changeEmployment, recordEmployment } from "./employment.server";
import {
  clearEmployment,
  endSessionsOf,
  recordedIn,
  refusalsOfUnit,
  writeEmployment,
} from "./employment-history.server";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft } from "./identity";

/**
 * 调动: on one day (00:00 China time) the person leaves the old unit and belongs to the new one.
 * Refusals: employment.none-in-force, .overlaps, .unknown-unit, .same-unit.
 */
export async function transferEmployment(
  tx: Tx,
  transfer: {
    personId: string;
    unitId: string;
    identity?: EmploymentIdentity;
    status?: EmploymentStatus;
    title: string | null;
    document?: string | null;
    fromOn: DateOn;
  },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, fromOn } = transfer;
  await lockPeople(tx, personId);
  const range = { fromOn, toOn: null };
  const before = await recordedIn(tx, personId, "home", range);
  const current = before.find((row) => row.fromOn <= fromOn && !hasLeft(row.status));
  const refusals = [
    ...refusalsOfChange(fromOn, "home", before),
    ...(await refusalsOfUnit(tx, transfer.unitId, fromOn)),
  ];
  if (current?.unitId === transfer.unitId) refusals.push(refusal("employment.same-unit"));
  if (refusals.length > 0 || !current) return { ok: false, refusals };
  await clearEmployment(tx, before, range, actorId, now);
  await record(tx, {
    type: "employment.ended",
    at: now,
    actorId,
    personId,
    unitId: current.unitId,
    data: { toOn: fromOn, status: "transferred-out" },
  });
  const next = {
    ...transfer,
    relation: "home" as const,
    identity: transfer.identity ?? current.identity,
    status: transfer.status ?? "in-post",
  };
  const factId = await writeEmployment(tx, next, range, newId(), actorId, now);
  await endSessionsOf(tx, personId, now);
  return { ok: true, factId };
}

/**
 * 借调: at home the person is lent out for the range, at the host they are there on loan (an identity that bars from
 * enforcing, K05). Both or nothing. Refusals: those of `changeEmployment` and `recordEmployment`.
 */
export async function recordSecondment(
  tx: Tx,
  loan: {
    personId: string;
    unitId: string;
    title: string | null;
    document?: string | null;
    fromOn: DateOn;
    toOn: DateOn;
  },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, fromOn, toOn } = loan;
  const document = loan.document ?? null;
  const range = { fromOn, toOn };
  await lockPeople(tx, personId);
  const atHome = await recordedIn(tx, personId, "home", range);
  const home = atHome.find((row) => row.fromOn <= fromOn && (row.toOn === null || toOn <= row.toOn));
  const refusals = [
    ...refusalsOfNew(
      { ...range, relation: "host", status: "seconded-in" },
      await recordedIn(tx, personId, "host", range),
    ),
    ...(await refusalsOfUnit(tx, loan.unitId, fromOn)),
    ...(home && !hasLeft(home.status)
      ? []
      : [refusal("employment.none-in-force", { fromOn, relation: "home" })]),
  ];
  if (home?.unitId === loan.unitId) refusals.push(refusal("employment.same-unit"));
  if (refusals.length > 0) return { ok: false, refusals };
  await changeEmployment(
    tx,
    { personId, relation: "home", status: "seconded-out", document, fromOn, toOn },
    actorId,
    now,
  );
  return recordEmployment(
    tx,
    { ...loan, relation: "host", identity: "seconded", status: "seconded-in" },
    actorId,
    now,
  );
}
