import pg from "pg";
import { startBenchCluster } from "./bench-cluster.ts";
import type { PaperShape } from "./examinee.ts";

/** Fifty questions of the shipped bank, as a qualification exam asks them. */
export const SHAPE: PaperShape = { trueFalse: 10, single: 30, multiple: 10 };
export const PASSWORD = "bench-password-of-everyone";

export type Candidate = { loginName: string; cookie: string; personId: string };
export type ExamScene = {
  /** An exam that is open now, with that many people of its own entered, each signed in and with a password. */
  examFor(candidates: number): Promise<{ examId: string; candidates: Candidate[] }>;
  /** Fills the tables until that many papers of the past year have been handed in and marked. */
  storeAttempts(total: number): Promise<void>;
  /** Of the exam: papers handed in, and those whose stored mark is not what SQL makes of answers and keys. */
  marksOf(examId: string): Promise<{ marked: number; wrong: number }>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** A district of one bureau in a database of its own. People are copies of one who came in by the verbs. */
export async function buildExamScene(dataFolder: string): Promise<ExamScene> {
  const cluster = await startBenchCluster(dataFolder);
  const { disconnect, inTransaction, prisma } = await import("../../app/db.server.ts");
  const { saveBlueprint } = await import("../../app/questions/blueprints.server.ts");
  const { hashPassword, closePasswordWorkers } = await import("../../app/access/password.server.ts");
  const { cookieNamed } = await import("../../app/access/cookie.server.ts");
  const { countNextDay } = await import("../../app/exams/exposure.server.ts");
  const { saveAnswer } = await import("../../app/exams/answer.server.ts");
  const { submitAttempt } = await import("../../app/exams/submission.server.ts");
  const hall = await import("../../test/exams/exam-hall.ts");

  const place = await hall.examHall();
  const cell = { bank: "general-law", law: null, difficulty: null };
  const blueprint = await inTransaction((tx) =>
    saveBlueprint(
      tx,
      {
        code: "fifty",
        title: { "zh-CN": "五十题", en: "Fifty questions" },
        rules: {
          cells: [
            { ...cell, type: "true-false", count: SHAPE.trueFalse, marksEach: 2 },
            { ...cell, type: "single-choice", count: SHAPE.single, marksEach: 2 },
            { ...cell, type: "multiple-choice", count: SHAPE.multiple, marksEach: 2 },
          ],
          fixed: [],
          exposureCap: null,
        },
      },
      null,
      hall.EARLY,
    ),
  );
  const hash = await hashPassword(PASSWORD);
  await closePasswordWorkers();
  const model = await hall.officer(place.urban);
  await hall.holdsSpecial(model);
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  await superuser.query(
    "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'",
  );
  const query = async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
    (await superuser.query<Row>(sql, values)).rows;

  const planExam = (opensAt: Date) =>
    hall.planExam(place, {
      blueprintVersionId: blueprint,
      opensAt,
      closesAt: new Date(opensAt.getTime() + 10 * 3_600_000),
      lateEntryMinutes: 9 * 60,
      minutes: 60,
    });

  /** New rows of a table like the model's, one for each new person, with what differs. */
  const copied = (table: string, differing: string) =>
    query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'person_id', c.person_id${differing}))).*
       FROM ${table} m, candidate c WHERE m.person_id = $1`,
      [model],
    );
  let people = 0;
  const newPeople = async (count: number) => {
    await query("DROP TABLE IF EXISTS candidate");
    await query(
      `CREATE TEMP TABLE candidate AS SELECT n, gen_random_uuid() AS person_id, gen_random_uuid() AS account_id
       FROM generate_series(${people + 1}, ${people + count}) AS n`,
    );
    people += count;
    await query("INSERT INTO person (id, created_at) SELECT person_id, now() FROM candidate");
    const facts = ", 'fact_id', gen_random_uuid()";
    for (const table of ["person_name", "employment", "study_category", "qualification_part"])
      await copied(table, facts);
    await query(
      `INSERT INTO account (id, login_name, display_name, person_id, created_at)
       SELECT account_id, 'bench-' || n, '考生' || n, person_id, now() FROM candidate`,
    );
    await query(
      `INSERT INTO credential (id, account_id, hash, set_at) SELECT gen_random_uuid(), account_id, $1, now() FROM candidate`,
      [hash],
    );
    await query(
      `INSERT INTO session (id, token_hash, account_id, created_at, last_seen_at, expires_at, user_agent)
       SELECT gen_random_uuid(), sha256(convert_to('token-' || n, 'UTF8')), account_id, now(), now(), now() + interval '12 hours', 'bench'
       FROM candidate`,
    );
  };
  const enter = (examId: string) =>
    query(
      `INSERT INTO registration (id, exam_id, person_id, unit_id, pack_version_id, registered_at)
       SELECT gen_random_uuid(), e.id, c.person_id, $2, e.pack_version_id, now() FROM candidate c, exam e WHERE e.id = $1`,
      [examId, place.urban],
    );
  const analyse = () =>
    query(
      "ANALYZE person, person_name, employment, account, session, registration, attempt, paper, answer_step, marking, audit_event, study_record",
    );

  return {
    query,
    async examFor(count) {
      const examId = await planExam(new Date(Date.now() - 60_000));
      await newPeople(count);
      await enter(examId);
      await analyse();
      const rows = await query<{ n: number; personId: string }>(
        `SELECT n, person_id AS "personId" FROM candidate ORDER BY n`,
      );
      const cookie = cookieNamed("chizheng");
      const candidates = rows.map(async ({ n, personId }) => ({
        personId,
        loginName: `bench-${n}`,
        cookie: (await cookie.serialize(`token-${n}`)).split(";")[0]!,
      }));
      return { examId, candidates: await Promise.all(candidates) };
    },
    async storeAttempts(total) {
      const has = async () =>
        (await query<{ n: number }>("SELECT count(*)::int AS n FROM attempt WHERE state = 'submitted'"))[0]!
          .n;
      // One paper that was really sat a month ago is the pattern of the others.
      const opensAt = new Date(Date.now() - 30 * 86_400_000);
      const examId = await planExam(opensAt);
      await hall.register(examId, model);
      const begun = await hall.start(examId, model, opensAt);
      if (!begun.ok) throw new Error("the pattern could not begin");
      const { attemptId } = begun;
      const { answerTo, slotsOf } = await import("./examinee.ts");
      for (let slot = 1; slot <= slotsOf(SHAPE); slot += 1) {
        const change = { answer: answerTo(SHAPE, slot) };
        const save = { attemptId, personId: model, device: hall.DEVICE, epoch: 1, seq: slot, slot, change };
        if (!(await saveAnswer(prisma, save, new Date(opensAt.getTime() + slot * 30_000)))?.ok)
          throw new Error("the pattern could not be answered");
      }
      const ended = new Date(opensAt.getTime() + 40 * 60_000);
      await inTransaction((tx) => submitAttempt(tx, { attemptId, personId: model }, null, ended));
      const A_TIME = 20_000;
      for (let left = total - (await has()); left > 0; left -= A_TIME) {
        await newPeople(Math.min(A_TIME, left));
        await enter(examId);
        await storeCopies(examId, attemptId);
      }
      // As the job has done every night.
      for (let isLeft = true; isLeft; )
        isLeft = (await inTransaction((tx) => countNextDay(tx, new Date()))) !== null;
      await query("VACUUM (ANALYZE) attempt, paper, answer_step, marking, registration");
    },
    async marksOf(examId) {
      const [row] = await query<{ marked: number; wrong: number }>(MARKS, [examId]);
      return row!;
    },
    async close() {
      await superuser.end();
      await disconnect();
      await cluster.stop();
    },
  };

  /** Paper, marking and steps of the pattern for everyone who was just entered, spread over the past year. */
  async function storeCopies(examId: string, attemptId: string) {
    await query("DROP TABLE IF EXISTS sat");
    await query(
      `CREATE TEMP TABLE sat AS SELECT gen_random_uuid() AS attempt_id, r.id AS registration_id, c.person_id, c.n
       FROM candidate c JOIN registration r ON r.person_id = c.person_id AND r.exam_id = $1`,
      [examId],
    );
    const copy = (table: string, differing: string, key: string) =>
      query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(m, jsonb_build_object(${differing}))).*
         FROM ${table} m, sat s WHERE m.${key} = $1`,
        [attemptId],
      );
    const shift = "make_interval(secs => (s.n % 300) * 86400)";
    await copy(
      "attempt",
      `'id', s.attempt_id, 'registration_id', s.registration_id, 'person_id', s.person_id, 'receipt_number', 'BENCH-' || s.n,
       'started_at', m.started_at - ${shift}, 'deadline_at', m.deadline_at - ${shift}, 'submitted_at', m.submitted_at - ${shift}`,
      "id",
    );
    await query(
      `INSERT INTO paper (attempt_id, blueprint_version_id, bank_version_ids, seed, exposure, barred, question_ids, slots, content_hash)
       SELECT s.attempt_id, m.blueprint_version_id, m.bank_version_ids, m.seed, m.exposure, m.barred, m.question_ids, m.slots, m.content_hash
       FROM paper m, sat s WHERE m.attempt_id = $1`,
      [attemptId],
    );
    await copy("marking", "'id', gen_random_uuid(), 'attempt_id', s.attempt_id", "attempt_id");
    await copy(
      "answer_step",
      "'id', nextval('answer_step_id_seq'), 'attempt_id', s.attempt_id",
      "attempt_id",
    );
  }
}

/** All or nothing: the labels of the right options, against what was given. */
const MARKS = `
  WITH slot AS (
    SELECT a.id, m.mark, (one ->> 'marks')::int AS marks, a.answers -> (one ->> 'number') AS given,
      (SELECT jsonb_agg(shown.option -> 'label' ORDER BY shown.option ->> 'label')
       FROM jsonb_array_elements(one -> 'options') WITH ORDINALITY AS shown (option, place)
       WHERE (one -> 'optionOrder' ->> (shown.place - 1)::int) = ANY(k.key)) AS key
    FROM attempt a
    JOIN registration r ON r.id = a.registration_id AND r.exam_id = $1
    JOIN marking m ON m.attempt_id = a.id
    JOIN paper p ON p.attempt_id = a.id, jsonb_array_elements(p.slots -> 'slots') AS one
    JOIN question_key k ON k.question_version_id = (one ->> 'questionVersionId')::uuid
  ), total AS (
    SELECT id, mark, coalesce(sum(marks) FILTER (WHERE given = key), 0) AS earned FROM slot GROUP BY id, mark
  )
  SELECT count(*)::int AS marked, count(*) FILTER (WHERE mark <> earned)::int AS wrong FROM total`;
