import type { Facts } from "~/verdict";
import { longInstant } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zh = {
  "correction.wish-missing": { says: () => "没有选择更正方式", cure: () => "选择改答案，或试题作废。" },
  "correction.key-missing": { says: () => "没有选择正确答案", cure: () => "勾选正确答案。" },
  "correction.key-one": {
    says: () => "这道题只能有一个正确答案",
    cure: () => "只勾选一项；有多个正确答案的，改为试题作废。",
  },
  "correction.key-unknown": { says: () => "所选答案不是这道题的选项", cure: () => "重新勾选正确答案。" },
  "correction.ground-missing": { says: () => "没有写明依据", cure: () => "写明法条、专家意见或异议的情况。" },
  "correction.no-change": { says: () => "与现行评分方式相同", cure: () => "核对正确答案。" },
  "correction.exam-cancelled": { says: () => "考试已经取消", cure: () => "取消的考试不必更正。" },
  "correction.no-papers": { says: () => "没有已交的试卷含有这道题", cure: () => "核对试题。" },
  "correction.open": { says: () => "这道题已有一项更正等待核准", cure: () => "先由另一人核准或不予更正。" },
  "correction.sat": { says: () => "参加过本场考试的人不能更正或核准答案", cure: () => "由其他人员办理。" },
  "correction.nothing-left": {
    says: (f: Facts) => `剔除后有 ${f.papers} 份试卷没有计分的试题`,
    cure: () => "改为改答案，或由主办单位取消考试。",
  },
  "correction.unknown": { says: () => "没有这项更正", cure: () => "从更正列表重新打开。" },
  "correction.decided": { says: () => "这项更正已经办结", cure: () => "再要改动的，另行提出更正。" },
  "correction.same-person": { says: () => "提出人不能核准自己提出的更正", cure: () => "由另一人核准。" },
  "correction.outdated": {
    says: () => "试算以后情况有变，当时看到的结果与现在不同",
    cure: () => "已重新试算。请重新查看后再核准。",
  },
  "objection.not-released": { says: () => "成绩还没有公布", cure: () => "公布后再提出。" },
  "objection.closed": {
    says: (f: Facts) => `异议期已于 ${longInstant(String(f.closedAt), "zh-CN")}结束`,
    cure: () => "另有新的事实的，向主办单位书面反映。",
  },
  "objection.no-such-slot": {
    says: (f: Facts) => `试卷只有第 1 到 ${f.questions} 题`,
    cure: () => "重新选择题号。",
  },
  "objection.reason-missing": { says: () => "没有写明理由", cure: () => "写明依据的法条或事实。" },
  "objection.once": {
    says: (f: Facts) => (f.slot === null ? "对成绩已经提出过异议" : `对第 ${f.slot} 题已经提出过异议`),
    cure: () => "每道题、成绩各可以提出一次，等待答复即可。",
  },
  "objection.answered": { says: () => "这件异议已经答复", cure: () => "不必再次答复。" },
  "objection.own": { says: () => "不能答复自己的异议", cure: () => "由其他人员答复。" },
  "objection.made-question": {
    says: () => "命题人、审题人不能答复对这道题的异议",
    cure: () => "由其他人员答复。",
  },
  "objection.released-it": { says: () => "公布成绩的人不能答复对成绩的异议", cure: () => "由其他人员答复。" },
  "objection.outcome-missing": { says: () => "没有选择结论", cure: () => "选择异议成立或不成立。" },
  "objection.reply-missing": { says: () => "没有填写答复", cure: () => "写明理由。" },
  "release.disclosure-missing": { says: () => "没有选择公布内容", cure: () => "选择一项。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "correction.wish-missing": {
    says: () => "Nothing is chosen",
    cure: () => "Choose another key, or void the question.",
  },
  "correction.key-missing": { says: () => "No right answer is chosen", cure: () => "Tick the right answer." },
  "correction.key-one": {
    says: () => "This question has one right answer only",
    cure: () => "Tick one. Where several are right, void the question.",
  },
  "correction.key-unknown": {
    says: () => "What was chosen is no option of this question",
    cure: () => "Tick the right answer again.",
  },
  "correction.ground-missing": {
    says: () => "No ground is given",
    cure: () => "Name the article, the expert opinion or the objection.",
  },
  "correction.no-change": {
    says: () => "That is how it is marked already",
    cure: () => "Check the right answer.",
  },
  "correction.exam-cancelled": {
    says: () => "The exam was cancelled",
    cure: () => "A cancelled exam needs no correction.",
  },
  "correction.no-papers": {
    says: () => "No paper handed in has this question",
    cure: () => "Check the question.",
  },
  "correction.open": {
    says: () => "A correction of this question already waits",
    cure: () => "Another person has to decide on it first.",
  },
  "correction.sat": {
    says: () => "Who sat this exam neither corrects its keys nor decides on it",
    cure: () => "Another person has to.",
  },
  "correction.nothing-left": {
    says: (f) =>
      `Without it, ${f.papers} ${f.papers === 1 ? "paper has" : "papers have"} no question that counts`,
    cure: () => "Give it another key, or have the exam cancelled.",
  },
  "correction.unknown": {
    says: () => "There is no such correction",
    cure: () => "Open it again from the list.",
  },
  "correction.decided": {
    says: () => "This correction is decided",
    cure: () => "To change it again, propose another.",
  },
  "correction.same-person": {
    says: () => "You cannot approve what you proposed",
    cure: () => "Another person has to.",
  },
  "correction.outdated": {
    says: () => "Since it was computed something has changed: what you saw is not what would be done",
    cure: () => "It was computed again. Look at it, then decide.",
  },
  "objection.not-released": {
    says: () => "The result is not released yet",
    cure: () => "Come back when it is.",
  },
  "objection.closed": {
    says: (f) => `Objections closed ${longInstant(String(f.closedAt), "en")}`,
    cure: () => "If there are new facts, write to who held the exam.",
  },
  "objection.no-such-slot": {
    says: (f) => `The paper has questions 1 to ${f.questions} only`,
    cure: () => "Choose the number again.",
  },
  "objection.reason-missing": {
    says: () => "No reason is given",
    cure: () => "Name the article or the fact it rests on.",
  },
  "objection.once": {
    says: (f) =>
      f.slot === null ? "You objected to the result already" : `You objected to question ${f.slot} already`,
    cure: () => "Once for each is enough; wait for the answer.",
  },
  "objection.answered": { says: () => "It is answered already", cure: () => "Nothing more is needed." },
  "objection.own": {
    says: () => "You cannot answer your own objection",
    cure: () => "Another person has to.",
  },
  "objection.made-question": {
    says: () => "Who wrote or reviewed the question does not answer objections to it",
    cure: () => "Another person has to.",
  },
  "objection.released-it": {
    says: () => "Who released the results does not answer objections to them",
    cure: () => "Another person has to.",
  },
  "objection.outcome-missing": {
    says: () => "No outcome is chosen",
    cure: () => "Choose upheld or dismissed.",
  },
  "objection.reply-missing": { says: () => "No reply is given", cure: () => "Say why." },
  "release.disclosure-missing": {
    says: () => "What is to be released is not chosen",
    cure: () => "Choose one.",
  },
};

export const afterExamsRefusals = { "zh-CN": zh, en };
