import type { Facts } from "~/verdict";
import { longDate } from "./dates";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "zh-CN") : "");
const enDate = (value: Facts[string]) => (typeof value === "string" ? longDate(value, "en") : "");

const zh = {
  "unit.code-malformed": {
    says: () => "单位代码只能由小写字母、数字和连字符组成，以字母或数字开头和结尾，最多 40 个字符",
    cure: () => "请改写代码，例如 urban-east。代码设立后不再改变。",
  },
  "unit.code-taken": {
    says: (facts) => `代码 ${facts.code} 已经属于另一个单位`,
    cure: () => "请另选代码。撤销单位的代码也不再使用。",
  },
  "unit.parent-unknown": {
    says: (facts) => `${zhDate(facts.fromOn ?? null)}那天没有这个上级单位`,
    cure: () => "请另选上级单位，或者改为它已经设立、尚未撤销的日期。",
  },
  "unit.parent-ends": {
    says: (facts) => `${facts.parent}自 ${zhDate(facts.on ?? null)}起撤销`,
    cure: () => "请另选上级单位。",
  },
  "unit.name-taken": {
    says: (facts) => `${facts.parent}之下已经有名为${facts.name}的单位`,
    cure: () => "请核对是否重复设立；确为两个单位的，写明区别。",
  },
  "unit.nothing-changed": { says: () => "与现在的登记相同，没有要变更的内容" },
  "unit.changed-later": {
    says: (facts) => `自 ${zhDate(facts.on ?? null)}起已经登记了另一次变更`,
    cure: () => "变更日期应在那之后；那次登记有误的，先更正那一次。",
  },
  "unit.root-stays": {
    says: () => "本级政府是整棵单位树的根，不能移到别的单位之下，也不能撤销",
  },
  "unit.below-itself": {
    says: () => "单位不能移到自己或者自己的下级之下",
    cure: () => "请另选上级单位。",
  },
  "unit.not-in-force": {
    says: (facts) => `${zhDate(facts.on ?? null)}那天这个单位尚未设立或者已经撤销`,
    cure: () => "请改为它存在期间的日期。",
  },
  "unit.has-subordinates": {
    says: (facts) => `还有 ${facts.units} 个下级单位`,
    cure: () => "先把下级单位移到别的单位之下，或者先撤销它们。",
  },
  "unit.has-people": {
    says: (facts) => `还有 ${facts.people} 人在这里任职`,
    cure: () => "先办理调动或者结束任职。",
  },
  "unit.has-posts": {
    says: (facts) => `还有 ${facts.posts} 个岗位没有撤销`,
    cure: () => "先撤销岗位，或者改属接收单位。",
  },
  "unit.has-certificates": {
    says: (facts) => `还有 ${facts.certificates} 张本单位的执法证件没有终止`,
    cure: () => "先换发或者注销这些证件。",
  },
  "unit.has-applications": {
    says: (facts) => `还有 ${facts.applications} 件证件申请没有办结`,
    cure: () => "先撤回或者办结。",
  },
  "unit.has-roles": {
    says: (facts) => `还有 ${facts.roles} 项角色授予在这个单位上`,
    cure: () => "先由安全管理员收回或者改授。",
  },
  "body.ends-before-start": {
    says: () => "资格的最后一天早于第一天",
    cure: () => "请更正日期。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "unit.code-malformed": {
    says: () =>
      "A unit's code is small letters, digits and hyphens, begins and ends with a letter or digit, and has at most 40 characters",
    cure: () => "Rewrite it, for example urban-east. A code never changes afterwards.",
  },
  "unit.code-taken": {
    says: (facts) => `The code ${facts.code} belongs to another unit`,
    cure: () => "Choose another. The code of a dissolved unit is not used again.",
  },
  "unit.parent-unknown": {
    says: (facts) => `There is no such unit above it on ${enDate(facts.fromOn ?? null)}`,
    cure: () => "Choose another, or a day on which it stands.",
  },
  "unit.parent-ends": {
    says: (facts) => `${facts.parent} is dissolved from ${enDate(facts.on ?? null)} on`,
    cure: () => "Choose another unit above it.",
  },
  "unit.name-taken": {
    says: (facts) => `${facts.parent} already has a unit named ${facts.name}`,
    cure: () => "See whether it is being set up twice; if they are two, name the difference.",
  },
  "unit.nothing-changed": { says: () => "This is what stands recorded already; nothing would change" },
  "unit.changed-later": {
    says: (facts) => `Another change is recorded from ${enDate(facts.on ?? null)} on`,
    cure: () => "Choose a later day; if that record is wrong, correct it first.",
  },
  "unit.root-stays": {
    says: () => "The government is the root of the tree: it cannot be moved below a unit nor be dissolved",
  },
  "unit.below-itself": {
    says: () => "A unit cannot be moved below itself or below a unit of its own",
    cure: () => "Choose another unit above it.",
  },
  "unit.not-in-force": {
    says: (facts) => `On ${enDate(facts.on ?? null)} this unit was not set up yet, or was dissolved`,
    cure: () => "Choose a day on which it stands.",
  },
  "unit.has-subordinates": {
    says: (facts) => `${facts.units} units stand below it`,
    cure: () => "Move or dissolve them first.",
  },
  "unit.has-people": {
    says: (facts) => `${facts.people} people are still employed there`,
    cure: () => "Transfer them, or end their employment, first.",
  },
  "unit.has-posts": {
    says: (facts) => `${facts.posts} of its posts are not abolished`,
    cure: () => "Abolish them, or hand them to the receiving unit, first.",
  },
  "unit.has-certificates": {
    says: (facts) => `${facts.certificates} of its enforcement certificates have not ended`,
    cure: () => "Replace or cancel them first.",
  },
  "unit.has-applications": {
    says: (facts) => `${facts.applications} certificate applications are still open`,
    cure: () => "Withdraw or finish them first.",
  },
  "unit.has-roles": {
    says: (facts) => `${facts.roles} roles are held for this unit`,
    cure: () => "The security administrator withdraws them first.",
  },
  "body.ends-before-start": {
    says: () => "The last day lies before the first",
    cure: () => "Correct the dates.",
  },
};

export const organisationRefusals = { "zh-CN": zh, en };
