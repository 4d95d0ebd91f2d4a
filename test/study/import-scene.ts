import type { DateOn } from "~/calendar";
import { requestStudyRun, runStudyImport, type StudyRunAsked } from "~/casework/study-import-runs.server";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { recordStudyCategory } from "~/personnel/record.server";
import { type CheckedRow, checkedRows, latestCheck } from "~/study/import-check.server";
import { uploadStudy } from "~/study/imports.server";
import { importWords } from "~/text/study-import-words";
import { type TypedCell, workbookFile } from "../personnel/workbook-file";
import { entered } from "./study-district";

/** Tables of past study, and people they speak of by numbers that are made up. */

export const number = (n: number) => fictitiousIdentityNumber(n, "1984-05-06", "male");

/** Somebody with the n-th number who works in the unit. */
export async function worker(
  name: string,
  unitId: string,
  n: number,
  fromOn: DateOn = "2024-01-01",
): Promise<string> {
  return inTransaction(async (tx) => {
    const made = await registerPerson(tx, { name, identityNumber: number(n), origin: "form" }, null, entered);
    if (!made.ok) throw new Error();
    const { personId } = made;
    const job = { relation: "home", identity: "civil-servant", status: "in-post", title: null } as const;
    const hired = await recordEmployment(tx, { personId, unitId, ...job, fromOn }, null, entered);
    if (!hired.ok) throw new Error(hired.refusals.map(({ code }) => code).join());
    await recordStudyCategory(tx, { personId, category: "enforcement", fromOn }, null, entered);
    return personId;
  });
}

export const HEADERS = [
  "身份证件号码",
  "姓名",
  "单位",
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

export type Line = Partial<Record<(typeof HEADERS)[number], TypedCell>>;
/** A good row, but for what is said otherwise. */
export const line = (change: Line): TypedCell[] => {
  const good: Line = {
    活动名称: "行政处罚法专题培训",
    日期: "2026-03-03",
    开始时间: "9:00",
    结束时间: "12:00",
    学法分钟: "180",
    形式: "集中培训",
    类别: "行政执法",
    组织层级: "县区",
    学习的法律: "行政处罚法、行政强制法",
    证据种类: "签到签退",
    证据存放处: "2026 年档案 3 号",
  };
  return HEADERS.map((header) => ({ ...good, ...change })[header] ?? "");
};
export const table = (...lines: Line[]): Buffer => workbookFile([HEADERS, ...lines.map(line)]);

export async function upload(bytes: Buffer, unitId: string, actorId: string, now: Date): Promise<string> {
  const file = { unitId, bytes, fileName: "以往学法.xlsx", words: importWords };
  const answer = await inTransaction((tx) => uploadStudy(tx, file, actorId, now));
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.importId;
}

/** What the newest look found: counts, and each bad cell as "row column code". */
export async function found(importId: string) {
  const check = await latestCheck(prisma, importId);
  const rows = await checkedRows(prisma, check, { bad: [0, 1_000], good: [0, 1_000] });
  const problems = rows.bad.flatMap(({ row, problems: own }: CheckedRow) =>
    own.map(({ column, refusal }) => `${row} ${column} ${refusal.code}`),
  );
  return { counts: check.counts, problems, ...rows };
}

/** Asks for it and works on it to its end, as a page or the job does; answers the codes of its refusals. */
export async function run(
  importId: string,
  asked: StudyRunAsked,
  actorId: string,
  now: Date,
): Promise<string[]> {
  const { runId } = await inTransaction((tx) => requestStudyRun(tx, importId, asked, actorId, now));
  return (await runStudyImport(runId, importWords, () => now)).map(({ code }) => code);
}
