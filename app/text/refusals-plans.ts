import type { Facts } from "~/verdict";
import { longMonth } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhMonth = (facts: Facts) =>
  typeof facts.monthOn === "string" ? `${longMonth(facts.monthOn, "zh-CN")}：` : "";
const enMonth = (facts: Facts) =>
  typeof facts.monthOn === "string" ? `${longMonth(facts.monthOn, "en")}: ` : "";
const zhOwing = ({ required, absent, pending }: Facts) =>
  `应考 ${required} 人，缺考 ${absent} 人，还没有成绩 ${pending} 人`;
const enOwing = ({ required, absent, pending }: Facts) =>
  `of ${required} people ${absent} were absent and ${pending} have no result yet`;

const zh = {
  "plan.month-short": {
    says: (facts: Facts) => `${facts.month}月安排了 ${facts.laws} 部法律，须有 ${facts.required} 部`,
    cure: () => "为这个月补上要学的法律。",
  },
  "plan.approved-already": {
    says: () => "计划已经批准，不能再增加计划项",
    cure: () => "需要调整的，另行报批。",
  },
  "plan.own": { says: () => "计划由您编制，不能自己批准", cure: () => "请由其他有权人员批准。" },
  "plan-item.plan.not-approved": { says: () => "计划还没有批准", cure: () => "报有权人员批准。" },
  "plan-item.plan.document-missing": { says: () => "没有学法制度文件", cure: () => "登记学法制度的文号。" },
  "plan-item.content.law-missing": {
    says: (facts: Facts) => `${zhMonth(facts)}没有确定学习的法律`,
    cure: () => "确定一部法律。",
  },
  "plan-item.content.materials-missing": { says: () => "没有学习材料", cure: () => "登记讲义等学习材料。" },
  "plan-item.time.date-missing": { says: () => "没有学习日期", cure: () => "登记学习日期。" },
  "plan-item.time.duration-missing": { says: () => "没有学习时长", cure: () => "登记学习时长。" },
  "plan-item.people.unnamed": {
    says: (facts: Facts) => `${zhMonth(facts)}没有列出参加人员姓名，“全体”不算`,
    cure: () => "逐一列出参加人员。",
  },
  "plan-item.people.owner-missing": {
    says: (facts: Facts) => `${zhMonth(facts)}没有责任人`,
    cure: () => "指定一名责任人。",
  },
  "plan-item.effect.exam-missing": {
    says: (facts: Facts) => `${zhMonth(facts)}没有安排考试`,
    cure: () => "每法一考：为这部法律安排考试。",
  },
  "plan-item.effect.results-missing": {
    says: (facts: Facts) => `考试成绩不齐：${zhOwing(facts)}`,
    cure: () => "安排缺考人员补考，成绩公布后自动更新。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "plan.month-short": {
    says: (facts) => `Month ${facts.month} has ${facts.laws} laws; ${facts.required} are required`,
    cure: () => "Choose a law for this month.",
  },
  "plan.approved-already": {
    says: () => "The plan is approved: no item can be added",
    cure: () => "Have a change approved.",
  },
  "plan.own": {
    says: () => "You drew up this plan: you cannot approve it",
    cure: () => "Somebody else with the power approves it.",
  },
  "plan-item.plan.not-approved": {
    says: () => "The plan is not approved yet",
    cure: () => "Have it approved.",
  },
  "plan-item.plan.document-missing": {
    says: () => "The rule document behind the plan is missing",
    cure: () => "Enter the number of the document.",
  },
  "plan-item.content.law-missing": {
    says: (facts) => `${enMonth(facts)}no law was chosen`,
    cure: () => "Choose a law.",
  },
  "plan-item.content.materials-missing": {
    says: () => "There are no study materials",
    cure: () => "Enter the materials.",
  },
  "plan-item.time.date-missing": { says: () => "There is no date", cure: () => "Enter the date." },
  "plan-item.time.duration-missing": {
    says: () => "There is no duration",
    cure: () => "Enter the duration.",
  },
  "plan-item.people.unnamed": {
    says: (facts) => `${enMonth(facts)}the people are not named; “everyone” is nobody`,
    cure: () => "Name each of them.",
  },
  "plan-item.people.owner-missing": {
    says: (facts) => `${enMonth(facts)}nobody is answerable`,
    cure: () => "Name one person who is.",
  },
  "plan-item.effect.exam-missing": {
    says: (facts) => `${enMonth(facts)}there is no exam`,
    cure: () => "An exam for each law: arrange one.",
  },
  "plan-item.effect.results-missing": {
    says: (facts) => `Results are missing: ${enOwing(facts)}`,
    cure: () => "Arrange a make-up exam; the light follows once results are released.",
  },
};

export const plansRefusals = { "zh-CN": zh, en };
