import type { Facts } from "~/verdict";
import { longDate } from "./dates";
import { importsText } from "./study-imports";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const columnsIn = (locale: Locale, codes: Facts[string] | undefined) => {
  const names: Record<string, string> = importsText[locale].columns;
  return String(codes)
    .split(",")
    .map((code) => names[code] ?? code)
    .join(locale === "zh-CN" ? "、" : ", ");
};
const zhDay = (on: Facts[string] | undefined) => longDate(String(on), "zh-CN");
const enDay = (on: Facts[string] | undefined) => longDate(String(on), "en");

const zh = {
  "study-import.empty": { says: () => "表中没有学法记录", cure: () => "从模板的第二行开始填写。" },
  "study-import.no-header": {
    says: () => "找不到写有列名的一行",
    cure: () => "使用下载的模板；至少要有活动名称和日期这两列。",
  },
  "study-import.missing-columns": {
    says: (f: Facts) => `缺少必填的列：${columnsIn("zh-CN", f.columns)}`,
    cure: () => "使用下载的模板，不要改动第一行的列名。",
  },
  "study-import.nobody-named": {
    says: () => "没有写明是谁的记录",
    cure: () => "加上身份证件号码一列，或者姓名和单位两列。",
  },
  "study-import.column-twice": {
    says: (f: Facts) => `同一列出现两次：${columnsIn("zh-CN", f.columns)}`,
    cure: () => "删去多余的一列。",
  },
  "study-import.too-many-rows": {
    says: (f: Facts) => `表中有 ${f.rows} 行，一次最多导入 ${f.most} 行`,
    cure: () => "分成几个文件导入。",
  },
  "study-import.cell-missing": { says: (f: Facts) => `没有填写${columnsIn("zh-CN", f.column)}` },
  "study-import.cell-too-long": {
    says: (f: Facts) => `${columnsIn("zh-CN", f.column)}超过 ${f.most} 个字`,
  },
  "study-import.clock": {
    says: () => "时间无法识别",
    cure: () => "按 24 小时制填写，例如 14:30。",
  },
  "study-import.word-unknown": {
    says: (f: Facts) => `${columnsIn("zh-CN", f.column)}不是可以识别的词`,
    cure: () => "按模板“填写说明”中的词填写。考试由系统登记，不导入。",
  },
  "study-import.nobody": {
    says: () => "没有写明是谁",
    cure: () => "填写身份证件号码，或者姓名和单位。",
  },
  "study-import.person-unknown": {
    says: () => "人员名册中没有这个身份证件号码",
    cure: () => "核对号码；不在名册的，先由人事登记。",
  },
  "study-import.nobody-of-name": {
    says: (f: Facts) => `${zhDay(f.onDate)}这个单位没有叫这个名字的人`,
    cure: () => "核对姓名、单位和日期，或改填身份证件号码。",
  },
  "study-import.name-ambiguous": {
    says: () => "这个单位有不止一个人叫这个名字",
    cure: () => "改填身份证件号码。",
  },
  "study-import.no-job": {
    says: (f: Facts) => `${zhDay(f.onDate)}没有此人的任职记录`,
    cure: () => "核对日期；任职登记有误的，联系单位人事。",
  },
  "study-import.not-in-unit": {
    says: (f: Facts) => `此人${zhDay(f.onDate)}不在这个单位`,
    cure: () => "填写当时所在的单位；任职登记有误的，联系单位人事。",
  },
  "study-import.out-of-scope": {
    says: (f: Facts) => `此人${zhDay(f.onDate)}不在导入范围内的单位`,
    cure: () => "由其当时所在的单位导入。",
  },
  "study-import.row-twice": {
    says: (f: Facts) => `与第 ${f.otherRow} 行是同一人、同一开始时间、同一活动`,
    cure: () => "核对后删去一行。",
  },
  "study-import.has-bad-rows": {
    says: (f: Facts) => `有 ${f.rows} 行需要改正，没有导入任何记录`,
    cure: () => "改正后重新上传，或选择“只导入正确的”。",
  },
  "study-import.nothing-to-enter": {
    says: () => "没有一行可以导入",
    cure: () => "需要改正的，改正后重新上传；台账里已有的不必再导入。",
  },
  "study-import.not-entered": { says: () => "这次导入还没有办理，没有可以撤销的记录" },
  "study-import.undo-own": {
    says: () => "其中有您本人的学法记录，不能由您撤销",
    cure: () => "请单位或法制机构的其他人员撤销。",
  },
  "study-import.run-failed": {
    says: () => "办理中断，台账没有改动",
    cure: () => "稍后再试；仍然中断的，告知系统管理员。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "study-import.empty": {
    says: () => "The table holds no study",
    cure: () => "Fill in from the second row of the template.",
  },
  "study-import.no-header": {
    says: () => "No row names the columns",
    cure: () => "Use the template; the columns Session and Date at least are needed.",
  },
  "study-import.missing-columns": {
    says: (f) => `Required columns are missing: ${columnsIn("en", f.columns)}`,
    cure: () => "Use the template and leave its first row as it is.",
  },
  "study-import.nobody-named": {
    says: () => "The table does not say whose study it is",
    cure: () => "Add a column of identity numbers, or the columns Name and Unit.",
  },
  "study-import.column-twice": {
    says: (f) => `A column is there twice: ${columnsIn("en", f.columns)}`,
    cure: () => "Delete one of them.",
  },
  "study-import.too-many-rows": {
    says: (f) => `The table has ${f.rows} rows; at most ${f.most} are imported at a time`,
    cure: () => "Split it into several files.",
  },
  "study-import.cell-missing": { says: (f) => `${columnsIn("en", f.column)} is missing` },
  "study-import.cell-too-long": {
    says: (f) => `${columnsIn("en", f.column)} is longer than ${f.most} characters`,
  },
  "study-import.clock": {
    says: () => "The time cannot be read",
    cure: () => "Write it on the 24-hour clock, such as 14:30.",
  },
  "study-import.word-unknown": {
    says: (f) => `${columnsIn("en", f.column)} is not a word that is known`,
    cure: () => "Use the words of the template's second sheet. Exams enter themselves and are not imported.",
  },
  "study-import.nobody": {
    says: () => "The row does not say who",
    cure: () => "Give the identity number, or name and unit.",
  },
  "study-import.person-unknown": {
    says: () => "Nobody on the register has this identity number",
    cure: () => "Check the number; who is not on the register is entered by personnel first.",
  },
  "study-import.nobody-of-name": {
    says: (f) => `Nobody of this name worked in this unit on ${enDay(f.onDate)}`,
    cure: () => "Check name, unit and date, or give the identity number.",
  },
  "study-import.name-ambiguous": {
    says: () => "More than one person in this unit has this name",
    cure: () => "Give the identity number.",
  },
  "study-import.no-job": {
    says: (f) => `There is no employment of this person on ${enDay(f.onDate)}`,
    cure: () => "Check the date; if the register is wrong, ask the unit's personnel officer.",
  },
  "study-import.not-in-unit": {
    says: (f) => `This person did not work in this unit on ${enDay(f.onDate)}`,
    cure: () => "Give the unit of that time; if the register is wrong, ask the unit's personnel officer.",
  },
  "study-import.out-of-scope": {
    says: (f) => `This person worked in none of the units of this import on ${enDay(f.onDate)}`,
    cure: () => "The unit they worked in on that day imports it.",
  },
  "study-import.row-twice": {
    says: (f) => `Row ${f.otherRow} is the same person, start and session`,
    cure: () => "Check both and delete one.",
  },
  "study-import.has-bad-rows": {
    says: (f) => `${f.rows} rows need correcting; nothing was entered`,
    cure: () => "Correct and upload again, or enter only the good ones.",
  },
  "study-import.nothing-to-enter": {
    says: () => "There is no row that can be entered",
    cure: () => "Correct what is wrong and upload again; what stands in the ledger need not be imported.",
  },
  "study-import.not-entered": { says: () => "This import has not been entered: there is nothing to undo" },
  "study-import.undo-own": {
    says: () => "Your own study is among it: you cannot undo this import",
    cure: () => "Somebody else of the unit or of legal affairs undoes it.",
  },
  "study-import.run-failed": {
    says: () => "The work was interrupted; the ledger is unchanged",
    cure: () => "Try again later; if it happens again, tell the system administrator.",
  },
};

export const studyImportsRefusals = { "zh-CN": zh, en };
