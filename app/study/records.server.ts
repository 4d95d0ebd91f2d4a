/** Reads the ledger: entries with their status, for lists, for one person's year, and for the rules that credit them. */

import { accountNames } from "~/access/account-names.server";
import { startOfDay, yearRange } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { type RecordState, type RecordStatus, type RecordStep, statusOf } from "./record-state";
import type { Evidence } from "./session";
import type { StudyEntry } from "./study-entry";

export type StudyRecordFacts = StudyEntry & {
  personId: string;
  /** The unit at the time: the year of a person who moves is reported where it was spent (H19). */
  unitId: string;
  title: string;
  laws: string[];
  evidence: Evidence[];
  /** The entry this one takes back. */
  reversesId: string | null;
  /** The returned entry whose place this one takes. */
  mendsId: string | null;
  /** The session of the platform it was entered from. */
  sessionId: string | null;
  recordedById: string | null;
  recordedAt: Date;
  state: RecordState;
};

type Row = Omit<StudyRecordFacts, "status" | "examId" | "evidenceKinds"> & { reversed: boolean };

const columns = Prisma.sql`
  r.id, r.person_id AS "personId", r.unit_id AS "unitId", r.title, r.mode, r.category, r.laws,
  r.organiser_level AS "organiserLevel", r.start_at AS "startAt", r.end_at AS "endAt", r.minutes, r.evidence,
  r.reverses_id AS "reversesId", r.mends_id AS "mendsId", r.session_id AS "sessionId", r.recorded_by_id AS "recordedById", r.recorded_at AS "recordedAt"`;

// One row an entry, with its last step, and whether an accepted entry takes it back.
const entries = Prisma.sql`
  SELECT ${columns}, last.step AS state, coalesce(undone.step = 'accepted', false) AS reversed,
    CASE WHEN last.step = 'accepted' THEN last.at END AS "acceptedAt",
    CASE WHEN undone.step = 'accepted' THEN coalesce(u.reversal_ground, 'mistake') END AS "reversedFor"
  FROM study_record r
  CROSS JOIN LATERAL (
    SELECT s.step, s.at FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1
  ) last
  LEFT JOIN study_record u ON u.reverses_id = r.id
  LEFT JOIN LATERAL (
    SELECT s.step FROM study_record_step s WHERE s.record_id = u.id ORDER BY s.id DESC LIMIT 1
  ) undone ON true`;

function factsFrom({ reversed, ...row }: Row): StudyRecordFacts {
  const exam = row.evidence.find(({ kind }) => kind === "exam");
  return {
    ...row,
    status: statusOf(row.state, reversed),
    examId: exam?.reference ?? null,
    evidenceKinds: kindsOf(row.evidence),
  };
}

/** What is named without saying where it is kept is not there. */
const kindsOf = (evidence: readonly Evidence[]) =>
  evidence.filter(({ reference }) => reference.trim() !== "").map(({ kind }) => kind);

/** Entries of these people that touch a year (China time), oldest first; reversing entries among them. */
export async function recordsOfYear(
  tx: Tx,
  personIds: readonly string[],
  year: number,
): Promise<StudyRecordFacts[]> {
  if (personIds.length === 0) return [];
  const { fromOn, toOn } = yearRange(year);
  const rows = await tx.$queryRaw<Row[]>`
    /* prepared as study-records */
    ${entries}
    WHERE r.person_id = ANY(${[...personIds]}::uuid[])
      AND r.start_at < ${startOfDay(toOn)}::timestamptz AND r.end_at > ${startOfDay(fromOn)}::timestamptz
    ORDER BY r.start_at, r.id`;
  return rows.map(factsFrom);
}

/**
 * The same entries without those that take others back, as far as the rules that credit them look, in no order: one row a
 * person, for lists of many people.
 */
export async function entriesOfYear(
  tx: Tx,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, StudyEntry[]>> {
  const of = new Map<string, StudyEntry[]>(personIds.map((personId) => [personId, []]));
  if (personIds.length === 0) return of;
  const { fromOn, toOn } = yearRange(year);
  const rows = await rowsOf<{ personId: string; entries: EntryRow[] }>(
    tx,
    Prisma.sql`/* prepared as study-entries */
    SELECT r.person_id::text AS "personId", json_agg(json_build_array(r.id, r.mode, r.category, r.organiser_level,
      (extract(epoch FROM r.start_at) * 1000)::bigint, (extract(epoch FROM r.end_at) * 1000)::bigint, r.minutes,
      (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1),
      EXISTS (SELECT FROM study_record u JOIN study_record_step s ON s.record_id = u.id
        WHERE u.reverses_id = r.id AND s.step = 'accepted'),
      CASE WHEN r.mode = 'exam' THEN jsonb_path_query_first(r.evidence, '$[*] ? (@.kind == "exam").reference') END,
      r.unit_id, jsonb_path_query_array(r.evidence, '$[*] ? (@.reference != "").kind'))) AS entries
    FROM study_record r
    WHERE r.person_id = ANY(${[...personIds]}::uuid[]) AND r.reverses_id IS NULL
      AND r.start_at < ${startOfDay(toOn).toISOString()}::timestamptz
      AND r.end_at > ${startOfDay(fromOn).toISOString()}::timestamptz
    GROUP BY r.person_id`,
  );
  for (const { personId, entries } of rows) of.set(personId, entries.map(entryFrom));
  return of;
}

type EntryRow = [
  id: string,
  mode: StudyEntry["mode"],
  category: StudyEntry["category"],
  organiserLevel: StudyEntry["organiserLevel"],
  startAt: number,
  endAt: number,
  minutes: number,
  state: RecordState,
  reversed: boolean,
  examId: string | null,
  unitId: string,
  evidenceKinds: NonNullable<StudyEntry["evidenceKinds"]>,
];

function entryFrom([
  id,
  mode,
  category,
  organiserLevel,
  startAt,
  endAt,
  minutes,
  state,
  reversed,
  examId,
  unitId,
  evidenceKinds,
]: EntryRow): StudyEntry {
  const span = { startAt: new Date(startAt), endAt: new Date(endAt), minutes };
  const status = statusOf(state, reversed);
  return { id, mode, category, organiserLevel, ...span, status, examId, unitId, evidenceKinds };
}

/** What the rules credit: a reversing entry is no study, it only changes the status of the one it takes back. */
export function creditable(records: readonly StudyRecordFacts[]): StudyRecordFacts[] {
  return records.filter(({ reversesId }) => reversesId === null);
}

export type RecordFilter = {
  unitIds: readonly string[];
  personId?: string;
  year?: number;
  status?: RecordStatus;
  importId?: string;
};
/** Where a page of the list goes on: the last entry of the page before. */
export type RecordKey = { startAt: Date; id: string };

/** A page of entries, newest study first. Ask for one more than is shown to learn whether more follow. */
export async function listRecords(
  tx: Tx,
  filter: RecordFilter,
  { after, limit }: { after?: RecordKey; limit: number },
): Promise<StudyRecordFacts[]> {
  const rows = await tx.$queryRaw<Row[]>`
    ${entries}
    WHERE ${conditions(filter)}
    ${after ? Prisma.sql`AND (r.start_at, r.id) < (${after.startAt}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
    ORDER BY r.start_at DESC, r.id DESC LIMIT ${limit}`;
  return rows.map(factsFrom);
}

/** How many entries a filter finds, and how many of them wait for the legal-affairs office. */
export async function countRecords(tx: Tx, filter: RecordFilter): Promise<{ all: number; waiting: number }> {
  const [row] = await tx.$queryRaw<{ all: bigint; waiting: bigint }[]>`
    SELECT count(*) AS all, count(*) FILTER (WHERE state IN ('submitted', 'confirmed')) AS waiting
    FROM (${entries} WHERE ${conditions(filter)}) found`;
  return { all: Number(row!.all), waiting: Number(row!.waiting) };
}

function conditions({ unitIds, personId, year, status, importId }: RecordFilter): Prisma.Sql {
  const parts = [Prisma.sql`r.unit_id = ANY(${[...unitIds]}::uuid[])`];
  if (personId !== undefined) parts.push(Prisma.sql`r.person_id = ${personId}::uuid`);
  if (year !== undefined) {
    const { fromOn, toOn } = yearRange(year);
    parts.push(Prisma.sql`r.start_at >= ${startOfDay(fromOn)}::timestamptz
      AND r.start_at < ${startOfDay(toOn)}::timestamptz`);
  }
  if (importId !== undefined) parts.push(Prisma.sql`r.import_id = ${importId}::uuid`);
  if (status === "reversed") parts.push(Prisma.sql`last.step = 'accepted' AND undone.step = 'accepted'`);
  else if (status === "accepted")
    parts.push(Prisma.sql`last.step = 'accepted' AND undone.step IS DISTINCT FROM 'accepted'`);
  else if (status !== undefined) parts.push(Prisma.sql`last.step = ${status}`);
  return Prisma.join(parts, " AND ");
}

export type RecordStepFact = {
  step: RecordStep;
  at: Date;
  reason: string | null;
  /** Display name of the account; null: the system. */
  by: string | null;
};
export type StudyRecordWhole = StudyRecordFacts & {
  steps: RecordStepFact[];
  /** The entry that takes this one back, or would once accepted. */
  reversedById: string | null;
  /** The entry that takes the place of this returned one. */
  mendedById: string | null;
  /** Who spoke for the unit; null while nobody has. */
  confirmedById: string | null;
};

/** One entry with every step taken, or null. */
export async function findRecord(tx: Tx, recordId: string): Promise<StudyRecordWhole | null> {
  const [row] = await tx.$queryRaw<Row[]>`${entries} WHERE r.id = ${recordId}::uuid`;
  if (!row) return null;
  const steps = await tx.studyRecordStep.findMany({ where: { recordId }, orderBy: { id: "asc" } });
  const names = await accountNames(
    tx,
    steps.map(({ byId }) => byId),
  );
  const reversal = await tx.studyRecord.findUnique({ where: { reversesId: recordId }, select: { id: true } });
  const mending = await tx.studyRecord.findUnique({ where: { mendsId: recordId }, select: { id: true } });
  return {
    ...factsFrom(row),
    steps: steps.map(({ step, at, reason, byId }) => ({
      step: step as RecordStep,
      at,
      reason,
      by: byId && (names[byId] ?? null),
    })),
    reversedById: reversal?.id ?? null,
    mendedById: mending?.id ?? null,
    confirmedById: steps.findLast(({ step }) => step === "confirmed")?.byId ?? null,
  };
}

/** The years in which a person studied, newest first. */
export async function yearsOf(tx: Tx, personId: string): Promise<number[]> {
  const rows = await tx.$queryRaw<{ year: number }[]>`
    SELECT DISTINCT extract(year FROM start_at AT TIME ZONE 'Asia/Shanghai')::int AS year
    FROM study_record WHERE person_id = ${personId}::uuid ORDER BY year DESC`;
  return rows.map(({ year }) => year);
}

/** What the legal-affairs office wrote when it last returned each of these entries. */
export async function returnReasons(tx: Tx, recordIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.studyRecordStep.findMany({
    where: { recordId: { in: [...recordIds] }, step: "returned" },
    orderBy: { id: "asc" },
    select: { recordId: true, reason: true },
  });
  return new Map(rows.map(({ recordId, reason }) => [recordId, reason ?? ""]));
}
