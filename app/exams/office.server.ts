/** What the office reads: who is entered, who is answering, who passed. Lists end at the reader's own subtrees. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById, unitsUnder } from "~/organisation/units.server";
import type { EmploymentIdentity } from "~/personnel/identity";
import { Prisma } from "../../prisma/generated/client";
import type { AttemptState, SubmittedBy } from "./attempt";
import { isExemptSql } from "./exempt.server";
import { isVoidSql } from "./void.server";

export type CandidateRow = {
  registrationId: string;
  personId: string;
  name: string;
  unit: string;
  registeredAt: Date;
  /** The latest attempt; null: has not begun. */
  attempt: {
    id: string;
    number: number;
    state: AttemptState;
    startedAt: Date;
    deadlineAt: Date;
    lastSavedAt: Date | null;
    submittedAt: Date | null;
    submittedBy: SubmittedBy | null;
    answered: number;
    questions: number;
  } | null;
  /** The best mark; null before marking, and where the reader may not see marks yet. */
  result: { mark: number; fullMark: number; passed: boolean } | null;
  /** 违纪 or 作弊 of effect: whatever was marked does not count. */
  isVoid: boolean;
  /** Let off and never began: not absent. */
  isExempt: boolean;
};

type Row = Omit<CandidateRow, "unit" | "attempt" | "result"> & {
  unitId: string;
  attemptId: string | null;
  number: number;
  state: AttemptState;
  startedAt: Date;
  deadlineAt: Date;
  lastSavedAt: Date | null;
  submittedAt: Date | null;
  submittedBy: SubmittedBy | null;
  answered: number;
  questions: number;
  mark: number | null;
  fullMark: number | null;
  passed: boolean | null;
};

/** Everyone entered from these subtrees, by name. Without `withMarks` no mark is read at all. */
export async function candidatesOf(
  tx: Tx,
  {
    examId,
    paths,
    on,
    withMarks,
  }: { examId: string; paths: readonly string[]; on: DateOn; withMarks: boolean },
): Promise<CandidateRow[]> {
  const units = await unitsUnder(tx, paths, on);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id AS "registrationId", r.person_id AS "personId", r.unit_id AS "unitId", r.registered_at AS "registeredAt",
      coalesce(n.name::text, '') AS name, a.id AS "attemptId", a.number, a.state, a.started_at AS "startedAt",
      a.deadline_at AS "deadlineAt", a.last_saved_at AS "lastSavedAt", a.submitted_at AS "submittedAt",
      a.submitted_by AS "submittedBy",
      (SELECT count(*)::int FROM jsonb_each(a.answers) AS given WHERE given.value <> '[]'::jsonb) AS answered,
      (SELECT jsonb_array_length(p.slots -> 'slots') FROM paper p WHERE p.attempt_id = a.id) AS questions,
      m.mark, m.full_mark AS "fullMark", m.passed, ${isVoidSql(Prisma.sql`r.id`)} AS "isVoid",
      a.id IS NULL AND ${isExemptSql(Prisma.sql`r.exam_id`, Prisma.sql`r.person_id`)} AS "isExempt"
    FROM registration r
    LEFT JOIN person_name n ON n.person_id = r.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${on}::date
    LEFT JOIN LATERAL (SELECT * FROM attempt WHERE registration_id = r.id ORDER BY number DESC LIMIT 1) a ON true
    LEFT JOIN LATERAL (
      SELECT x.mark, x.full_mark, x.passed FROM marking x JOIN attempt y ON y.id = x.attempt_id
      WHERE ${withMarks} AND x.superseded_at IS NULL AND y.registration_id = r.id ORDER BY x.mark DESC LIMIT 1
    ) m ON true
    WHERE r.exam_id = ${examId}::uuid AND r.withdrawn_at IS NULL
      AND r.unit_id = ANY(${units.map((unit) => unit.unitId)}::uuid[])
    ORDER BY n.name, r.person_id`;
  const nameOf = new Map(units.map((unit) => [unit.unitId, unit.shortName]));
  return rows.map(
    ({
      unitId,
      attemptId,
      mark,
      fullMark,
      passed,
      isVoid,
      isExempt,
      registrationId,
      personId,
      name,
      registeredAt,
      ...attempt
    }) => ({
      registrationId,
      personId,
      name,
      registeredAt,
      unit: nameOf.get(unitId) ?? "",
      attempt: attemptId === null ? null : { id: attemptId, ...attempt },
      result:
        mark === null || fullMark === null || passed === null
          ? null
          : { mark, fullMark, passed: passed && !isVoid },
      isVoid,
      isExempt,
    }),
  );
}

export type Eligible = {
  personId: string;
  name: string;
  unit: string;
  unitId: string;
  identity: EmploymentIdentity;
};

/**
 * People who may be chosen for registration: at work in these subtrees on a day and not entered yet, by unit and name.
 * Nobody is left out for a reason that registration itself would give.
 */
export async function peopleToRegister(
  tx: Tx,
  {
    examId,
    paths,
    unitId,
    q,
    on,
  }: { examId: string; paths: readonly string[]; unitId?: string; q?: string; on: DateOn },
): Promise<Eligible[]> {
  const units = (await unitsUnder(tx, paths, on)).filter((unit) => !unitId || unit.unitId === unitId);
  const rows = await tx.$queryRaw<Omit<Eligible, "unit">[]>`
    SELECT e.person_id AS "personId", e.unit_id AS "unitId", e.identity, n.name::text AS name
    FROM employment e
    JOIN person_name n ON n.person_id = e.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${on}::date
    WHERE e.superseded_at IS NULL AND e.relation = 'home' AND daterange(e.from_on, e.to_on) @> ${on}::date
      AND e.status NOT IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased')
      AND e.unit_id = ANY(${units.map((unit) => unit.unitId)}::uuid[])
      AND (${q ?? ""} = '' OR n.name::text LIKE '%' || ${q ?? ""} || '%')
      AND NOT EXISTS (
        SELECT 1 FROM registration r WHERE r.exam_id = ${examId}::uuid AND r.person_id = e.person_id AND r.withdrawn_at IS NULL)
    ORDER BY n.name, e.person_id`;
  const order = new Map(units.map((unit, index) => [unit.unitId, { index, name: unit.shortName }]));
  return rows
    .map((row) => ({ ...row, unit: order.get(row.unitId)?.name ?? "" }))
    .sort((a, b) => (order.get(a.unitId)?.index ?? 0) - (order.get(b.unitId)?.index ?? 0));
}

/** A line somebody pasted, and who it can mean. Several: the same name more than once in these subtrees. */
export type PastedLine = { line: string; found: { personId: string; unit: string }[] };

/** Finds pasted names among the people of these subtrees on a day. */
export async function peopleByName(
  tx: Tx,
  { lines, paths, on }: { lines: string[]; paths: readonly string[]; on: DateOn },
): Promise<PastedLine[]> {
  const units = await unitsUnder(tx, paths, on);
  const rows = await tx.personName.findMany({
    where: { name: { in: lines }, supersededAt: null, toOn: null },
    select: { name: true, personId: true },
  });
  const jobs = await tx.employment.findMany({
    where: {
      personId: { in: rows.map((row) => row.personId) },
      unitId: { in: units.map((unit) => unit.unitId) },
      supersededAt: null,
      relation: "home",
      fromOn: { lte: toDbDate(on) },
      OR: [{ toOn: null }, { toOn: { gt: toDbDate(on) } }],
    },
    select: { personId: true, unitId: true },
  });
  const names = await unitsById(
    tx,
    jobs.map((job) => job.unitId),
    on,
  );
  return lines.map((line) => ({
    line,
    found: rows
      .filter((row) => row.name === line)
      .flatMap(({ personId }) => jobs.filter((job) => job.personId === personId))
      .map(({ personId, unitId }) => ({ personId, unit: names.get(unitId)?.shortName ?? "" })),
  }));
}
