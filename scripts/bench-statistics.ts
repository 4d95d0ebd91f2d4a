import fs from "node:fs";
import pg from "pg";
import { benchFolder, startBenchCluster } from "./bench/bench-cluster.ts";

// npm run bench:statistics [-- papers]: what item statistics cost: taking the tallies of one exam with so many papers of
// fifty questions drawn from six hundred (20000 unless told), and then the pages of a bank with fifty thousand questions.

const PAPERS = Number(process.argv[2] ?? 20_000);
const POOL = 600;
const BANK = 50_000;

const data = benchFolder("statistics");
const cluster = await startBenchCluster(data);
try {
  const scene = await laid();
  await measure(scene);
} finally {
  await cluster.stop();
  fs.rmSync(data, { recursive: true, force: true });
}
process.exit(0);

type Scene = { examId: string; bankId: string };

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const answer = await work();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
  return answer;
}

/** Rows laid down by the superuser without checks of foreign keys: only sizes and shapes matter here. */
async function laid(): Promise<Scene> {
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  const one = async (sql: string) => (await superuser.query(sql)).rows[0]?.id as string;
  const run = (what: string, sql: string) => timed(what, () => superuser.query(sql));
  await superuser.query("SET session_replication_role = replica");
  const bankId = await one(
    `INSERT INTO question_bank (id, code, title, kind) VALUES (gen_random_uuid(), 'bench', '{"zh-CN":"题库","en":"Bank"}', 'general') RETURNING id`,
  );
  await superuser.query(
    "INSERT INTO bank_version (id, bank_id, number, content_hash, loaded_at) VALUES (gen_random_uuid(), $1, 1, '', now())",
    [bankId],
  );
  await superuser.query(
    "CREATE TABLE bench_question AS SELECT n, gen_random_uuid() AS q, gen_random_uuid() AS v FROM generate_series(0, $1::int - 1) n".replace(
      "$1",
      String(BANK),
    ),
  );
  await run(
    `${BANK} questions`,
    `INSERT INTO question (id, bank_id, code) SELECT q, '${bankId}', 'bench-' || lpad(n::text, 6, '0') FROM bench_question;
     INSERT INTO question_version (id, question_id, number, content_hash, type, stem, options, law, article, citations, topic, difficulty, enemies, position, published_at)
     SELECT v, q, 1, '', CASE WHEN n % 5 = 0 THEN 'multiple-choice' ELSE 'single-choice' END, repeat('关于行政处罚的下列说法，', 6) || n,
       (SELECT jsonb_agg(jsonb_build_object('id', id, 'text', repeat('选项文字', 6) || id)) FROM unnest(ARRAY['A','B','C','D']) AS id),
       (ARRAY['行政处罚法','行政强制法','行政许可法','行政复议法'])[n % 4 + 1], n % 80 + 1, '[]', '', 3, '{}', 0, now()
     FROM bench_question;
     INSERT INTO question_key (question_version_id, key, explanation)
     SELECT v, CASE WHEN n % 5 = 0 THEN ARRAY['A','C'] ELSE ARRAY['A'] END, '' FROM bench_question;
     INSERT INTO bank_entry (question_version_id, since_number, bank_id) SELECT v, 1, '${bankId}' FROM bench_question;
     CREATE INDEX ON bench_question (n)`,
  );
  const examId = await one(
    `INSERT INTO exam (id, title, kind, unit_id, organiser_level, blueprint_version_id, opens_at, closes_at, late_entry_minutes, minutes, full_mark, pass_mark, attempts_allowed, pack_version_id, created_at)
     VALUES (gen_random_uuid(), 'bench', 'annual', gen_random_uuid(), 'county', gen_random_uuid(), now(), now() + interval '2 hours', 30, 90, 100, 60, 1, gen_random_uuid(), now()) RETURNING id`,
  );
  await superuser.query(
    "INSERT INTO exam_act (id, exam_id, act, at) VALUES (gen_random_uuid(), $1, 'released', now())",
    [examId],
  );
  await superuser.query(
    `CREATE TABLE bench_attempt AS SELECT a, gen_random_uuid() AS id, gen_random_uuid() AS r, gen_random_uuid() AS p FROM generate_series(1, ${PAPERS}) a`,
  );
  await run(
    `${PAPERS} attempts`,
    `INSERT INTO registration (id, exam_id, person_id, unit_id, pack_version_id, registered_at)
       SELECT r, '${examId}', p, gen_random_uuid(), gen_random_uuid(), now() FROM bench_attempt;
     INSERT INTO attempt (id, registration_id, person_id, number, started_at, deadline_at, grace_seconds, state, epoch, last_seq, last_hash, answers, flags, device_hash, submitted_at, submitted_by, receipt_number)
       SELECT id, r, p, 1, now() + a * interval '10 ms', now() + interval '3 hours', 5, 'submitted', 1, 50, '\\x00', '{}', '{}', '\\x00', now(), 'candidate', id::text FROM bench_attempt`,
  );
  // Each candidate knows a share of everything; options stand in an order of the candidate's own.
  await run(
    "their papers and marks",
    `CREATE TABLE bench_slot AS
       SELECT b.id, b.a, s AS number, q.v, q.n, (ARRAY['{A,B,C,D}','{B,D,A,C}','{C,A,D,B}','{D,C,B,A}'])[(b.a + s) % 4 + 1]::text[] AS ord,
         CASE WHEN hashint8(b.a::bigint * 50 + s)::bigint % 100 + 100 < 60 + (b.a % 100) + q.n % 60 THEN 'right' ELSE 'wrong' END AS outcome
       FROM bench_attempt b, generate_series(1, 50) s JOIN LATERAL (SELECT * FROM bench_question x WHERE x.n = (s * 12 + (b.a * 7 + s * 5) % 12) % ${POOL}) q ON true;
     INSERT INTO marking (id, attempt_id, mark, full_mark, passed, slots, policy, pack_version_id, marked_at)
       SELECT gen_random_uuid(), id, sum(CASE WHEN outcome = 'right' THEN 2 ELSE 0 END), 100, true,
         jsonb_agg(jsonb_build_object('number', number, 'questionVersionId', v, 'given', CASE WHEN outcome = 'right' THEN '["A"]' ELSE '["B"]' END::jsonb, 'key', '["A"]'::jsonb, 'marks', 2, 'mark', CASE WHEN outcome = 'right' THEN 2 ELSE 0 END, 'outcome', outcome) ORDER BY number),
         'all-or-nothing', gen_random_uuid(), now() FROM bench_slot GROUP BY id;
     INSERT INTO paper (attempt_id, blueprint_version_id, bank_version_ids, seed, exposure, slots, content_hash)
       SELECT id, gen_random_uuid(), '{}', '', '{}', jsonb_build_object('sections', '[]'::jsonb, 'fullMark', 100, 'slots',
         jsonb_agg(jsonb_build_object('number', number, 'type', 'single-choice', 'stem', repeat('关于行政处罚的下列说法，', 6) || n, 'marks', 2, 'group', null,
           'questionVersionId', v, 'optionOrder', to_jsonb(ord), 'options', (SELECT jsonb_agg(jsonb_build_object('label', chr(64 + at::int), 'text', repeat('选项文字', 6) || o)) FROM unnest(ord) WITH ORDINALITY AS x (o, at))) ORDER BY number)), ''
       FROM bench_slot GROUP BY id`,
  );
  await run(
    "their steps",
    `INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
       SELECT id, 1, 0, 'started', NULL, NULL, now(), '\\x00' FROM bench_attempt;
     INSERT INTO answer_step (attempt_id, epoch, seq, kind, slot, answer, received_at, hash)
       SELECT id, 1, number, 'answer', number, '["A"]', now() + number * interval '60 s' + (a * number % 50) * interval '1 s', '\\x00' FROM bench_slot`,
  );
  await superuser.query("DROP TABLE bench_slot, bench_attempt, bench_question");
  await timed("analyzing", () => superuser.query("VACUUM ANALYZE"));
  const sizes = await superuser.query(
    `SELECT sum(pg_column_size(slots))::bigint / 1048576 AS mib FROM paper UNION ALL SELECT sum(pg_column_size(slots))::bigint / 1048576 FROM marking`,
  );
  console.log(`papers ${sizes.rows[0].mib} MiB, markings ${sizes.rows[1].mib} MiB as stored`);
  await superuser.end();
  return { examId, bankId };
}

async function measure({ examId, bankId }: Scene): Promise<void> {
  const { inTransaction, prisma, disconnect } = await import("../app/db.server.ts");
  const { computeStatistics } = await import("../app/exams/item-statistics.server.ts");
  const { bankItems, bankOf, examFigures } = await import("../app/exams/item-figures.server.ts");
  const compute = () => inTransaction((tx) => computeStatistics(tx, examId, new Date()), undefined, 600_000);
  await timed(`taking the tallies of ${PAPERS} papers`, compute);
  await timed("again", compute);
  const pages: [string, () => Promise<unknown>][] = [
    ["laws of the bank", () => bankOf(prisma, bankId)],
    ["first page of the bank", () => bankItems(prisma, bankId, {}, {})],
    ["flagged only", () => bankItems(prisma, bankId, { flag: "any" }, {})],
    ["one law", () => bankItems(prisma, bankId, { law: "行政许可法" }, {})],
    ["the exam", () => examFigures(prisma, examId)],
  ];
  for (const [what, ask] of pages) {
    await ask();
    await timed(what, ask);
  }
  await disconnect();
}
