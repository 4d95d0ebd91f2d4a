import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";

export type QuestionsScene = {
  bench: BenchDatabase;
  bankId: string;
  /** Who may do everything with questions, and the cookie of that account. */
  actorId: string;
  cookie: string;
  /** Of a published question, and of one under review. */
  questionId: string;
  draftId: string;
};

const DRAFTS = 1_000;

/** Banks with that many published questions beside the shipped ones, and drafts under way in every state. */
export async function buildQuestions(dataFolder: string, questions: number): Promise<QuestionsScene> {
  const bench = await openBenchDatabase(dataFolder);
  const { inTransaction } = await import("../../app/db.server.ts");
  const { createUnit } = await import("../../app/organisation/organisation.server.ts");
  const { loadBanksInto } = await import("../../app/questions/question-banks.server.ts");
  const { createBank } = await import("../../app/questions/own-banks.server.ts");
  const { openDrafts, returnDrafts, submitDrafts } = await import("../../app/questions/drafts.server.ts");
  const now = new Date();
  const unit = { code: "bench", parentId: null, name: "测试区", shortName: "测试区" };
  const rootId = await inTransaction(async (tx) => {
    await loadBanksInto(tx, null, now);
    return createUnit(tx, { ...unit, kind: "jurisdiction", fromOn: "2015-01-01" }, null, now);
  });
  const { accountId: actorId, cookie } = await bench.signIn("legal-affairs", rootId);
  const made = await inTransaction((tx) => {
    const title = { "zh-CN": "测试题库", en: "Bench" };
    return createBank(tx, { code: "bench", title, kind: "general", field: null }, actorId, now);
  });
  if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
  await publishMany(bench, made.bankId, questions);
  const drafts = await inTransaction(async (tx) => {
    const contents = Array.from({ length: DRAFTS }, (_, n) => draftOf(n));
    const opened = await openDrafts(tx, { bankId: made.bankId, importId: null, contents }, actorId, now);
    const ids = opened.map(({ draftId }) => draftId);
    await submitDrafts(tx, ids.slice(0, DRAFTS / 2), actorId, now);
    const back = { reason: "请补充依据", isReviewer: true };
    await returnDrafts(tx, ids.slice(0, DRAFTS / 5), back, actorId, now);
    return ids;
  });
  await bench.superuser.query("VACUUM ANALYZE");
  const one = await bench.superuser.query(
    "SELECT question_id FROM question_listing WHERE bank_id = $1 ORDER BY code LIMIT 1",
    [made.bankId],
  );
  return {
    bench,
    bankId: made.bankId,
    actorId,
    cookie,
    questionId: one.rows[0].question_id,
    draftId: drafts[DRAFTS / 2 - 1]!,
  };
}

/** As publishing would have left them, written past the verbs: two people could not have read so many. */
async function publishMany({ superuser }: BenchDatabase, bankId: string, questions: number): Promise<void> {
  await superuser.query(
    "INSERT INTO bank_version (id, bank_id, number, content_hash, loaded_at) VALUES (gen_random_uuid(), $1, 1, 'bench', now())",
    [bankId],
  );
  await superuser.query(
    `WITH laws AS (
       SELECT w.id, l.name, to_char(w.version, 'YYYY-MM-DD') AS version, w.articles, row_number() OVER (ORDER BY l.created_at, w.id) - 1 AS nr,
         count(*) OVER () AS laws
       FROM law_version w JOIN law l ON l.id = w.law_id
     ), made AS (
       SELECT n, uuidv7() AS question_id, uuidv7() AS version_id, w.id AS law_version_id, w.name, w.version,
         1 + (n * 7919) % w.articles AS article
       FROM generate_series(1, $2::int) AS n JOIN laws w ON w.nr = (n * 31) % w.laws
     ), questions AS (
       INSERT INTO question (id, bank_id, code) SELECT question_id, $1, 'bench-' || lpad(n::text, 6, '0') FROM made
     ), versions AS (
       INSERT INTO question_version (id, question_id, number, content_hash, type, stem, options, law, article, citations, topic,
         difficulty, enemies, published_at)
       SELECT version_id, question_id, 1, 'bench-' || n,
         (ARRAY['single-choice', 'multiple-choice', 'single-choice', 'single-choice'])[1 + n % 4],
         '第' || n || '题：' || (ARRAY['某局', '某街道', '某大队', '某分局'])[1 + n % 4] || '执法人员在检查中发现' ||
           (ARRAY['经营者', '施工单位', '运输企业', '养殖户', '餐饮店'])[1 + n % 5] || '涉嫌违法，依法' ||
           (ARRAY['立案调查', '当场处罚', '组织听证', '扣押物品', '责令改正', '送达文书', '先行登记保存'])[1 + n % 7] ||
           '。关于本案的期限、程序和权限，下列说法正确的是（　）。',
         '[{"id":"A","text":"甲说法正确"},{"id":"B","text":"乙说法正确"},{"id":"C","text":"丙说法正确"},{"id":"D","text":"都不正确"}]',
         name, article, jsonb_build_array(jsonb_build_object('law', name, 'article', article, 'version', version)),
         (ARRAY['简易程序', '普通程序', '听证', '执行', '强制措施'])[1 + n % 5], 1 + n % 5, '{}', now()
       FROM made
     ), keys AS (
       INSERT INTO question_key (question_version_id, key, explanation) SELECT version_id, '{A}', '依据所引条文。' FROM made
     ), citations AS (
       INSERT INTO question_citation (question_version_id, place, law_version_id, article)
       SELECT version_id, 1, law_version_id, article FROM made
     )
     INSERT INTO bank_entry (question_version_id, since_number, bank_id) SELECT version_id, 1, $1 FROM made`,
    [bankId, questions],
  );
  await superuser.query("ANALYZE");
  await superuser.query("SELECT list_questions(NULL)");
}

const draftOf = (n: number) => ({
  type: "single-choice" as const,
  code: null,
  stem: `起草中的第 ${n} 题：下列说法正确的是（　）。`,
  options: ["甲", "乙", "丙"].map((text, at) => ({ id: "ABC"[at]!, text, feedback: "" })),
  key: ["A"],
  explanation: "依据所引条文。",
  citations: [
    { law: "行政处罚法", article: 1 + (n % 86), paragraph: null, item: null, version: "2021-01-22" },
  ],
  topic: "程序",
  difficulty: 1 + (n % 5),
  marks: null,
  enemies: [],
  category: [],
});
