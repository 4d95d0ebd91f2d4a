/** Writes to the ledger's tables: an entry, a step, and the event of each. The verbs decide; this only saves and records. */
import { recordAll } from "~/audit/audit.server";
import type { AuditEntry } from "~/audit/event";
import { lockStudyRecords, rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { type RecordStep, type ReversalGround, stateOf } from "./record-state";
import type { Evidence } from "./session";

type NewRow = Entered &
  ReturnType<typeof columnsOf> & {
    attemptId?: string;
    mendsId?: string | null;
    importId?: string | null;
    sessionId?: string | null;
    reversalGround?: ReversalGround | null;
  };

/**
 * Entries with their first step. A few statements, however many there are. Whoever enters what others studied speaks for
 * the unit, so that it is confirmed in the same breath; nobody does for their own study, nor does the system.
 */
export async function insertRecords(
  tx: Tx,
  rows: NewRow[],
  actorId: string | null,
  now: Date,
  reason: string | null = null,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map((row) => columnNames({ ...row, recordedById: actorId, recordedAt: now }));
  // One value for the whole: one for each row and column would cost more than the rows.
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as study-records-entered */
    INSERT INTO study_record SELECT r.* FROM jsonb_populate_recordset(NULL::study_record, ${JSON.stringify(columns)}::jsonb) r`,
  );
  await addSteps(tx, rows, "submitted", reason, actorId, now);
  const confirmed = actorId === null ? [] : await ofOthers(tx, rows, actorId);
  await addSteps(tx, confirmed, "confirmed", null, actorId, now);
}

/** Fields under the names of their columns. */
const columnNames = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

async function ofOthers(tx: Tx, rows: NewRow[], actorId: string): Promise<NewRow[]> {
  const { personId } = await tx.account.findUniqueOrThrow({
    where: { id: actorId },
    select: { personId: true },
  });
  return rows.filter((row) => row.personId !== personId);
}

/** The entry under its lock, with its state. */
export async function lockedRecord(tx: Tx, recordId: string): Promise<LockedRecord> {
  const [found] = await lockedRecords(tx, [recordId]);
  if (!found) throw new Error("There is no such study record");
  return found;
}

export type LockedRecord = Awaited<ReturnType<typeof lockedRecords>>[number];

/** Several, with how many steps each has taken, in the order of their ids, so that two who take the same never wait for each other crosswise. */
export async function lockedRecords(tx: Tx, recordIds: readonly string[]) {
  await lockStudyRecords(tx, ...recordIds);
  const rows = await tx.studyRecord.findMany({
    where: { id: { in: [...recordIds] } },
    include: {
      reversedBy: { select: { id: true } },
      mendedBy: { select: { id: true } },
      steps: { orderBy: { id: "asc" }, select: { step: true, byId: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => {
    const confirmedById = row.steps.findLast(({ step }) => step === "confirmed")?.byId ?? null;
    return { row, state: stateOf(row.steps), confirmedById, times: row.steps.length };
  });
}

type Entered = {
  id: string;
  personId: string;
  unitId: string;
  minutes: number;
  mode: string;
  reversesId?: string | null;
};

export async function addStep(
  tx: Tx,
  record: Entered,
  step: RecordStep,
  reason: string | null,
  byId: string | null,
  now: Date,
): Promise<void> {
  await addSteps(tx, [record], step, reason, byId, now);
}

/** The same step for each of these entries. */
export async function addSteps(
  tx: Tx,
  records: readonly Entered[],
  step: RecordStep,
  reason: string | null,
  byId: string | null,
  now: Date,
): Promise<void> {
  if (records.length === 0) return;
  const ids = records.map(({ id }) => id);
  const steps = Prisma.sql`/* prepared as study-steps */
    INSERT INTO study_record_step (record_id, step, by_id, at, reason)
    SELECT r.id, ${step}, ${byId}::uuid, ${now.toISOString()}::timestamptz, ${reason?.trim() || null}
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS r (id, n) ORDER BY r.n`;
  await rowsOf(tx, steps);
  await recordAll(
    tx,
    records.map((record) => eventOf(record, step, byId, now)),
  );
}

function eventOf(
  { id, personId, unitId, minutes, mode, reversesId }: Entered,
  step: RecordStep,
  actorId: string | null,
  at: Date,
): AuditEntry {
  const event = { at, actorId, personId, unitId, subjectId: id };
  if (step === "submitted" && reversesId)
    return { ...event, type: "study-record.reversal-entered", data: { recordId: id, reversesId } };
  return step === "submitted"
    ? { ...event, type: "study-record.submitted", data: { recordId: id, minutes, mode } }
    : { ...event, type: `study-record.${step}`, data: { recordId: id } };
}

export type Columns = {
  title: string;
  mode: string;
  category: string;
  laws: string[];
  organiserLevel: string;
  startAt: Date;
  endAt: Date;
  minutes: number;
};

/** From a session, or from the row of one that is to be reversed. */
export function columnsOf(session: Columns & { evidence: unknown }) {
  const { mode, category, laws, organiserLevel, startAt, endAt, minutes } = session;
  const evidence = session.evidence as Evidence[];
  return {
    title: session.title.trim(),
    mode,
    category,
    laws,
    organiserLevel,
    startAt,
    endAt,
    minutes,
    evidence,
  };
}
