/**
 * Item statistics from marked papers, kept as a projection: an exam's tallies are taken by a job once its results are
 * released, and again when a key of it is corrected or a paper becomes void or valid; a question's figures are their sum.
 *
 * What counts: exams whose results are released and that were not cancelled; of each person the first paper handed in,
 * because who sits again has met some of the questions. A voided question tells nothing and is left out, and so is a
 * paper that a violation voids: what was copied says nothing of a question.
 *
 * The time of a question: for every step of the attempt that answers or flags it, the time since the step before it (the
 * first: since the start), but never more than five minutes, for who is away thinks of nothing; in whole seconds. Late
 * steps are no steps of the attempt.
 */
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { BARS, examFiguresOf, type PaperSums } from "./exam-figures";
import { findingsOf, raised, severityOf } from "./item-flags";
import { added, type ByThird, figuresOf, guessShare, STATISTICS_RULES, type Tally } from "./item-statistics";
import { isVoidSql } from "./void.server";

const LOCK = 7_410_006;
const LONGEST_THOUGHT = "5 minutes";
/** Question versions whose sums are held at once. */
const AT_ONCE = 500;

/**
 * Takes the tallies of an exam and brings its questions' figures up to them. Answers false, and does nothing, for an exam
 * whose results are not out. Harmless to repeat.
 */
export async function computeStatistics(tx: Tx, examId: string, now: Date): Promise<boolean> {
  // One at a time: two exams share questions, and each must see what the other has stored.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
  const acts = await tx.examAct.findMany({ where: { examId }, select: { act: true } });
  const has = (act: string) => acts.some((one) => one.act === act);
  if (!has("released") || has("cancelled")) return false;

  const tallies = await talliesOf(tx, examId);
  // Counted before, and not since, for it or every paper with it is void: nothing is left of it in this exam.
  const gone = await tx.itemTally.findMany({
    where: { examId, questionVersionId: { notIn: tallies.map(({ id }) => id) } },
    select: { questionVersionId: true },
  });
  tallies.push(...gone.map(({ questionVersionId: id }) => ({ id, tally: added([]) })));
  const figures = examFiguresOf(await sumsOf(tx, examId));
  await tx.$executeRaw`
    INSERT INTO exam_statistic (exam_id, as_of, rules, figures)
    VALUES (${examId}::uuid, ${now}, ${STATISTICS_RULES}, ${JSON.stringify(figures)}::jsonb)
    ON CONFLICT (exam_id) DO UPDATE SET as_of = EXCLUDED.as_of, rules = EXCLUDED.rules, figures = EXCLUDED.figures`;
  await tx.$executeRaw`
    INSERT INTO item_tally (exam_id, question_version_id, tally)
    SELECT ${examId}::uuid, t.id, t.tally
    FROM jsonb_to_recordset(${JSON.stringify(tallies)}::jsonb) AS t (id uuid, tally jsonb)
    ON CONFLICT (exam_id, question_version_id) DO UPDATE SET tally = EXCLUDED.tally`;
  const ids = tallies.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += AT_ONCE) await addUp(tx, ids.slice(at, at + AT_ONCE), now);
  return true;
}

/** Exams whose results are out and whose statistics are missing, or were computed by older rules. Oldest first. */
export async function examsToCompute(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.exam_id::text AS id FROM exam_act e LEFT JOIN exam_statistic s ON s.exam_id = e.exam_id
    WHERE e.act = 'released' AND s.rules IS DISTINCT FROM ${STATISTICS_RULES}
      AND NOT EXISTS (SELECT FROM exam_act c WHERE c.exam_id = e.exam_id AND c.act = 'cancelled')
    ORDER BY e.at, e.exam_id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** The papers of an exam that count, by total mark; equal marks in the order in which they were begun. */
const counted = (examId: string) => Prisma.sql`
  counted AS MATERIALIZED (
    SELECT f.*, (row_number() OVER (ORDER BY f.mark DESC, f.started_at, f.id) - 1)::int AS place,
      (count(*) OVER ())::int AS papers
    FROM (
      SELECT DISTINCT ON (a.person_id) a.id, a.started_at, m.mark, m.full_mark, m.policy
      FROM registration r JOIN attempt a ON a.registration_id = r.id JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL
      WHERE r.exam_id = ${examId}::uuid AND NOT ${isVoidSql(Prisma.sql`r.id`)}
      ORDER BY a.person_id, a.started_at, a.id
    ) f
  )`;

type TallyRow = Omit<Tally, "options" | "upper" | "lower" | "seconds" | "guesses"> & {
  id: string;
  upperAttempts: number;
  upperShares: number;
  lowerAttempts: number;
  lowerShares: number;
  marks: number;
  policy: string;
  options: Record<string, ByThird> | null;
  seconds: Record<string, number> | null;
};

async function talliesOf(tx: Tx, examId: string): Promise<{ id: string; tally: Tally }[]> {
  const rows = await tx.$queryRaw<TallyRow[]>`
    WITH ${counted(examId)},
    slot AS MATERIALIZED (
      SELECT c.id AS attempt_id, c.place * 3 / c.papers AS third, c.policy,
        c.place < (27 * c.papers + 50) / 100 AS is_upper, c.place >= c.papers - (27 * c.papers + 50) / 100 AS is_lower,
        s.number, s."questionVersionId" AS version, s.marks, s.outcome, s.mark::float8 / s.marks AS share,
        CASE WHEN c.full_mark > s.marks THEN (c.mark - s.mark)::float8 / (c.full_mark - s.marks) END AS rest
      FROM counted c JOIN marking m ON m.attempt_id = c.id AND m.superseded_at IS NULL,
        jsonb_to_recordset(m.slots) AS s (number int, "questionVersionId" uuid, marks int, mark int, outcome text, "isVoid" boolean)
      WHERE s."isVoid" IS NOT TRUE
    ),
    step AS (
      SELECT s.attempt_id, s.slot,
        s.received_at - lag(s.received_at) OVER (PARTITION BY s.attempt_id ORDER BY s.epoch, s.seq, s.id) AS gap
      FROM answer_step s JOIN counted c ON c.id = s.attempt_id
      WHERE s.kind IN ('started', 'answer', 'flag', 'take-over')
    ),
    spent AS (
      SELECT attempt_id, slot, round(sum(extract(epoch FROM least(gap, ${LONGEST_THOUGHT}::interval))))::int AS seconds
      FROM step WHERE slot IS NOT NULL GROUP BY 1, 2
    ),
    timed AS (
      SELECT version, jsonb_object_agg(seconds, papers) AS seconds
      FROM (
        SELECT x.version, p.seconds, count(*)::int AS papers
        FROM slot x JOIN spent p ON p.attempt_id = x.attempt_id AND p.slot = x.number GROUP BY 1, 2
      ) by_second GROUP BY 1
    ),
    chosen AS (
      SELECT version, jsonb_object_agg(option, jsonb_build_array(best, middle, weakest)) AS options
      FROM (
        SELECT (z.marked ->> 'questionVersionId')::uuid AS version,
          (SELECT z.shown -> 'optionOrder' ->> (o.at::int - 1)
            FROM jsonb_array_elements(z.shown -> 'options') WITH ORDINALITY AS o (option, at)
            WHERE o.option ->> 'label' = g.label) AS option,
          count(*) FILTER (WHERE c.place * 3 / c.papers = 0) AS best,
          count(*) FILTER (WHERE c.place * 3 / c.papers = 1) AS middle,
          count(*) FILTER (WHERE c.place * 3 / c.papers = 2) AS weakest
        FROM counted c JOIN marking m ON m.attempt_id = c.id AND m.superseded_at IS NULL JOIN paper p ON p.attempt_id = c.id,
          ROWS FROM (jsonb_array_elements(m.slots), jsonb_array_elements(p.slots -> 'slots')) AS z (marked, shown),
          jsonb_array_elements_text(z.marked -> 'given') AS g (label)
        GROUP BY 1, 2
      ) by_option WHERE option IS NOT NULL GROUP BY 1
    ),
    marked AS (
      SELECT version AS id, count(*)::int AS attempts, sum(share) AS shares, max(marks) AS marks, max(policy) AS policy,
        count(rest)::int AS paired, coalesce(regr_syy(share, rest), 0) AS sxx, coalesce(regr_sxx(share, rest), 0) AS srr,
        coalesce(regr_sxy(share, rest), 0) AS sxr,
        jsonb_build_array(count(*) FILTER (WHERE third = 0), count(*) FILTER (WHERE third = 1),
          count(*) FILTER (WHERE third = 2)) AS papers,
        jsonb_build_array(count(*) FILTER (WHERE third = 0 AND outcome = 'unanswered'),
          count(*) FILTER (WHERE third = 1 AND outcome = 'unanswered'),
          count(*) FILTER (WHERE third = 2 AND outcome = 'unanswered')) AS unanswered,
        (count(*) FILTER (WHERE is_upper))::int AS "upperAttempts",
        coalesce(sum(share) FILTER (WHERE is_upper), 0) AS "upperShares",
        (count(*) FILTER (WHERE is_lower))::int AS "lowerAttempts",
        coalesce(sum(share) FILTER (WHERE is_lower), 0) AS "lowerShares"
      FROM slot GROUP BY 1
    )
    SELECT marked.*, marked.id::text AS id, chosen.options, timed.seconds
    FROM marked LEFT JOIN chosen ON chosen.version = marked.id LEFT JOIN timed ON timed.version = marked.id
    ORDER BY marked.id`;
  const items = await itemsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { id, marks, policy, upperAttempts, upperShares, lowerAttempts, lowerShares, ...rest } = row;
    const { type, optionIds, key } = items.get(id)!;
    const guess = guessShare({ type, options: optionIds.length, key: key.length }, { marks, policy });
    const tally = {
      ...rest,
      options: row.options ?? {},
      seconds: row.seconds ?? {},
      upper: { attempts: upperAttempts, shares: upperShares },
      lower: { attempts: lowerAttempts, shares: lowerShares },
      guesses: guess * row.attempts,
    };
    return { id, tally };
  });
}

async function sumsOf(tx: Tx, examId: string): Promise<PaperSums> {
  const [row] = await tx.$queryRaw<
    (Omit<PaperSums, "same" | "histogram"> & {
      questions: number | null;
      variances: number | null;
      isSame: boolean | null;
      histogram: Record<string, number> | null;
    })[]
  >`
    WITH ${counted(examId)},
    slot AS MATERIALIZED (
      SELECT c.id AS attempt_id, s."questionVersionId" AS version, s.marks, s.mark
      FROM counted c JOIN marking m ON m.attempt_id = c.id AND m.superseded_at IS NULL,
        jsonb_to_recordset(m.slots) AS s ("questionVersionId" uuid, marks int, mark int, "isVoid" boolean)
      WHERE s."isVoid" IS NOT TRUE
    ),
    item AS (SELECT count(*) AS papers, var_samp(mark)::float8 AS variance FROM slot GROUP BY version),
    worth AS (
      SELECT attempt_id, count(*) * var_samp(mark)::float8 AS error FROM slot GROUP BY attempt_id, marks
    ),
    paper_error AS (
      SELECT CASE WHEN bool_and(error IS NOT NULL) THEN sum(error) END AS error FROM worth GROUP BY attempt_id
    )
    SELECT count(*)::int AS attempts, coalesce(max(full_mark), (SELECT full_mark FROM exam WHERE id = ${examId}::uuid)) AS "fullMark",
      avg(mark)::float8 AS mean, percentile_cont(0.5) WITHIN GROUP (ORDER BY mark) AS median,
      var_samp(mark)::float8 AS variance,
      (SELECT jsonb_object_agg(step, papers) FROM (
        SELECT least(mark * ${BARS} / full_mark, ${BARS - 1}) AS step, count(*) AS papers FROM counted GROUP BY 1) bars) AS histogram,
      (SELECT count(*)::int FROM item) AS questions, (SELECT sum(variance) FROM item) AS variances,
      (SELECT bool_and(item.papers = (SELECT count(*) FROM counted)) FROM item) AS "isSame",
      (SELECT CASE WHEN bool_and(error IS NOT NULL) THEN avg(error) END FROM paper_error) AS drawn
    FROM counted`;
  const { questions, variances, isSame, histogram, ...sums } = row!;
  return {
    ...sums,
    histogram: Array.from({ length: BARS }, (_, step) => histogram?.[step] ?? 0),
    same: isSame && questions !== null && variances !== null ? { questions, variances } : null,
  };
}

async function addUp(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const items = await itemsOf(tx, ids);
  const stored = await tx.itemTally.findMany({ where: { questionVersionId: { in: [...ids] } } });
  const rows = ids.map((id) => {
    const tallies = stored
      .filter((row) => row.questionVersionId === id)
      .map((row) => row.tally as unknown as Tally);
    const figures = figuresOf(added(tallies));
    const findings = findingsOf(figures, items.get(id)!);
    const { attempts, facility, discrimination, guess, seconds } = figures;
    return {
      id,
      attempts,
      facility,
      discrimination,
      guess,
      seconds: seconds?.median ?? null,
      flags: raised(findings),
      severity: severityOf(findings, attempts),
    };
  });
  await tx.$executeRaw`
    INSERT INTO item_statistic
      (question_version_id, as_of, attempts, facility, discrimination, guess, median_seconds, flags, severity)
    SELECT id, ${now}, attempts, facility, discrimination, guess, seconds, flags, severity
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (id uuid, attempts int, facility float8,
      discrimination float8, guess float8, seconds float8, flags text[], severity int)
    ON CONFLICT (question_version_id) DO UPDATE SET as_of = EXCLUDED.as_of, attempts = EXCLUDED.attempts,
      facility = EXCLUDED.facility, discrimination = EXCLUDED.discrimination, guess = EXCLUDED.guess,
      median_seconds = EXCLUDED.median_seconds, flags = EXCLUDED.flags, severity = EXCLUDED.severity`;
}

/** What a flag needs to know of each question version. Keys: only for who computes. */
async function itemsOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx.$queryRaw<{ id: string; type: string; optionIds: string[]; key: string[] }[]>`
    SELECT v.id::text, v.type, ARRAY(SELECT o ->> 'id' FROM jsonb_array_elements(v.options) AS o) AS "optionIds",
      coalesce(k.key, '{}') AS key
    FROM question_version v LEFT JOIN question_key k ON k.question_version_id = v.id
    WHERE v.id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...item }) => [id, item]));
}
