import type { Facts } from "~/verdict";
import { clockTime, lastDayBefore, longDate, longInstant } from "./dates";
import { fieldName } from "./fields";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };
type Value = Facts[string] | undefined;

const day = (locale: Locale, value: Value) => (typeof value === "string" ? longDate(value, locale) : "");
const moment = (locale: Locale, value: Value) =>
  typeof value === "string" ? longInstant(value, locale) : "";
const zhPart = (f: Facts) =>
  f.part === "special"
    ? `专门法律知识${f.field ? `（${fieldName("zh-CN", String(f.field))}）` : ""}`
    : "通用法律知识";
const enPart = (f: Facts) =>
  f.part === "special"
    ? `special law${f.field ? ` (${fieldName("en", String(f.field))})` : ""}`
    : "general law";

const zh = {
  "exam.closes-before-opens": {
    says: () => "结束时间不晚于开考时间",
    cure: () => "改正开考时间或结束时间。",
  },
  "exam.too-long": {
    says: (f: Facts) => `答题时长 ${f.minutes} 分钟，超过开考到结束的 ${f.window} 分钟`,
    cure: () => "缩短答题时长，或推迟结束时间。",
  },
  "exam.in-the-past": { says: () => "考试结束时间已经过去", cure: () => "改为将来的时间。" },
  "exam.pass-mark": {
    says: (f: Facts) => `合格分数应在 1 分到满分 ${f.fullMark} 分之间`,
    cure: () => "改正合格分数；满分由组卷方案决定。",
  },
  "exam.part-missing": { says: () => "资格考试没有选定科目", cure: () => "选择通用法律知识或专门法律知识。" },
  "exam.part-unused": { says: () => "只有资格考试分科目", cure: () => "不选科目，或把类别改为资格考试。" },
  "exam.field-missing": { says: () => "专门法律知识考试没有选定执法领域", cure: () => "选择执法领域。" },
  "exam.attempts": { says: () => "可考次数不能少于一次", cure: () => "改为一次以上。" },
  "exam.cancelled": { says: () => "考试已取消" },
  "exam.not-published": { says: () => "考试尚未发布", cure: () => "先发布考试，再公布成绩。" },
  "exam.still-running": {
    says: (f: Facts) =>
      Number(f.open) > 0
        ? `还有 ${f.open} 人正在作答，不能公布成绩`
        : Number(f.held) > 0
          ? `还有 ${f.held} 名未入场的考生处于暂停，先在监考中恢复，才能公布成绩`
          : `${moment("zh-CN", f.entryClosesAt)}前还可以入场，不能公布成绩`,
    cure: () => "入场截止且全部交卷后再公布。到时未交的由系统收卷。",
  },
  "registration.not-published": {
    says: () => "考试尚未发布，不能报名",
    cure: () => "由主办单位发布后再报名。",
  },
  "registration.cancelled": { says: () => "考试已取消，不能报名" },
  "registration.closed": {
    says: (f: Facts) => `报名和入场已于 ${moment("zh-CN", f.closedAt)}截止`,
    cure: () => "报名参加下一次考试。",
  },
  "registration.already-registered": { says: () => "已经报名，不必重复报名" },
  "registration.attempts-used": {
    says: (f: Facts) => `本次考试可考 ${f.allowed} 次，已经用完`,
    cure: () => "报名参加下一次考试。",
  },
  "registration.not-employed": {
    says: (f: Facts) => `${day("zh-CN", f.on)}不在您管理范围内的单位任职`,
    cure: () => "由本人所在单位报名；调动、离职信息有误的，先更正人员信息。",
  },
  "registration.unknown-person": { says: () => "查无此人", cure: () => "先在人员名册中登记。" },
  "registration.banned": {
    says: (f: Facts) =>
      `因考试违纪被禁止参加考试，决定文号 ${f.decisionNumber}，${f.endsBeforeOn ? `至 ${day("zh-CN", lastDayBefore(String(f.endsBeforeOn)))}` : "没有期限"}`,
    cure: (f: Facts) =>
      f.endsBeforeOn ? `${day("zh-CN", f.endsBeforeOn)}起可以报名。` : "须由作出决定的机关另作决定。",
  },
  "qualification.order": {
    says: () => "须先通过专门法律知识考试，才能报考通用法律知识考试",
    cure: () => "先报考专门法律知识考试。",
  },
  "qualification.missing": {
    says: (f: Facts) => `尚未通过${zhPart(f)}考试`,
    cure: (f: Facts) => `报名参加${zhPart(f)}考试。`,
  },
  "qualification.lapsed": {
    says: (f: Facts) => `${zhPart(f)}考试成绩已于 ${day("zh-CN", f.lastOn)}后失效`,
    cure: (f: Facts) => `重新参加${zhPart(f)}考试。`,
  },
  "attempt.not-registered": { says: () => "您没有报名参加这场考试", cure: () => "请联系本单位学法管理员。" },
  "attempt.not-yet": {
    says: (f: Facts) => `考试 ${moment("zh-CN", f.opensAt)}开始`,
    cure: () => "请在开考后进入。",
  },
  "attempt.entry-closed": {
    says: (f: Facts) => `入场已于 ${moment("zh-CN", f.closedAt)}截止，不能开始作答`,
    cure: () => "请联系监考人员；可报名参加下一次考试。",
  },
  "attempt.exam-over": { says: () => "考试已经结束", cure: () => "可报名参加下一次考试。" },
  "attempt.attempts-used": { says: (f: Facts) => `本次考试可考 ${f.allowed} 次，已经用完` },
  "attempt.no-paper": {
    says: () => "题库不能按组卷方案出卷",
    cure: () => "请告知监考人员，由主办单位处理。",
  },
  "attempt.closed": { says: () => "已经交卷，答案不能再改" },
  "attempt.taken-over": {
    says: () => "考试已在另一台设备或另一个浏览器继续，这里的答案不再接收",
    cure: () => "如要回到这台设备作答，请选择“在这里继续作答”。",
  },
  "answer.stale": { says: () => "收到过更新的答案，这一次没有采用" },
  "answer.too-late": {
    says: (f: Facts) => `答案到达时已过 ${clockTime(String(f.deadlineAt))}的交卷时间，没有计入`,
    cure: () => "迟到的答案已另行留存。有异议的，可在成绩公布后提出。",
  },
  "answer.no-such-slot": { says: (f: Facts) => `试卷没有第 ${f.slot} 题` },
  "answer.no-such-option": { says: (f: Facts) => `第 ${f.slot} 题没有这个选项` },
  "answer.too-many": { says: (f: Facts) => `第 ${f.slot} 题只能选一项` },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "exam.closes-before-opens": {
    says: () => "The exam does not end after it opens",
    cure: () => "Correct one of the two times.",
  },
  "exam.too-long": {
    says: (f) => `${f.minutes} minutes to answer do not fit between opening and end (${f.window} minutes)`,
    cure: () => "Give less time, or end later.",
  },
  "exam.in-the-past": { says: () => "The end of the exam has passed", cure: () => "Choose a time to come." },
  "exam.pass-mark": {
    says: (f) => `The pass mark must lie between 1 and the full mark of ${f.fullMark}`,
    cure: () => "Correct the pass mark; the full mark comes from the blueprint.",
  },
  "exam.part-missing": {
    says: () => "A qualification exam needs its part",
    cure: () => "Choose general or special law.",
  },
  "exam.part-unused": {
    says: () => "Only a qualification exam has parts",
    cure: () => "Leave the part out, or make it a qualification exam.",
  },
  "exam.field-missing": {
    says: () => "The special part needs a field of enforcement",
    cure: () => "Choose the field.",
  },
  "exam.attempts": { says: () => "At least one attempt must be allowed", cure: () => "Allow one or more." },
  "exam.cancelled": { says: () => "The exam was cancelled" },
  "exam.not-published": {
    says: () => "The exam is not published",
    cure: () => "Publish it before its results.",
  },
  "exam.still-running": {
    says: (f) =>
      Number(f.open) > 0
        ? `${f.open} candidates are still answering: results cannot be released`
        : Number(f.held) > 0
          ? `A pause still keeps ${f.held} candidates from beginning: end it before the results are released`
          : `Candidates may still begin until ${moment("en", f.entryClosesAt)}: results cannot be released`,
    cure: () =>
      "Release them when entry is closed and every paper is in. Papers not handed in are collected at their deadline.",
  },
  "registration.not-published": {
    says: () => "The exam is not published: nobody can be registered",
    cure: () => "The office that holds it has to publish it first.",
  },
  "registration.cancelled": { says: () => "The exam was cancelled" },
  "registration.closed": {
    says: (f) => `Registration and entry closed on ${moment("en", f.closedAt)}`,
    cure: () => "Register for the next exam.",
  },
  "registration.already-registered": { says: () => "Registered already" },
  "registration.attempts-used": {
    says: (f) => `All ${f.allowed} attempts at this exam are used`,
    cure: () => "Register for the next exam.",
  },
  "registration.not-employed": {
    says: (f) => `Does not work in one of your units on ${day("en", f.on)}`,
    cure: () =>
      "The person's own unit registers them. If a transfer or leaving was recorded wrongly, correct it first.",
  },
  "registration.unknown-person": {
    says: () => "No such person",
    cure: () => "Enter the person in the roster first.",
  },
  "registration.banned": {
    says: (f) =>
      `Barred from exams for misconduct by decision ${f.decisionNumber}${f.endsBeforeOn ? `, until ${day("en", lastDayBefore(String(f.endsBeforeOn)))}` : ", without end"}`,
    cure: (f) =>
      f.endsBeforeOn
        ? `May register from ${day("en", f.endsBeforeOn)}.`
        : "Only the deciding authority can change this.",
  },
  "qualification.order": {
    says: () => "The special part has to be passed before the general part is sat",
    cure: () => "Register for the special part first.",
  },
  "qualification.missing": {
    says: (f) => `The exam in ${enPart(f)} has not been passed`,
    cure: (f) => `Register for the exam in ${enPart(f)}.`,
  },
  "qualification.lapsed": {
    says: (f) => `The exam in ${enPart(f)} was passed too long ago: it counted until ${day("en", f.lastOn)}`,
    cure: (f) => `Sit the exam in ${enPart(f)} again.`,
  },
  "attempt.not-registered": {
    says: () => "You are not registered for this exam",
    cure: () => "Ask the training officer of your unit.",
  },
  "attempt.not-yet": {
    says: (f) => `The exam opens on ${moment("en", f.opensAt)}`,
    cure: () => "Come back then.",
  },
  "attempt.entry-closed": {
    says: (f) => `Entry closed on ${moment("en", f.closedAt)}: you cannot begin any more`,
    cure: () => "Ask the invigilator; you may register for the next exam.",
  },
  "attempt.exam-over": { says: () => "The exam is over", cure: () => "You may register for the next one." },
  "attempt.attempts-used": { says: (f) => `All ${f.allowed} attempts at this exam are used` },
  "attempt.no-paper": {
    says: () => "The banks cannot fill the blueprint of this exam",
    cure: () => "Tell the invigilator; the office that holds the exam must see to it.",
  },
  "attempt.closed": { says: () => "The paper was handed in: answers cannot be changed" },
  "attempt.taken-over": {
    says: () =>
      "The exam goes on on another device or in another browser; answers from here are no longer taken",
    cure: () => "To answer on this device again, choose “Go on here”.",
  },
  "answer.stale": { says: () => "A newer answer had arrived: this one was not used" },
  "answer.too-late": {
    says: (f) =>
      `The answer arrived after the deadline of ${clockTime(String(f.deadlineAt))} and does not count`,
    cure: () => "It is kept apart. You may object after the results are released.",
  },
  "answer.no-such-slot": { says: (f) => `The paper has no question ${f.slot}` },
  "answer.no-such-option": { says: (f) => `Question ${f.slot} has no such option` },
  "answer.too-many": { says: (f) => `Only one option of question ${f.slot} may be chosen` },
};

export const examsRefusals = { "zh-CN": zh, en };
