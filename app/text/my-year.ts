import type { Outcome } from "~/plans/plan";
import type { Catalogue } from "./text";

/** A person's year of study at a glance. */
const zh = {
  title: "年度情况",
  heading: (year: number) => `${year} 年学法情况`,
  year: "年度",
  nothingOwed: "到今天为止，每月一法都已完成。",
  owed: (n: number) => `还有 ${n} 部法律没有考试合格。`,
  soFar: "学了什么",
  relief: "申请减免",
  statement: "述法报告",
  months: "每月一法",
  month: "月份",
  monthOf: (n: number) => `${n} 月`,
  law: "法律",
  exam: "考试",
  noExam: "没有安排考试",
  ahead: "未到时间",
  mark: (n: number) => `${n} 分`,
  outcomes: {
    passed: "合格",
    failed: "不合格",
    exempt: "免考",
    absent: "缺考",
    pending: "还没有成绩",
  } satisfies Record<Outcome, string>,
};

const en: typeof zh = {
  title: "The year",
  heading: (year) => `Study of law in ${year}`,
  year: "Year",
  nothingOwed: "The law of every month so far is done.",
  owed: (n) => `Laws without a passed exam: ${n}.`,
  soFar: "What was studied",
  relief: "Ask for relief",
  statement: "Statement on law",
  months: "A law a month",
  month: "Month",
  monthOf: (n) => `Month ${n}`,
  law: "Law",
  exam: "Exam",
  noExam: "No exam set",
  ahead: "Not due yet",
  mark: (n) => `${n}`,
  outcomes: {
    passed: "Passed",
    failed: "Not passed",
    exempt: "Exempt",
    absent: "Absent",
    pending: "No result yet",
  },
};

export const myYearText: Catalogue<typeof zh> = { "zh-CN": zh, en };
