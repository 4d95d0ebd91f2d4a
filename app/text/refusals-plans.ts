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

const zhState: Record<string, string> = {
  draft: "还是草稿",
  submitted: "已经报审",
  confirmed: "已经单位审核",
  "in-force": "已经批准",
  closed: "已经办结",
};
const enState: Record<string, string> = {
  draft: "still a draft",
  submitted: "submitted",
  confirmed: "confirmed by the unit",
  "in-force": "approved",
  closed: "closed",
};
const zhCategory: Record<string, string> = {
  "specialised-law": "专业法律法规",
  "new-knowledge": "更新知识",
};
const enCategory: Record<string, string> = {
  "specialised-law": "specialised law",
  "new-knowledge": "new knowledge",
};

const zh = {
  "plan.month-short": {
    says: (facts: Facts) => `${facts.month}月安排了 ${facts.laws} 部法律，须有 ${facts.required} 部`,
    cure: () => "为这个月补上要学的法律。",
  },
  "plan.category-missing": {
    says: (facts: Facts) => `计划里没有“${zhCategory[String(facts.category)] ?? facts.category}”的内容`,
    cure: () => "补上这一类的计划项。",
  },
  "plan.not-a-draft": {
    says: (facts: Facts) => `计划${zhState[String(facts.state)] ?? ""}，不能再改动计划项`,
    cure: () => "需要调整的，请审核人退回后再改。",
  },
  "plan.not-at-this-step": {
    says: (facts: Facts) => `计划${zhState[String(facts.state)] ?? ""}，现在不能办这一步`,
    cure: () => "刷新页面，查看计划办到哪一步。",
  },
  "plan.not-in-force": {
    says: (facts: Facts) => `计划${zhState[String(facts.state)] ?? ""}，批准以后才登记落实情况`,
    cure: () => "先报审、批准。",
  },
  "plan.item-gone": { says: () => "这个计划项已经改动或删去", cure: () => "回到计划，查看现在的计划项。" },
  "plan.item-closed": { says: () => "这个计划项已经办结", cure: () => "办结后不再改动。" },
  "plan.items-open": {
    says: (facts: Facts) => `还有计划项没有办结：${String(facts.months).replaceAll(",", "、")} 月`,
    cure: () => "逐项补齐五落实并办结。",
  },
  "plan.exists": {
    says: (facts: Facts) => `本单位 ${facts.year} 年已有这一类计划`,
    cure: () => "在已有的计划上修改。",
  },
  "plan.reason-missing": { says: () => "没有写明退回的原因", cure: () => "写明哪里要改。" },
  "plan.own": {
    says: () => "计划由您编制，或者前面一步由您办理，不能再由您审批",
    cure: () => "请由其他有权人员办理。",
  },
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
  "plan.category-missing": {
    says: (facts) => `The plan has nothing of ${enCategory[String(facts.category)] ?? facts.category}`,
    cure: () => "Add an item of this category.",
  },
  "plan.not-a-draft": {
    says: (facts) =>
      `The plan is ${enState[String(facts.state)] ?? facts.state}: its items cannot be changed`,
    cure: () => "Have it returned, then change it.",
  },
  "plan.not-at-this-step": {
    says: (facts) =>
      `The plan is ${enState[String(facts.state)] ?? facts.state}: this step cannot be taken now`,
    cure: () => "Reload the page to see where the plan stands.",
  },
  "plan.not-in-force": {
    says: (facts) =>
      `The plan is ${enState[String(facts.state)] ?? facts.state}: how it is carried out is entered once it is approved`,
    cure: () => "Submit it and have it approved first.",
  },
  "plan.item-gone": {
    says: () => "This item was changed or taken out",
    cure: () => "Go back to the plan and see its items as they are now.",
  },
  "plan.item-closed": { says: () => "This item is closed", cure: () => "Closed items are not changed." },
  "plan.items-open": {
    says: (facts) => `Items are still open: months ${String(facts.months).replaceAll(",", ", ")}`,
    cure: () => "Complete the five elements of each and close it.",
  },
  "plan.exists": {
    says: (facts) => `The unit has a plan of this kind for ${facts.year} already`,
    cure: () => "Change the plan there is.",
  },
  "plan.reason-missing": {
    says: () => "The reason for returning it is missing",
    cure: () => "Say what to mend.",
  },
  "plan.own": {
    says: () => "You drew up this plan or took an earlier step of it: you cannot decide on it",
    cure: () => "Have somebody else decide.",
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
