import type { BenchDatabase } from "./bench-database.ts";
import type { StudyFigure } from "./study-scene.ts";

const RECORDS = 50_000;
const PEOPLE = 2_000;
const HEADERS = [
  "身份证件号码",
  "活动名称",
  "日期",
  "开始时间",
  "结束时间",
  "学法分钟",
  "形式",
  "类别",
  "组织层级",
  "学习的法律",
  "证据种类",
  "证据存放处",
];

/** Fifty thousand records of the year before, of two thousand people: looked at, entered, accepted, undone. */
export async function measureStudyImport(
  { superuser, signIn }: BenchDatabase,
  rootId: string,
  year: number,
): Promise<StudyFigure[]> {
  const { addDays, yearRange } = await import("../../app/calendar.ts");
  const { requestStudyRun, runStudyImport } = await import("../../app/casework/study-import-runs.server.ts");
  const { inTransaction } = await import("../../app/db.server.ts");
  const { openIdentityNumber } = await import("../../app/personnel/identity-vault.server.ts");
  const { writeXlsx } = await import("../../app/spreadsheet.server.ts");
  const { uploadStudy } = await import("../../app/study/imports.server.ts");
  const { importWords } = await import("../../app/text/study-import-words.ts");
  const { fromOn } = yearRange(year - 1);
  const { rows: known } = await superuser.query<{ cipher: Buffer; cipherKeyId: string }>(
    `SELECT n.cipher, n.cipher_key_id AS "cipherKeyId" FROM identity_number n
     JOIN employment e ON e.person_id = n.person_id AND e.superseded_at IS NULL AND e.to_on IS NULL AND e.from_on < $1
       AND e.relation = 'home' AND e.status = 'in-post'
     WHERE n.superseded_at IS NULL ORDER BY n.person_id LIMIT $2`,
    [fromOn, PEOPLE],
  );
  const each = Math.ceil(RECORDS / known.length);
  const rows = function* () {
    yield HEADERS;
    for (const [at, one] of known.entries()) {
      const number = openIdentityNumber(one);
      for (let n = 0; n < each && at * each + n < RECORDS; n += 1)
        yield [
          number,
          `例会学法 ${n}`,
          addDays(fromOn, (n * 7 + at) % 360),
          n % 2 === 0 ? "9:00" : "14:30",
          n % 2 === 0 ? "11:00" : "16:30",
          String(60 + (at % 50)),
          "集中培训",
          "法律知识",
          "县区",
          "行政处罚法、行政许可法",
          "签到签退",
          `档案 ${at}`,
        ];
    }
  };
  const bytes = await writeXlsx([{ name: "study", rows: rows() }]);
  const clerk = await signIn("unit-training-officer", rootId);
  const legal = await signIn("legal-affairs", rootId);
  const other = await signIn("auditor", rootId);
  const figures: StudyFigure[] = [];
  const hear = async (step: string, within: number | undefined, work: () => Promise<unknown>) => {
    let peak = 0;
    const sample = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const began = performance.now();
    await work();
    clearInterval(sample);
    const value = (performance.now() - began) / 1000;
    const megabytes = Math.round(peak / 2 ** 20);
    const name = `importing ${RECORDS.toLocaleString("en")} records of ${known.length.toLocaleString("en")} people: ${step}`;
    figures.push({ name: `${name}, s`, value, ...(within === undefined ? {} : { within }) });
    figures.push({ name: `${name}, peak MB`, value: megabytes });
    console.error(`${name}: ${value.toFixed(1)} s, ${megabytes} MB`);
  };
  let importId = "";
  await hear("looking at it", undefined, async () => {
    const file = { unitId: rootId, fileName: "study.xlsx", bytes, words: importWords };
    const answer = await inTransaction(
      (tx) => uploadStudy(tx, file, clerk.accountId, new Date()),
      undefined,
      600_000,
    );
    if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
    importId = answer.importId;
  });
  const run = async (asked: Parameters<typeof requestStudyRun>[2], actorId: string) => {
    const { runId } = await inTransaction((tx) => requestStudyRun(tx, importId, asked, actorId, new Date()));
    const refusals = await runStudyImport(runId, importWords, () => new Date());
    if (refusals.length > 0) throw new Error(refusals.map(({ code }) => code).join());
  };
  await hear("entering", 60, () => run({ kind: "entry", mode: "all" }, clerk.accountId));
  await hear("accepting", undefined, () => run({ kind: "acceptance" }, legal.accountId));
  await hear("undoing", undefined, () => run({ kind: "undoing", reason: "bench" }, other.accountId));
  await hear("accepting that it is undone", undefined, () => run({ kind: "acceptance" }, legal.accountId));
  return figures;
}
