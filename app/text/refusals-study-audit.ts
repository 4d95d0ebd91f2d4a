import type { Facts } from "~/verdict";
import { studyAuditText } from "./study-audit";
import { supervisionText } from "./supervision";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const wordIn = (names: Record<string, string>, code: Facts[string] | undefined) =>
  names[String(code)] ?? String(code);

const zh = {
  "study-audit.period": { says: () => "截止日期早于起始日期", cure: () => "请更正学法时间。" },
  "study-audit.too-few": {
    says: (f: Facts) => `符合条件的记录只有 ${f.found} 条，抽不出 ${f.size} 条`,
    cure: () => "请减少条数，或者放宽单位、时间、形式和状态。刚登记不到 15 分钟的记录还不能抽取。",
  },
  "study-audit.own": { says: () => "这是您本人的学法记录", cure: () => "请由法制机构的其他人员核查。" },
  "study-audit.handled": {
    says: () => "这条记录由您登记、确认、认定或者退回过",
    cure: () => "请由没有经手的人员核查。",
  },
  "study-audit.decided-meanwhile": {
    says: () => "其间已有人对这条记录作出结论",
    cure: () => "请看过页面上的结论，再决定是否更改。",
  },
  "study-audit.acted-on": {
    says: () => "已经按这个结论责令整改、督办或者提请冲销，不能再改",
    cure: () => "有误的，在整改、督办或者冲销的复核中处理。",
  },
  "study-audit.result-missing": { says: () => "没有选择结论", cure: () => "请选择属实或者问题的种类。" },
  "study-audit.export-reason-missing": {
    says: () => "没有写明导出事由",
    cure: () => "请写明为什么导出、交给谁。",
  },
  "rectification.days": {
    says: (f: Facts) => `期限须为 1 至 ${f.most} 个工作日`,
    cure: () => "请填写整数。",
  },
  "study-audit.facts-missing": { says: () => "没有写明事实", cure: () => "请写明查到什么、依据哪件证据。" },
  "study-audit.not-false": {
    says: () => "结论不是代签、代学、伪造，不按虚假记录冲销",
    cure: () => "先作出结论；一般错误在台账中冲销或者责令整改。",
  },
  "study-audit.no-reversal": { says: () => "还没有提请冲销", cure: () => "由一人先提请，再由另一人复核。" },
  "study-audit.no-finding": { says: () => "这条记录没有发现问题，没有可整改的", cure: () => "先作出结论。" },
  "misconduct.decided": { says: () => "这项弄虚作假登记已经复核过" },
  "misconduct.own": { says: () => "事关您本人，不能由您复核", cure: () => "请由其他人员复核。" },
  "misconduct.own-entry": { says: () => "这项登记由您提请，不能由您复核", cure: () => "请由另一人复核。" },
  "rectification.demand-missing": { says: () => "没有写明整改要求", cure: () => "请写明补什么、改什么。" },
  "rectification.step-impossible": {
    says: (f: Facts) =>
      `整改现在是“${wordIn(studyAuditText["zh-CN"].steps, f.state)}”，不能${wordIn(studyAuditText["zh-CN"].stepActs, f.step)}`,
    cure: () => "请刷新页面，按现在的状态办理。",
  },
  "rectification.own-report": {
    says: () => "整改由您报告，不能由您核对",
    cure: () => "请由法制机构的其他人员核对。",
  },
  "rectification.statement-missing": {
    says: () => "没有写明情况",
    cure: () => "请写明整改情况或者退回的理由。",
  },
  "supervision-notice.no-findings": {
    says: () => "没有列入任何问题",
    cure: () => "请勾选对这个单位作出的结论。",
  },
  "supervision-notice.number-taken": {
    says: (f: Facts) => `文号“${f.number}”已经用过`,
    cure: () => "请换一个文号。",
  },
  "supervision-notice.step-impossible": {
    says: (f: Facts) =>
      `通知书现在是“${wordIn(supervisionText["zh-CN"].states, f.state)}”，不能${wordIn(supervisionText["zh-CN"].steps, f.step)}`,
    cure: () => "请刷新页面，按现在的状态办理。",
  },
  "supervision-notice.own": {
    says: () => "上一步由您办理，这一步须由另一人办理",
    cure: () => "请由法制机构的其他人员办理。",
  },
  "supervision-notice.statement-missing": {
    says: () => "没有写明情况或者理由",
    cure: () => "请写明后再提交。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "study-audit.period": { says: () => "The last day is before the first", cure: () => "Correct the period." },
  "study-audit.too-few": {
    says: (f) => `Only ${f.found} records answer to this: ${f.size} cannot be drawn`,
    cure: () =>
      "Draw fewer, or widen the unit, period, forms and states. Records entered within the last 15 minutes cannot be drawn yet.",
  },
  "study-audit.own": {
    says: () => "This is your own study",
    cure: () => "Let somebody else of the legal-affairs office look into it.",
  },
  "study-audit.handled": {
    says: () => "You entered, confirmed, accepted or returned this record",
    cure: () => "Let somebody look into it who had no hand in it.",
  },
  "study-audit.decided-meanwhile": {
    says: () => "Somebody else decided on this record meanwhile",
    cure: () => "Read their result on the page before you change it.",
  },
  "study-audit.acted-on": {
    says: () => "A rectification, a notice or a reversal rests on this result: it cannot be changed",
    cure: () => "What is wrong is put right where those are decided.",
  },
  "study-audit.result-missing": {
    says: () => "No result was chosen",
    cure: () => "Choose in order, or the kind of the finding.",
  },
  "study-audit.export-reason-missing": {
    says: () => "Why it is exported is missing",
    cure: () => "Say why, and for whom.",
  },
  "rectification.days": {
    says: (f) => `The period must be 1 to ${f.most} working days`,
    cure: () => "Give a whole number.",
  },
  "study-audit.facts-missing": {
    says: () => "The facts are missing",
    cure: () => "Say what was found, and from which evidence.",
  },
  "study-audit.not-false": {
    says: () => "The result is not that the record is false",
    cure: () => "Give the result first; a mistake is reversed in the ledger or put right by the unit.",
  },
  "study-audit.no-reversal": {
    says: () => "No reversal was proposed",
    cure: () => "One person proposes it, then another decides.",
  },
  "study-audit.no-finding": {
    says: () => "Nothing was found in this record, so there is nothing to put right",
    cure: () => "Give the result first.",
  },
  "misconduct.decided": { says: () => "This entry of misconduct was decided already" },
  "misconduct.own": { says: () => "It is about you", cure: () => "Let somebody else decide." },
  "misconduct.own-entry": { says: () => "You proposed this entry", cure: () => "Let another person decide." },
  "rectification.demand-missing": {
    says: () => "What has to be done is missing",
    cure: () => "Say what is to be added or corrected.",
  },
  "rectification.step-impossible": {
    says: (f) =>
      `The rectification is "${wordIn(studyAuditText.en.steps, f.state)}": not possible now: ${wordIn(studyAuditText.en.stepActs, f.step)}`,
    cure: () => "Load the page again.",
  },
  "rectification.own-report": {
    says: () => "You reported it, so you do not check it",
    cure: () => "Let somebody else of the legal-affairs office check it.",
  },
  "rectification.statement-missing": {
    says: () => "Nothing is said",
    cure: () => "Say what was done, or why it is sent back.",
  },
  "supervision-notice.no-findings": {
    says: () => "No finding is listed",
    cure: () => "Tick findings about this unit.",
  },
  "supervision-notice.number-taken": {
    says: (f) => `The number "${f.number}" is taken`,
    cure: () => "Choose another.",
  },
  "supervision-notice.step-impossible": {
    says: (f) =>
      `The notice is "${wordIn(supervisionText.en.states, f.state)}": not possible now: ${wordIn(supervisionText.en.steps, f.step)}`,
    cure: () => "Load the page again.",
  },
  "supervision-notice.own": {
    says: () => "You took the step before this one; another person takes this",
    cure: () => "Let somebody else of the legal-affairs office do it.",
  },
  "supervision-notice.statement-missing": {
    says: () => "What was done, or why, is missing",
    cure: () => "Say it and send again.",
  },
};

export const studyAuditRefusals = { "zh-CN": zh, en };
